"""Beside the record of the system: requests of two persons, and published files.

Who may do what to running cases hangs on who asked and who agreed; what cases run on, on the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.audit import EventKind
from app.domain.case_requests import RequestState
from app.store import audit_log, recorded_rows
from app.store.audit_faults import Broken, Fault
from app.store.audit_log import SYSTEM_CHAIN
from app.store.database import Transaction
from app.store.recorded_rows import Line, Row

PROPOSED = frozenset({EventKind.REPAIR_PROPOSED, EventKind.MIGRATION_PROPOSED})
APPROVED = frozenset({EventKind.REPAIR_APPROVED, EventKind.MIGRATION_APPROVED})
AGREED = frozenset({RequestState.APPROVED, RequestState.DONE, RequestState.EXPIRED})
REQUEST, RELEASE, FILE = "đề nghị sửa hoặc chuyển hồ sơ", "bản công bố", "tệp đã công bố"


def system_disagreements(tx: Transaction) -> Iterator[Broken]:
    """Yield the lines of the system's chain that requests and published files do not bear out."""
    kinds = PROPOSED | APPROVED | {EventKind.RELEASE_PUBLISHED}
    asked, agreed, published = dict[str, Line](), dict[str, Line](), list[Line]()
    for line in recorded_rows.lines_of_system(tx, kinds):
        if line.kind == EventKind.RELEASE_PUBLISHED:
            published.append(line)
        else:
            found = asked if line.kind in PROPOSED else agreed
            found[line.payload.get("repair") or line.payload["move"]] = line
    yield from _of_requests(tx, asked, agreed)
    yield from _of_releases(tx, published)


def _of_requests(
    tx: Transaction, asked: Mapping[str, Line], agreed: Mapping[str, Line]
) -> Iterator[Broken]:
    rows = {row["id"]: row for row in recorded_rows.requests(tx)}
    for id_, line in asked.items():
        if id_ not in rows:
            yield _broken(line, Fault.GONE, REQUEST)
        elif rows[id_]["proposed_by"] != line.actor:
            yield _broken(line, Fault.DIFFERS, REQUEST)
    for id_, line in agreed.items():
        if id_ in rows and not _is_agreed(rows[id_], line):
            yield _broken(line, Fault.DIFFERS, REQUEST)
    untold = [id_ for id_, row in rows.items() if row["state"] in AGREED and id_ not in agreed]
    if untold:
        yield Broken(SYSTEM_CHAIN, _last(tx), Fault.UNTOLD, what=REQUEST)


def _is_agreed(row: Row, line: Line) -> bool:
    same = row["decided_by"] == line.actor and row["reason"] == line.payload["reason"]
    return same and row["state"] in AGREED


def _of_releases(tx: Transaction, published: list[Line]) -> Iterator[Broken]:
    standing, first = recorded_rows.manifests(tx), dict[str, Line]()
    digests: dict[str, tuple[str, Line]] = {}
    for line in published:
        manifest: Mapping[str, str] = line.payload["manifest"]
        if standing.get(line.payload["release"]) != manifest:
            yield _broken(line, Fault.DIFFERS, RELEASE)
        for version in manifest.values():
            first.setdefault(version, line)
        told: Mapping[str, Any] = line.payload.get("digests", {})
        digests |= {version: (digest, line) for version, digest in told.items()}
    if published and standing.keys() - {line.payload["release"] for line in published}:
        yield Broken(SYSTEM_CHAIN, _last(tx), Fault.UNTOLD, what=RELEASE)
    for version, kept, content in recorded_rows.published(tx):
        found = hashlib.sha256(content).hexdigest()
        if version in first and (kept != found or digests.get(version, (found, None))[0] != found):
            yield _broken(first[version], Fault.DIFFERS, FILE)


def _broken(line: Line, fault: Fault, what: str) -> Broken:
    return Broken(line.chain_id, line.seq, fault, what=what)


def _last(tx: Transaction) -> int:
    seq, _hash = audit_log.head_of(tx, SYSTEM_CHAIN)
    return seq
