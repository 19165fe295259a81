"""The two sides of a comparison: releases by id, and the live draft under the key `ban-thao`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.clauses import Clause
from app.domain.diagrams import Finding
from app.domain.views.processes import ComparePage, VersionName
from app.errors import NotFound
from app.publication.difference import compare
from app.publication.file_set import FileSet, name_of, overlaid, plain, released
from app.publication.history import read_published, versions_of
from app.publication.parsed import diagram_of, read
from app.steps.bare.publication import role_names
from app.store import drafts, releases
from app.store.database import Transaction

DRAFT = "ban-thao"


@dataclass(frozen=True)
class Sides:
    """Two states of a process: what can be chosen, which were, their files."""

    process_id: str
    choices: tuple[VersionName, ...]
    before: VersionName
    after: VersionName
    old: FileSet
    new: FileSet


def sides_of(tx: Transaction, process_id: str, before: str, after: str) -> Sides:
    """Return two sides; empty keys mean the version in use and the draft, else the newest two.

    Raises NotFound for a process or version that is not there.
    """
    choices = _choices(tx, process_id)
    keys = [choice.key for choice in choices]
    if not keys:
        raise NotFound("Không có quy trình này; mở danh sách quy trình để chọn lại")
    after = after or keys[0]
    before = before or keys[min(1, len(keys) - 1)]
    if before not in keys or after not in keys:
        raise NotFound("Không có phiên bản này; chọn lại hai phiên bản để so sánh")
    named = {choice.key: choice for choice in choices}
    old, new = _files(tx, process_id, before), _files(tx, process_id, after)
    return Sides(process_id, choices, named[before], named[after], old, new)


def compared(sides: Sides, clauses: Mapping[str, Clause]) -> ComparePage:
    """Return the comparison of two sides, element by element."""
    process_id, old, new = sides.process_id, sides.old, sides.new
    texts = {name: f"{one.citation}: {one.vi}" for name, one in clauses.items()}
    found = compare(old, new, process_id, role_names(), texts)
    return ComparePage(
        process_id=process_id,
        name=_title(new, process_id) or _title(old, process_id) or process_id,
        before=sides.before,
        after=sides.after,
        lines=found.lines,
        picture_before=found.picture_before,
        picture_after=found.picture_after,
        choices=sides.choices,
        unread=_unread(new, process_id),
    )


def _choices(tx: Transaction, process_id: str) -> tuple[VersionName, ...]:
    """Return what can be compared: the draft first, then versions, newest first."""
    versions = versions_of(read_published(tx), process_id)
    named = [
        VersionName(one.release_id, f"Phiên bản {one.number}" + (f": {one.name}" * bool(one.name)))
        for one in versions
    ]
    live = drafts.live_of(tx, process_id)
    return tuple([VersionName(DRAFT, "Bản thảo"), *named] if live else named)


def _files(tx: Transaction, process_id: str, key: str) -> FileSet:
    if key != DRAFT:
        return plain(released(tx, key))
    live = drafts.live_of(tx, process_id)
    files = drafts.files(tx, live.id) if live else ()
    return overlaid(released(tx, releases.latest_id(tx)), files)


def _title(files: FileSet, process_id: str) -> str:
    one = files.get(name_of("process", process_id))
    diagram = diagram_of(one.content) if one else None
    return diagram.main.name if diagram else ""


def _unread(files: FileSet, process_id: str) -> tuple[Finding, ...]:
    one = files.get(name_of("process", process_id))
    return read(one.content)[1] if one else ()
