"""The files that would be published together, by name, and which of them belong to one process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from app.domain.drafts import ENDINGS, DraftFile, FileKind
from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.publication.parsed import diagram_of
from app.store import releases
from app.store.database import Transaction
from app.store.releases import Artifact, NewArtifact

FileSet = Mapping[str, NewArtifact]

# A key becomes part of addresses and file names: plain letters, digits, `_` and `-`.
PROCESS_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")


def name_of(kind: str, key: str) -> str:
    """Return the name of a file in a release: `<kind>:<key>`."""
    return f"{FileKind(kind).value}:{key}"


def released(tx: Transaction, release_id: str) -> dict[str, Artifact]:
    """Return the files of a release by name; none before the first release."""
    found = releases.artifacts(tx, release_id) if release_id else []
    return {f"{one.kind}:{one.key}": one for one in found}


def plain(published: Mapping[str, Artifact]) -> dict[str, NewArtifact]:
    """Return published files as a file set."""
    return {
        name: NewArtifact(one.kind, one.key, one.file_name, one.content)
        for name, one in published.items()
    }


def overlaid(
    published: Mapping[str, Artifact], files: Iterable[DraftFile]
) -> dict[str, NewArtifact]:
    """Return what a release would hold if the changed files of a draft were published now."""
    found = plain(published)
    for one in files:
        if one.removed:
            found.pop(one.name, None)
        elif one.changed:
            found[one.name] = NewArtifact(one.kind.value, one.key, one.file_name, one.content)
    return found


def files_of_process(files: FileSet, process_id: str) -> tuple[str, ...]:
    """Return the names of a process's files: its diagram, its forms, the tables it asks."""
    diagram = files.get(name_of("process", process_id))
    if diagram is None:
        return ()
    asked = {name_of("decision", key) for key in tables_asked(diagram.content, process_id)}
    own = [
        name
        for name, one in files.items()
        if name in asked or (one.kind == "form" and one.key.startswith(f"{process_id}."))
    ]
    return (name_of("process", process_id), *sorted(own))


def tables_asked(content: bytes, process_id: str) -> frozenset[str]:
    """Return the ids of the tables that a diagram asks; none where it does not read."""
    diagram = diagram_of(content)
    definition = diagram.definitions.get(process_id) if diagram else None
    elements = definition.elements.values() if definition else ()
    return frozenset(e.extensions.decision_ref for e in elements if e.extensions.decision_ref)


def file_name_of(kind: FileKind, key: str) -> str:
    """Return the name under which a file lies in its folder."""
    return key.rpartition(".")[2] + ENDINGS[kind] if kind is FileKind.FORM else key + ENDINGS[kind]


def check_key(process_id: str, kind: FileKind, key: str) -> None:
    """Raise FormInvalid for a key that names no file of this process."""
    if kind is FileKind.PROCESS and key != process_id:
        raise _misnamed(
            f"Bản thảo này của quy trình “{process_id}”; mở bản thảo của “{key}” để sửa"
        )
    owner, dot, name = key.partition(".")
    if kind is FileKind.FORM and (owner != process_id or not dot or not _plain(name)):
        raise _misnamed(f"Đặt id của biểu là {process_id}.<id của việc>, bằng chữ không dấu")
    if kind is FileKind.DECISION and not _plain(key):
        raise _misnamed("Đặt id của bảng bằng chữ không dấu, số và dấu gạch dưới")


def check_process_id(process_id: str) -> None:
    """Raise FormInvalid for an id that a new process cannot have."""
    if not _plain(process_id):
        text = "Đặt id của quy trình bằng chữ không dấu, số, dấu gạch dưới, nhiều nhất 100 ký tự"
        raise FormInvalid([FieldError("process_id", "Id của quy trình", text)])


def _plain(key: str) -> bool:
    return PROCESS_KEY.fullmatch(key) is not None


def _misnamed(text: str) -> FormInvalid:
    return FormInvalid([FieldError("key", "Tên tệp", text)])
