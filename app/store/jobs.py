"""Kept work: defer, claim with a lease, tell how far, finish, put off, bury, stop.

A claim is a transaction of its own, so that no lock is held while a letter is on its way. Who was
killed meanwhile leaves a lease that ends; the next claim takes the job over. Only who holds the
lease may write what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, or_, select, update

from app.domain.jobs import Job, JobKind, JobState
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert
from app.store.tables.incidents import job

LEASE = timedelta(minutes=2)


def defer(tx: Transaction, jobs: Iterable[Job]) -> None:
    """Keep jobs until they are done; one whose key is known is not kept again."""
    rows = [to_row(one) for one in jobs]
    if rows:
        tx.execute(insert(tx, job).on_conflict_do_nothing(index_elements=[job.c.key]), rows)


def claim(tx: Transaction, now: datetime, kinds: Collection[JobKind]) -> Job | None:
    """Take the job of these kinds that waited longest; others skip it while the lease lasts.

    None if none is due.

    The attempt counts from here on, whatever becomes of who makes it.
    """
    column = job.c
    query = (
        select(job)
        .where(
            column.state == JobState.WAITING.value,
            column.kind.in_([kind.value for kind in kinds]),
            column.next_at <= now,
            or_(column.lease_until.is_(None), column.lease_until <= now),
        )
        .order_by(column.next_at, column.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = tx.first(query)
    if row is None:
        return None
    found = from_row(Job, row)
    taken = replace(
        found, lease_token=uuid4().hex, lease_until=now + LEASE, attempts=found.attempts + 1
    )
    tx.execute(update(job).where(column.id == found.id).values(**to_row(taken)))
    return taken


def finish(tx: Transaction, taken: Job, now: datetime) -> bool:
    """Write that a job is done; False when the lease has gone to somebody else."""
    return _end(tx, taken, state=JobState.DONE.value, ended_at=now, told="")


def note_progress(tx: Transaction, taken: Job, done: int, total: int, now: datetime) -> bool:
    """Write how far a job is and hold it longer; False when it was stopped or is another's."""
    values = {"done": done, "total": total, "lease_until": now + LEASE}
    statement = update(job).where(*_held_by(taken)).values(**values)
    return tx.execute(statement).rowcount == 1


def stop(tx: Transaction, job_id: str, now: datetime) -> bool:
    """End a job that is not done yet, whoever holds it; False when there is none."""
    live = (job.c.id == job_id, job.c.state == JobState.WAITING.value)
    values = {"state": JobState.STOPPED.value, "ended_at": now, "lease_token": ""}
    return tx.execute(update(job).where(*live).values(**values)).rowcount == 1


def put_off(tx: Transaction, taken: Job, until: datetime, told: str) -> bool:
    """Write why a job failed and when it is tried again; False when the lease is another's."""
    return _end(tx, taken, next_at=until, told=told)


def bury(tx: Transaction, taken: Job, now: datetime, told: str) -> bool:
    """Give a job up until a person says otherwise; False when the lease is another's."""
    return _end(tx, taken, state=JobState.DEAD.value, ended_at=now, told=told)


def revive(tx: Transaction, job_id: str, now: datetime) -> Job | None:
    """Let a job that was given up be tried from the beginning; None if it is not given up."""
    query = select(job).where(job.c.id == job_id, job.c.state == JobState.DEAD.value)
    row = tx.first(query.with_for_update())
    if row is None:
        return None
    values = {"state": JobState.WAITING.value, "attempts": 0, "next_at": now, "ended_at": None}
    tx.execute(update(job).where(job.c.id == job_id).values(**values))
    return from_row(Job, row)


def dead(tx: Transaction, kind: JobKind, limit: int = 50) -> list[Job]:
    """Return the jobs of a kind that were given up, the newest first."""
    query = select(job).where(job.c.state == JobState.DEAD.value, job.c.kind == kind.value)
    rows = tx.rows(query.order_by(job.c.ended_at.desc(), job.c.id).limit(limit))
    return [from_row(Job, row) for row in rows]


def of_kind(tx: Transaction, kind: JobKind) -> list[Job]:
    """Return the jobs of a kind in any state, oldest first."""
    query = select(job).where(job.c.kind == kind.value).order_by(job.c.created_at, job.c.id)
    return [from_row(Job, row) for row in tx.rows(query)]


def of_key(tx: Transaction, key: str) -> Job | None:
    """Return the job of a key, in any state."""
    row = tx.first(select(job).where(job.c.key == key))
    return from_row(Job, row) if row is not None else None


def newest(tx: Transaction, kind: JobKind) -> Job | None:
    """Return the job of a kind that was asked for last, in any state."""
    query = select(job).where(job.c.kind == kind.value)
    row = tx.first(query.order_by(job.c.created_at.desc(), job.c.id.desc()).limit(1))
    return from_row(Job, row) if row is not None else None


def counts_by_state(tx: Transaction) -> dict[JobState, int]:
    """Count the jobs in each state."""
    query = select(job.c.state, func.count().label("n")).group_by(job.c.state)
    return {JobState(row["state"]): row["n"] for row in tx.rows(query)}


def _end(tx: Transaction, taken: Job, **values: Any) -> bool:
    statement = update(job).where(*_held_by(taken))
    return tx.execute(statement.values(lease_token="", lease_until=None, **values)).rowcount == 1


def _held_by(taken: Job) -> tuple[Any, ...]:
    return job.c.id == taken.id, job.c.lease_token == taken.lease_token
