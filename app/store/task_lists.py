"""The lists of tasks people read: their inbox, their group's tasks, what they have done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, tuple_

from app.domain.cases import PAPER_STEPS, CaseState, ClockState, TaskRow, TaskState
from app.domain.people import Capacity
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.tables.cases import case_file, clock
from app.store.tables.documents import document
from app.store.tables.execution import instance, task, task_candidate
from app.store.tables.people import conflict_declaration


@dataclass(frozen=True)
class InboxRow:
    """One task in a list, with what its line says of the case and the case's answer clock.

    `status` is that of the instance it belongs to.
    """

    task: TaskRow
    case_code: str
    case_title: str
    case_state: CaseState
    case_body_id: str
    case_round_no: int
    case_started_by: str
    case_submitted_at: datetime | None
    clock_received_at: datetime | None
    clock_day0: date | None
    clock_due: date | None
    clock_cap: date | None
    clock_state: ClockState | None
    clock_extended: bool
    clock_closed_at: datetime | None
    clock_warning: str
    received_from: str
    paper: str
    status: str


_before = task.alias("task_before")
# Who handed the case on: a task opens at the very moment at which the one before it was completed.
_RECEIVED_FROM = (
    select(_before.c.completed_by)
    .where(
        _before.c.case_id == task.c.case_id,
        _before.c.completed_at <= task.c.opened_at,
        _before.c.completed_by != "",
    )
    .order_by(_before.c.completed_at.desc(), _before.c.id)
    .limit(1)
    .scalar_subquery()
)
_PAPER = (
    select(document.c.title)
    .where(
        document.c.case_id == task.c.case_id,
        document.c.instance_id == task.c.instance_id,
        document.c.activation_id == task.c.activation_id,
        task.c.element_id.in_(sorted(PAPER_STEPS)),
    )
    .order_by(document.c.created_at.desc())
    .limit(1)
    .scalar_subquery()
)
_LIST = select(
    task,
    case_file.c.code.label("case_code"),
    case_file.c.title.label("case_title"),
    case_file.c.state.label("case_state"),
    case_file.c.body_id.label("case_body_id"),
    case_file.c.round_no.label("case_round_no"),
    case_file.c.started_by.label("case_started_by"),
    case_file.c.submitted_at.label("case_submitted_at"),
    clock.c.received_at.label("clock_received_at"),
    clock.c.day0.label("clock_day0"),
    clock.c.due.label("clock_due"),
    clock.c.cap.label("clock_cap"),
    clock.c.state.label("clock_state"),
    clock.c.extended.label("clock_extended"),
    clock.c.closed_at.label("clock_closed_at"),
    clock.c.warning.label("clock_warning"),
    _RECEIVED_FROM.label("received_from"),
    _PAPER.label("paper"),
    instance.c.status,
).select_from(
    task.join(case_file, case_file.c.id == task.c.case_id)
    .join(instance, instance.c.id == task.c.instance_id)
    .outerjoin(clock, clock.c.pass_id == task.c.pass_id)
)


def inbox(
    tx: Transaction,
    person_id: str,
    capacities: Iterable[Capacity],
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[InboxRow]:
    """Return the tasks the person may do now and nobody else holds, by due moment, then id."""
    return _page(tx, _LIST.where(_mine(person_id, capacities)), limit, offset)


def count_inbox(tx: Transaction, person_id: str, capacities: Iterable[Capacity]) -> int:
    """Return how many tasks `inbox` has."""
    return _count(tx, _mine(person_id, capacities))


def group_inbox(
    tx: Transaction,
    person_id: str,
    capacities: Iterable[Capacity],
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[InboxRow]:
    """Return the open tasks of the person's roles, whoever holds them, by due moment, then id."""
    return _page(tx, _LIST.where(_of_group(person_id, capacities)), limit, offset)


def count_group(tx: Transaction, person_id: str, capacities: Iterable[Capacity]) -> int:
    """Return how many tasks `group_inbox` has."""
    return _count(tx, _of_group(person_id, capacities))


def done_by(tx: Transaction, person_id: str, *, limit: int = 50, offset: int = 0) -> list[InboxRow]:
    """Return what the person completed, newest first."""
    query = _LIST.where(task.c.completed_by == person_id).order_by(
        task.c.completed_at.desc(), task.c.id
    )
    return _rows(tx, query.limit(limit).offset(offset))


def count_done(tx: Transaction, person_id: str) -> int:
    """Return how many tasks the person completed."""
    return _count(tx, task.c.completed_by == person_id)


def _candidate(person_id: str, *, excluded: bool) -> ColumnElement[bool]:
    return exists().where(
        task_candidate.c.task_id == task.c.id,
        task_candidate.c.person_id == person_id,
        task_candidate.c.excluded.is_(excluded),
    )


def _of_group(person_id: str, capacities: Iterable[Capacity]) -> ColumnElement[bool]:
    """Open tasks for a role the person holds, unless four eyes or a conflict keep them out."""
    pairs = list(dict.fromkeys((c.role, c.body_id) for c in capacities))
    holds = tuple_(task.c.role, task.c.body_id).in_(pairs) if pairs else false()
    conflicted = exists().where(
        conflict_declaration.c.case_id == task.c.case_id,
        conflict_declaration.c.person_id == person_id,
    )
    return and_(
        task.c.state == TaskState.OPEN.value,
        holds,
        task.c.person_ids == [],
        ~_candidate(person_id, excluded=True),
        ~conflicted,
    )


def _mine(person_id: str, capacities: Iterable[Capacity]) -> ColumnElement[bool]:
    named = and_(task.c.state == TaskState.OPEN.value, _candidate(person_id, excluded=False))
    free = task.c.claimed_by.in_(["", person_id])
    return or_(named, and_(_of_group(person_id, capacities), free))


def _page(tx: Transaction, query: Select[Any], limit: int, offset: int) -> list[InboxRow]:
    ordered = query.order_by(task.c.due_at.is_(None), task.c.due_at, task.c.id)
    return _rows(tx, ordered.limit(limit).offset(offset))


def _count(tx: Transaction, condition: ColumnElement[bool]) -> int:
    return tx.number(select(func.count()).select_from(task).where(condition))


def _rows(tx: Transaction, query: Select[Any]) -> list[InboxRow]:
    return [_inbox_row(row) for row in tx.rows(query)]


def _inbox_row(row: Any) -> InboxRow:
    state = row["clock_state"]
    names = [n for n in InboxRow.__dataclass_fields__ if n != "task"]
    values = {name: row[name] for name in names}
    values |= {
        "case_code": row["case_code"] or "",
        "case_state": CaseState(row["case_state"]),
        "clock_state": ClockState(state) if state else None,
        "clock_extended": bool(row["clock_extended"]),
        "clock_warning": row["clock_warning"] or "",
        "received_from": row["received_from"] or "",
        "paper": row["paper"] or "",
    }
    return InboxRow(task=from_row(TaskRow, row), **values)


def open_steps(tx: Transaction) -> list[tuple[str, str]]:
    """Return every step at which some case stands, as `process|element`, with its name."""
    columns = task.c
    query = (
        select(columns.process_id, columns.element_id, func.min(columns.name).label("name"))
        .where(columns.state == TaskState.OPEN.value)
        .group_by(columns.process_id, columns.element_id)
    )
    found = [(f"{row['process_id']}|{row['element_id']}", row["name"]) for row in tx.rows(query)]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))
