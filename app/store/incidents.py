"""Incidents: insert, look up, change; which are due, which have lost their subject; what they hold.

What holds an instance's timers back stands in `timers`. Lists for pages are in `incident_lists`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select, update

from app.domain.incidents import FailedWork, Incident, IncidentState
from app.errors import NotFound
from app.store import series
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.execution import instance, task, timer
from app.store.tables.incidents import incident

PREFIX = "SC"
_LIVE = incident.c.state != IncidentState.SOLVED.value


def next_code(tx: Transaction, year: int) -> str:
    """Mint the next code `SC-<year>-<number>`; a transaction that fails leaves no gap."""
    number = series.next_number(tx, "", PREFIX, str(year))
    return f"{PREFIX}-{year}-{number:04d}"


def insert(tx: Transaction, row: Incident) -> None:
    """Add an incident."""
    tx.execute(add(incident), to_row(row))


def live(tx: Transaction, key: str) -> Incident | None:
    """Return the incident of this work that is not over, locked if writing, or None."""
    return _first(tx, select(incident).where(incident.c.key == key, _LIVE))


def load(tx: Transaction, incident_id: str) -> Incident:
    """Return an incident, locked if writing; raise NotFound."""
    return _one(tx, select(incident).where(incident.c.id == incident_id))


def by_code(tx: Transaction, code: str) -> Incident:
    """Return the incident with this code, locked if writing; raise NotFound."""
    return _one(tx, select(incident).where(incident.c.code == code))


def change(tx: Transaction, before: Incident, **changes: Any) -> Incident:
    """Write an incident whose row this transaction holds, and return it."""
    after = replace(before, **changes)
    tx.execute(update(incident).where(incident.c.id == before.id).values(**to_row(after)))
    return after


def due(tx: Transaction, now: datetime, limit: int = 100) -> list[Incident]:
    """Return the incidents whose next try has come, the longest due first."""
    query = select(incident).where(
        incident.c.state == IncidentState.WAITING.value, incident.c.next_try_at <= now
    )
    rows = tx.rows(query.order_by(incident.c.next_try_at, incident.c.id).limit(limit))
    return [from_row(Incident, row) for row in rows]


def without_subject(tx: Transaction, now: datetime) -> list[Incident]:
    """Return open incidents that are about nothing any more.

    No timer of the instance is due, somebody moved it on; or the task is done or taken back.
    """
    armed = exists(
        select(timer.c.id)
        .join(instance, instance.c.id == timer.c.instance_id)
        .where(
            timer.c.instance_id == incident.c.instance_id,
            timer.c.due_at <= now,
            instance.c.status != "done",
        )
    )
    waits = exists(
        select(task.c.id).where(task.c.id == incident.c.subject_id, task.c.state == "open")
    )
    query = select(incident).where(
        incident.c.state == IncidentState.OPEN.value,
        or_(
            and_(incident.c.what == FailedWork.TIMER.value, ~armed),
            and_(incident.c.what == FailedWork.STEP.value, incident.c.subject_id != "", ~waits),
        ),
    )
    return [from_row(Incident, row) for row in tx.rows(query.order_by(incident.c.code))]


def held_subjects(tx: Transaction, what: FailedWork) -> set[tuple[str, str]]:
    """Return subject and instance of the incidents of this kind that are not over."""
    columns = incident.c.subject_id, incident.c.instance_id
    query = select(*columns).where(incident.c.what == what.value, _LIVE)
    return {(row["subject_id"], row["instance_id"]) for row in tx.rows(query)}


def holding_timers(instance_id: Any) -> Any:
    """Return the condition that an incident holds this column's instance's timers back."""
    key = literal(f"{FailedWork.TIMER.value}:").concat(instance_id)
    return exists(select(incident.c.id).where(incident.c.key == key, _LIVE))


def live_of_instances(tx: Transaction, instance_ids: Iterable[str]) -> list[Incident]:
    """Return what is not over of these instances, the oldest first."""
    query = select(incident).where(incident.c.instance_id.in_(list(instance_ids)), _LIVE)
    rows = tx.rows(query.order_by(incident.c.first_at, incident.c.code))
    return [from_row(Incident, row) for row in rows]


def count_open(tx: Transaction) -> int:
    """Return how many incidents wait for a person."""
    open_ = incident.c.state == IncidentState.OPEN.value
    return tx.number(select(func.count()).select_from(incident).where(open_))


def _first(tx: Transaction, query: Select[Any]) -> Incident | None:
    row = tx.first(query.with_for_update() if tx.writing else query)
    return from_row(Incident, row) if row else None


def _one(tx: Transaction, query: Select[Any]) -> Incident:
    found = _first(tx, query)
    if found is None:
        raise NotFound("Không có sự cố này; mở lại từ danh sách sự cố")
    return found
