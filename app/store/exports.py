"""Files being handed out: begun, moved on while they run, ended once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.domain.exports import ExportRun, ExportState
from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.oversight import export_run

NO_SUCH_EXPORT = "Không có lần xuất này trong các lần xuất của đồng chí"


def insert(tx: Transaction, row: ExportRun) -> None:
    """Begin a file."""
    tx.execute(add(export_run), to_row(row))


def is_known(tx: Transaction, run_id: str) -> bool:
    """Tell whether a file of this id was begun."""
    return tx.first(select(export_run.c.id).where(export_run.c.id == run_id)) is not None


def load(tx: Transaction, run_id: str, person_id: str) -> ExportRun:
    """Return a person's file, locked if writing; raise NotFound."""
    query = select(export_run).where(export_run.c.id == run_id, export_run.c.person_id == person_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound(NO_SUCH_EXPORT)
    return from_row(ExportRun, row)


def of_person(tx: Transaction, person_id: str, limit: int = 20) -> list[ExportRun]:
    """Return the files a person asked for last, newest first."""
    query = select(export_run).where(export_run.c.person_id == person_id)
    rows = tx.rows(query.order_by(export_run.c.begun_at.desc(), export_run.c.id).limit(limit))
    return [from_row(ExportRun, row) for row in rows]


def move(tx: Transaction, run_id: str, done: int, now: datetime) -> bool:
    """Note how far a file is; False when it runs no more."""
    return _change(tx, run_id, done=done, moved_at=now)


def end(tx: Transaction, run_id: str, state: ExportState, now: datetime, told: str) -> bool:
    """Note how a file ended; False when that stands already."""
    return _change(tx, run_id, state=state.value, moved_at=now, ended_at=now, told=told)


def _change(tx: Transaction, run_id: str, **values: Any) -> bool:
    running = export_run.c.state == ExportState.RUNNING.value
    statement = update(export_run).where(export_run.c.id == run_id, running).values(**values)
    return tx.execute(statement).rowcount == 1
