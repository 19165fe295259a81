"""Open tasks of roles in bodies, which a change of the organisation takes or gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.domain.cases import TaskRow, TaskState
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.tables.cases import case_file
from app.store.tables.execution import task, task_candidate


@dataclass(frozen=True)
class BodyTask:
    """An open task with the case it belongs to, as people name it."""

    task: TaskRow
    code: str
    title: str


_OF_CASE = (
    select(task, case_file.c.code.label("case_code"), case_file.c.title.label("case_title"))
    .join(case_file, case_file.c.id == task.c.case_id)
    .where(task.c.state == TaskState.OPEN.value)
    .order_by(task.c.due_at.is_(None), task.c.due_at, task.c.id)
)


def open_in(tx: Transaction, body_ids: Sequence[str]) -> list[BodyTask]:
    """Return the open tasks for a role in one of the bodies, those that name nobody."""
    return _found(tx, task.c.body_id.in_(list(body_ids)))


def claimed(tx: Transaction) -> list[BodyTask]:
    """Return the open tasks for a role that somebody took."""
    return _found(tx, task.c.claimed_by != "")


def _found(tx: Transaction, condition: ColumnElement[bool]) -> list[BodyTask]:
    found = (
        BodyTask(from_row(TaskRow, row), row["case_code"] or "", row["case_title"])
        for row in tx.rows(_OF_CASE.where(condition))
    )
    return [one for one in found if not one.task.person_ids]


def named_in_cases(tx: Transaction, ids: Sequence[str]) -> frozenset[str]:
    """Return which of these persons or units a case, or a task of one, already names."""
    wanted = list(ids)
    queries = (
        select(case_file.c.body_id.label("one")).where(case_file.c.body_id.in_(wanted)),
        select(case_file.c.started_by.label("one")).where(case_file.c.started_by.in_(wanted)),
        select(task.c.body_id.label("one")).where(task.c.body_id.in_(wanted)),
        select(task_candidate.c.person_id.label("one")).where(
            task_candidate.c.person_id.in_(wanted)
        ),
    )
    return frozenset(row["one"] for query in queries for row in tx.rows(query.distinct()))
