"""Figures over all cases, counted by the database: one statement each, days by local days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, case, cast, func, select, type_coerce

from app.domain.case_search import CaseReach
from app.domain.cases import ClockState, DocumentState, TaskState
from app.store.case_filters import IS_OPEN, OVERRIDE_PAPER
from app.store.database import Transaction
from app.store.tables.cases import case_file, clock, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import task

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
        .where(IS_OPEN)
        .group_by(case_file.c.body_id)
    )
    return _by_body(tx, query)


def answered(tx: Transaction, span: Span) -> Counted:
    """Return by body how many terms ended with an answer, and how many of them late."""
    query = (
        select(
            clock.c.body_id.label("body"),
            func.count().label("answered"),
            _sum_of(clock.c.days_late > 0).label("answered_late"),
        )
        .where(span.holds(clock.c.closed_at))
        .group_by(clock.c.body_id)
    )
    return _by_body(tx, query)


def overridden(tx: Transaction, span: Span) -> Counted:
    """Return by body how many decisions of its head were issued."""
    query = (
        select(document.c.body_id.label("body"), func.count().label("overridden"))
        .where(document.c.doc_type == OVERRIDE_PAPER)
        .where(document.c.state == DocumentState.ISSUED.value, span.holds(document.c.issued_at))
        .group_by(document.c.body_id)
    )
    return _by_body(tx, query)


def passed_on(tx: Transaction, span: Span) -> Counted:
    """Return by body how many cases came up to it, and how many came again after rework."""
    query = (
        select(
            level_pass.c.body_id.label("body"),
            _sum_of(level_pass.c.entry_reason.like("escalated%")).label("escalated"),
            _sum_of(level_pass.c.entry_reason == "resubmitted").label("reworked"),
        )
        .where(span.holds(level_pass.c.opened_at))
        .group_by(level_pass.c.body_id)
    )
    return _by_body(tx, query)


def rounds(tx: Transaction, span: Span) -> tuple[int, int]:
    """Return how many cases were sent first in the span, and their rounds in all."""
    query = select(
        func.count().label("cases"), func.coalesce(func.sum(case_file.c.round_no), 0).label("all")
    ).where(span.holds(case_file.c.submitted_at))
    row = tx.rows(query)[0]
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


def _sum_of(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _by_body(tx: Transaction, query: Any) -> Counted:
    return {
        row["body"]: {name: int(row[name]) for name in row if name != "body"}
        for row in tx.rows(query)
    }


def _local_day(tx: Transaction, moment: Any) -> Any:
    """Return the law's day of a moment; Việt Nam keeps +07:00 all the year."""
    if tx.dialect == "sqlite":
        return type_coerce(func.date(moment, "+7 hours"), Date)
    return cast(func.timezone("Asia/Ho_Chi_Minh", moment), Date)
