"""Figures over all cases, counted by the database: one statement each, days by local days.

What is counted are cases, each once; `case_filters` finds the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, and_, case, cast, func, literal, select, text, type_coerce, union_all

from app.domain.case_search import CaseReach
from app.domain.cases import ClockState, TaskState
from app.store.case_filters import (
    IS_ANSWERED,
    IS_ESCALATED,
    IS_OPEN,
    IS_OVERRIDE,
    IS_REWORKED,
    IS_WITHDRAWN,
)
from app.store.database import Transaction
from app.store.tables.cases import case_file, clock, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import task

# Stands for all bodies together: a case may have been at several.
EVERYWHERE = "*"
Counted = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Span:
    """From one moment up to before another."""

    start: datetime
    end: datetime

    def holds(self, column: Any) -> Any:
        """Return the condition that a moment lies within."""
        return (column >= self.start) & (column < self.end)


@dataclass(frozen=True)
class Stay:
    """How many stays at a step began on one day and ended on another."""

    process_id: str
    element_id: str
    name: str
    begun: date
    ended: date
    count: int


def standing(tx: Transaction, reach: CaseReach) -> Counted:
    """Return by body how many sent cases are open, near their date, past it."""
    due = (
        select(clock.c.case_id, func.min(clock.c.due).label("due"))
        .where(clock.c.state == ClockState.RUNNING.value)
        .group_by(clock.c.case_id)
        .subquery()
    )
    query = (
        select(
            case_file.c.body_id.label("body"),
            func.count().label("open"),
            _sum_of(due.c.due.between(reach.today, reach.near)).label("near"),
            _sum_of(due.c.due < reach.today).label("late"),
        )
        .select_from(case_file.outerjoin(due, due.c.case_id == case_file.c.id))
        .where(IS_OPEN, *_seen(reach))
        .group_by(case_file.c.body_id)
    )
    return _by_body(tx, query)


def answered(tx: Transaction, span: Span, reach: CaseReach) -> Counted:
    """Return by body how many cases had an answer, how many a late one, how many taken back."""
    counts = {
        "answered": case((and_(*IS_ANSWERED), clock.c.case_id)),
        "answered_late": case((and_(clock.c.days_late > 0, *IS_ANSWERED), clock.c.case_id)),
        "withdrawn": case((and_(*IS_WITHDRAWN), clock.c.case_id)),
    }
    return _counted(tx, clock, counts, reach, span.holds(clock.c.closed_at))


def overridden(tx: Transaction, span: Span, reach: CaseReach) -> Counted:
    """Return by body in how many cases a decision of its head was issued."""
    counts = {"overridden": document.c.case_id}
    return _counted(tx, document, counts, reach, *IS_OVERRIDE, span.holds(document.c.issued_at))


def passed_on(tx: Transaction, span: Span, reach: CaseReach) -> Counted:
    """Return by body how many cases came up to it, and how many came again after rework."""
    counts = {
        "escalated": case((and_(*IS_ESCALATED), level_pass.c.case_id)),
        "reworked": case((and_(*IS_REWORKED), level_pass.c.case_id)),
    }
    return _counted(tx, level_pass, counts, reach, span.holds(level_pass.c.opened_at))


def rounds(tx: Transaction, span: Span, reach: CaseReach, body_id: str = "") -> tuple[int, int]:
    """Return how many cases (of a body) were sent first in the span, and their rounds in all."""
    query = select(
        func.count().label("cases"), func.coalesce(func.sum(case_file.c.round_no), 0).label("all")
    ).where(span.holds(case_file.c.submitted_at))
    if body_id:
        query = query.where(case_file.c.body_id == body_id)
    row = tx.rows(query.where(*_seen(reach)))[0]
    return int(row["cases"]), int(row["all"])


def stays(tx: Transaction, span: Span, body_id: str = "") -> list[Stay]:
    """Return the stays at tasks completed in the span, counted by their days."""
    inner = select(
        task.c.process_id,
        task.c.element_id,
        task.c.name,
        _local_day(tx, task.c.opened_at).label("begun"),
        _local_day(tx, task.c.completed_at).label("ended"),
    ).where(task.c.state == TaskState.DONE.value, span.holds(task.c.completed_at))
    if body_id:
        inner = inner.join(case_file, case_file.c.id == task.c.case_id)
        inner = inner.where(case_file.c.body_id == body_id)
    found = inner.subquery()
    columns = found.c
    query = select(
        columns.process_id,
        columns.element_id,
        columns.name,
        columns.begun,
        columns.ended,
        func.count().label("count"),
    ).group_by(*found.c)
    return [Stay(**row) for row in tx.rows(query)]


def open_tasks(tx: Transaction, now: datetime, body_id: str = "") -> Sequence[Mapping[str, Any]]:
    """Return the open tasks by who may do them: role, body, persons, count, late ones."""
    columns = task.c
    query = select(
        columns.role,
        columns.body_id,
        columns.person_ids,
        columns.claimed_by,
        func.count().label("open"),
        _sum_of(columns.due_at < now).label("late"),
    ).where(columns.state == TaskState.OPEN.value)
    if body_id:
        query = query.join(case_file, case_file.c.id == columns.case_id)
        query = query.where(case_file.c.body_id == body_id)
    return tx.rows(
        query.group_by(columns.role, columns.body_id, columns.person_ids, columns.claimed_by)
    )


def _counted(
    tx: Transaction, table: Any, counts: Mapping[str, Any], reach: CaseReach, *wanted: Any
) -> Counted:
    """Count cases by body, and under EVERYWHERE over all bodies."""
    columns = [func.count(column.distinct()).label(name) for name, column in counts.items()]
    source = table.join(case_file, case_file.c.id == table.c.case_id)
    wanted = (*wanted, *_seen(reach))
    by_body = select(table.c.body_id.label("body"), *columns).select_from(source).where(*wanted)
    whole = select(literal(EVERYWHERE).label("body"), *columns).select_from(source).where(*wanted)
    return _by_body(tx, union_all(by_body.group_by(table.c.body_id), whole))


def _seen(reach: CaseReach) -> tuple[Any, ...]:
    """Return what holds of the cases a reader finds."""
    return () if reach.restricted else (case_file.c.restricted.is_(False),)


def _sum_of(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _by_body(tx: Transaction, query: Any) -> Counted:
    return {
        row["body"]: {name: int(row[name]) for name in row if name != "body"}
        for row in tx.rows(query)
    }


def _local_day(tx: Transaction, moment: Any) -> Any:
    """Return the law's day of a moment; Việt Nam keeps +07:00 all the year.

    PostgreSQL adds hours in half the time that it takes to look a zone up by its name.
    """
    if tx.dialect == "sqlite":
        return type_coerce(func.date(moment, "+7 hours"), Date)
    return cast(func.timezone(text("interval '7 hours'"), moment), Date)
