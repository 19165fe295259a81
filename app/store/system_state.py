"""What the database knows about itself and about who works on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, select, text

from app.store.audit_log import HEADS_CHAIN
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.statements import insert
from app.store.tables.audit import audit_event
from app.store.tables.execution import instance, release, timer
from app.store.tables.worker_ticks import worker_tick

# Whose signs of life are kept: who watches the deadlines, and who asks for time stamps.
WORKER, STAMPS = "worker", "stamps"
LONGEST_TOLD = 200


@dataclass(frozen=True)
class Tick:
    """When a worker last looked, and the last time a look of it failed."""

    name: str
    at: datetime
    failed_at: datetime | None
    told: str


@dataclass(frozen=True)
class DueTimers:
    """How many timers of running instances wait, how many of them are due, the oldest of these."""

    waiting: int
    due: int
    oldest: datetime | None


def note_tick(tx: Transaction, name: str, at: datetime, failure: str) -> None:
    """Write a sign of life; a failure is kept until the next one."""
    failure = failure[:LONGEST_TOLD]
    values: dict[str, Any] = {"name": name, "at": at, "failed_at": None, "told": ""}
    changed: dict[str, Any] = {"at": at}
    if failure:
        changed |= {"failed_at": at, "told": failure}
    statement = insert(tx, worker_tick).on_conflict_do_update(
        index_elements=[worker_tick.c.name], set_=changed
    )
    tx.execute(statement, values | changed)


def last_tick(tx: Transaction, name: str) -> Tick | None:
    """Return the last sign of life under a name, None before the first."""
    row = tx.first(select(worker_tick).where(worker_tick.c.name == name))
    return from_row(Tick, row) if row else None


def due_timers(tx: Transaction, now: datetime) -> DueTimers:
    """Count the timers of running instances."""
    is_due = timer.c.due_at <= literal(now, timer.c.due_at.type)
    query = (
        select(
            func.count().label("waiting"),
            func.count(case((is_due, 1))).label("due"),
            func.min(case((is_due, timer.c.due_at))).label("oldest"),
        )
        .join(instance, instance.c.id == timer.c.instance_id)
        .where(instance.c.status == "running")
    )
    row = tx.rows(query)[0]
    return DueTimers(row["waiting"], row["due"], row["oldest"])


def recorded_after(tx: Transaction, moment: datetime | None) -> datetime | None:
    """Return when the first event after a moment was recorded that seals still have to cover."""
    entered = audit_event.c.entered_at
    query = select(func.min(entered).label("at")).where(audit_event.c.chain_id != HEADS_CHAIN)
    if moment is not None:
        query = query.where(entered > moment)
    found: datetime | None = tx.rows(query)[0]["at"]
    return found


def last_release(tx: Transaction) -> Mapping[str, Any] | None:
    """Return number and moment of the release in use."""
    query = select(release.c.number, release.c.published_at).order_by(release.c.number.desc())
    return tx.first(query.limit(1))


def size_in_bytes(tx: Transaction) -> int:
    """Return how much room the whole database takes."""
    if tx.dialect == "sqlite":
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(tx.connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    size = text("SELECT pg_database_size(current_database())")
    return int(tx.connection.execute(size).scalar_one())


def version_of(tx: Transaction) -> str:
    """Return kind and version of the database, for example PostgreSQL 15.4."""
    if tx.dialect == "sqlite":
        return f"SQLite {tx.connection.exec_driver_sql('SELECT sqlite_version()').scalar_one()}"
    return f"PostgreSQL {tx.connection.exec_driver_sql('SHOW server_version').scalar_one()}"
