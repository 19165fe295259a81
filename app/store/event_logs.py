"""The record of many cases at once, read in lots for files of mining tools.

A lot is read with one statement for each kind of row; what stands in forms and papers stays unread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

import orjson
from sqlalchemy import Table, func, or_, select

from app.domain.audit import EventKind
from app.domain.cases import CaseRow, CaseState, PassRow
from app.store.audit_log import INSTANCE_PREFIX
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.cases import case_file, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import instance, task

T = TypeVar("T")
# Written for the proof alone: the way of the token between two acts.
_UNTOLD = (EventKind.STEP_TAKEN.value,)


@dataclass(frozen=True)
class RunRow:
    """A process instance without its engine state."""

    id: str
    case_id: str
    pass_id: str
    process_id: str
    release_id: str
    started_at: datetime


@dataclass(frozen=True)
class PaperRow:
    """A document without its text."""

    id: str
    case_id: str
    pass_id: str
    doc_type: str
    body_id: str
    title: str
    number: str
    sha256: str
    created_at: datetime


@dataclass(frozen=True)
class WorkRow:
    """A task's place and its beginning."""

    id: str
    case_id: str
    pass_id: str
    body_id: str
    opened_at: datetime


@dataclass(frozen=True)
class LoggedRow:
    """A line of a run's chain without its proof; `payload` is the text that was chained."""

    chain_id: str
    seq: int
    case_id: str
    kind: EventKind
    at: datetime
    entered_at: datetime
    actor: str
    actor_name: str
    capacity: str
    element_id: str
    process_id: str
    clauses: tuple[str, ...]
    payload: str

    @property
    def instance_id(self) -> str:
        """The run that the line belongs to."""
        return self.chain_id.removeprefix(INSTANCE_PREFIX)

    def told(self) -> Mapping[str, Any]:
        """Return what the line says in detail; empty where that was destroyed in time."""
        found: Mapping[str, Any] = orjson.loads(self.payload) if self.payload else {}
        return found


@dataclass(frozen=True)
class CaseRows:
    """Everything of one case that an event log tells of; the lines in the order of time."""

    case: CaseRow
    runs: Sequence[RunRow]
    passes: Sequence[PassRow]
    papers: Sequence[PaperRow]
    tasks: Sequence[WorkRow]
    lines: Sequence[LoggedRow]


# Of a destroyed case there is nothing to tell.
_LEFT = case_file.c.state != CaseState.DESTROYED.value


def codes(tx: Transaction) -> list[str]:
    """Return the codes of all cases that have one and are not destroyed, in order."""
    query = select(case_file.c.code).where(case_file.c.code.is_not(None), _LEFT)
    return [row["code"] for row in tx.rows(query.order_by(case_file.c.code))]


def count(tx: Transaction, leave: Set[str] | None) -> int:
    """Count the cases of a file; of the restricted those with leave, all for None."""
    query = select(func.count()).select_from(case_file).where(_LEFT)
    if leave is not None:
        query = query.where(or_(case_file.c.restricted.is_(False), case_file.c.id.in_(leave)))
    return tx.number(query)


def lot(tx: Transaction, after: str, limit: int, *, restricted: bool) -> list[CaseRows]:
    """Return so many cases behind an id, by id, with their rows; the restricted only if told."""
    query = select(case_file).where(case_file.c.id > after, _LEFT)
    query = query.order_by(case_file.c.id).limit(limit)
    if not restricted:
        query = query.where(case_file.c.restricted.is_(False))
    found = [from_row(CaseRow, {**row, "code": row["code"] or ""}) for row in tx.rows(query)]
    ids = [case.id for case in found]
    runs = _by_case(tx, RunRow, instance, ids)
    passes = _by_case(tx, PassRow, level_pass, ids)
    papers = _by_case(tx, PaperRow, document, ids)
    tasks = _by_case(tx, WorkRow, task, ids)
    lines = _lines(tx, ids)
    return [
        CaseRows(
            case=case,
            runs=runs.get(case.id, ()),
            passes=sorted(passes.get(case.id, ()), key=lambda row: row.number),
            papers=papers.get(case.id, ()),
            tasks=tasks.get(case.id, ()),
            lines=lines.get(case.id, ()),
        )
        for case in found
    ]


def _by_case(
    tx: Transaction, cls: type[T], table: Table, ids: Sequence[str]
) -> dict[str, Sequence[T]]:
    columns = [table.c[one.name] for one in fields(cls)]  # type: ignore[arg-type]
    query = select(*columns).where(table.c.case_id.in_(ids)).order_by(table.c.id)
    return _grouped(cls, tx.rows(query))


def _lines(tx: Transaction, ids: Sequence[str]) -> dict[str, Sequence[LoggedRow]]:
    payload = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
        audit_payload.c.seq == audit_event.c.seq
    )
    columns = [audit_event.c[one.name] for one in fields(LoggedRow) if one.name != "payload"]
    query = (
        select(*columns, audit_payload.c.payload)
        .outerjoin(audit_payload, payload)
        .where(
            audit_event.c.case_id.in_(ids),
            audit_event.c.chain_id.startswith(INSTANCE_PREFIX),
            audit_event.c.kind.not_in(_UNTOLD),
        )
        .order_by(
            audit_event.c.at, audit_event.c.entered_at, audit_event.c.chain_id, audit_event.c.seq
        )
    )
    return _grouped(LoggedRow, tx.rows(query))


def _grouped(cls: type[T], rows: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row["case_id"], []).append(from_row(cls, row))
    return dict(found)
