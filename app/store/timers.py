"""Timers that wait, one row each; the worker claims instances whose time has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select

from app.domain.execution import ArmedTimer
from app.store.database import Transaction
from app.store.incidents import holding_timers
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.cases import case_file
from app.store.tables.execution import instance, timer

_OF_INSTANCE = (
    select(timer)
    .where(timer.c.instance_id == bindparam("instance_id_"))
    .order_by(timer.c.due_at, timer.c.id)
)
_DELETE = delete(timer).where(
    timer.c.instance_id == bindparam("instance_id_"),
    timer.c.id.in_(bindparam("ids", expanding=True)),
)


def of_instance(tx: Transaction, instance_id: str) -> list[ArmedTimer]:
    """Return the timers an instance waits for, soonest first."""
    rows = tx.rows(_OF_INSTANCE, {"instance_id_": instance_id})
    return [from_row(ArmedTimer, row) for row in rows]


def soonest_of(tx: Transaction, instance_ids: Sequence[str]) -> dict[str, datetime]:
    """Return the moment of the next timer of each of these instances that waits for one."""
    query = (
        select(timer.c.instance_id, func.min(timer.c.due_at).label("due_at"))
        .where(timer.c.instance_id.in_(list(instance_ids)))
        .group_by(timer.c.instance_id)
    )
    return {row["instance_id"]: row["due_at"] for row in tx.rows(query)}


def replace(tx: Transaction, instance_id: str, timers: Sequence[ArmedTimer]) -> None:
    """Make the instance's timers these; write only what changed."""
    before = {row.id: row for row in of_instance(tx, instance_id)}
    wanted = {row.id: row for row in timers}
    gone = [id_ for id_, row in before.items() if wanted.get(id_) != row]
    new = [row for id_, row in wanted.items() if before.get(id_) != row]
    if gone:
        tx.execute(_DELETE, {"instance_id_": instance_id, "ids": gone})
    if new:
        rows = [{**to_row(row), "instance_id": instance_id} for row in new]
        tx.execute(add(timer), rows)


def claim_due(tx: Transaction, now: datetime, limit: int) -> list[str]:
    """Return ids of instances with a timer due, longest due first, and lock them and their cases.

    Those that an incident holds back are tried again with it. Instances that another worker holds
    are left to it, and those of a case in which somebody is taking a step (PostgreSQL: SKIP LOCKED;
    SQLite has one writer at a time). Without the lock on the case the two would wait for each
    other: each holds what the other's messages lead to.
    """
    due = (
        select(timer.c.instance_id, func.min(timer.c.due_at).label("due_at"))
        .where(timer.c.due_at <= now)
        .group_by(timer.c.instance_id)
        .subquery()
    )
    query = (
        select(instance.c.id)
        .join(due, due.c.instance_id == instance.c.id)
        .join(case_file, case_file.c.id == instance.c.case_id)
        .where(instance.c.status == "running", ~holding_timers(instance.c.id))
        .order_by(due.c.due_at, instance.c.id)
        .limit(limit)
        .with_for_update(of=[instance, case_file], skip_locked=True)
    )
    return list(tx.execute(query).scalars())


def claim_one(tx: Transaction, instance_id: str, now: datetime) -> bool:
    """Lock one instance and its case if it has a timer due; False if it has none any more.

    Waits for whoever holds them.
    """
    its = timer.c.instance_id == instance.c.id
    query = (
        select(instance.c.id)
        .join(case_file, case_file.c.id == instance.c.case_id)
        .where(
            instance.c.id == instance_id,
            instance.c.status == "running",
            exists(select(timer.c.id).where(its, timer.c.due_at <= now)),
        )
        .with_for_update(of=[instance, case_file])
    )
    return tx.first(query) is not None


def next_due(tx: Transaction) -> datetime | None:
    """Return the moment of the next timer of a running instance, or None."""
    query = (
        select(func.min(timer.c.due_at))
        .join(instance, instance.c.id == timer.c.instance_id)
        .where(instance.c.status == "running")
    )
    return tx.execute(query).scalar()
