"""What people sent, whole and never changed, each with its idempotency key; and their drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from app.domain.cases import TaskRow
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert as insert_into
from app.store.statements import insert_of
from app.store.tables.execution import draft, submission, task


@dataclass(frozen=True)
class SubmissionRow:
    """One accepted form, with the version of the form it was checked against."""

    id: str
    idempotency_key: str
    task_id: str
    instance_id: str
    case_id: str
    person_id: str
    capacity: str
    at: datetime
    form_id: str
    form_version: str
    answers: Mapping[str, Any]
    sha256: str


@dataclass(frozen=True)
class DraftRow:
    """What a person has typed so far into a task's form."""

    task_id: str
    person_id: str
    answers: Mapping[str, Any]
    at: datetime


_BY_KEY = select(submission).where(submission.c.idempotency_key == bindparam("key_"))
_OF_TASK = select(submission).where(submission.c.task_id == bindparam("task_id_"))
_DELETE_DRAFT = delete(draft).where(draft.c.task_id == bindparam("task_id_"))


def insert(tx: Transaction, row: SubmissionRow) -> SubmissionRow | None:
    """Keep a submission; if its key is known, keep nothing and return the earlier one.

    None means that this is the first. Two at once: the second waits for the first to end.
    """
    if tx.first(_insert_statement(tx.dialect), to_row(row)) is not None:
        return None
    return by_key(tx, row.idempotency_key)


@cache
def _insert_statement(dialect: str) -> Any:
    statement = insert_of(dialect, submission)
    statement = statement.on_conflict_do_nothing(index_elements=[submission.c.idempotency_key])
    return statement.returning(submission.c.id)


def by_key(tx: Transaction, key: str) -> SubmissionRow | None:
    """Return the submission that was sent with this key, or None."""
    row = tx.first(_BY_KEY, {"key_": key})
    return from_row(SubmissionRow, row) if row else None


def of_task(tx: Transaction, task_id: str) -> SubmissionRow | None:
    """Return what completed the task, or None."""
    row = tx.first(_OF_TASK, {"task_id_": task_id})
    return from_row(SubmissionRow, row) if row else None


def of_case(tx: Transaction, case_id: str) -> list[SubmissionRow]:
    """Return everything sent in a case, oldest first."""
    query = (
        select(submission)
        .where(submission.c.case_id == case_id)
        .order_by(submission.c.at, submission.c.id)
    )
    return [from_row(SubmissionRow, row) for row in tx.rows(query)]


def save_draft(
    tx: Transaction, task_id: str, person_id: str, answers: Mapping[str, Any], at: datetime
) -> None:
    """Keep what the person typed so far, in place of the earlier draft."""
    statement = insert_into(tx, draft)
    statement = statement.on_conflict_do_update(
        index_elements=[draft.c.task_id, draft.c.person_id],
        set_={"answers": statement.excluded.answers, "at": statement.excluded.at},
    )
    values = {"task_id": task_id, "person_id": person_id, "answers": dict(answers), "at": at}
    tx.execute(statement, values)


def load_draft(tx: Transaction, task_id: str, person_id: str) -> DraftRow | None:
    """Return the person's draft of the task, or None."""
    query = select(draft).where(draft.c.task_id == task_id, draft.c.person_id == person_id)
    row = tx.first(query)
    return from_row(DraftRow, row) if row else None


def drafts_of(tx: Transaction, person_id: str) -> list[DraftRow]:
    """Return a person's drafts, newest first."""
    query = select(draft).where(draft.c.person_id == person_id).order_by(draft.c.at.desc())
    return [from_row(DraftRow, row) for row in tx.rows(query)]


def hand_on_drafts(tx: Transaction, opened: TaskRow) -> None:
    """Move the drafts of the task's last turn in its activation to it."""
    earlier = (
        select(task.c.id)
        .where(
            task.c.instance_id == opened.instance_id,
            task.c.activation_id == opened.activation_id,
            task.c.element_id == opened.element_id,
            task.c.id != opened.id,
        )
        .order_by(task.c.opened_at.desc(), task.c.id)
        .limit(1)
    )
    statement = update(draft).where(draft.c.task_id == earlier.scalar_subquery())
    tx.execute(statement.values(task_id=opened.id))


def delete_draft(tx: Transaction, task_id: str, person_id: str = "") -> None:
    """Forget one person's draft of a task; without a person, those of everybody."""
    statement = _DELETE_DRAFT
    if person_id:
        statement = statement.where(draft.c.person_id == person_id)
    tx.execute(statement, {"task_id_": task_id})
