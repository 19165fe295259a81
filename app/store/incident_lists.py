"""Incidents as pages list them: by state, process, step and cause; attempts and notes of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select, update

from app.domain.incidents import (
    Annotation,
    Attempt,
    AttemptResult,
    Incident,
    IncidentState,
)
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.incidents import incident, incident_attempt, incident_note

# What waits for a person stands first, what is over last.
_ORDER = case(
    {state.value: number for number, state in enumerate(IncidentState)}, value=incident.c.state
)


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents are asked for; empty texts ask for any. Without states: those not over."""

    states: tuple[IncidentState, ...] = ()
    process_id: str = ""
    element_id: str = ""
    cause: str = ""


def matching(
    tx: Transaction, wanted: IncidentFilter, *, limit: int, offset: int = 0
) -> list[Incident]:
    """Return what matches: open ones first, then the last that failed first."""
    query = _matching(select(incident), wanted)
    query = query.order_by(_ORDER, incident.c.last_at.desc(), incident.c.code.desc())
    return [from_row(Incident, row) for row in tx.rows(query.limit(limit).offset(offset))]


def count(tx: Transaction, wanted: IncidentFilter) -> int:
    """Return how many incidents match."""
    return tx.number(_matching(select(func.count()).select_from(incident), wanted))


def places(tx: Transaction) -> list[tuple[str, str, str]]:
    """Return where anything ever failed: process, element and the element's last known name."""
    column = incident.c
    query = select(column.process_id, column.element_id, func.max(column.element_name).label("n"))
    query = query.where(column.process_id != "").group_by(column.process_id, column.element_id)
    rows = tx.rows(query.order_by(column.process_id, column.element_id))
    return [(row["process_id"], row["element_id"], row["n"]) for row in rows]


def by_codes(tx: Transaction, codes: Iterable[str]) -> list[Incident]:
    """Return the incidents of these codes that there are, by code."""
    query = select(incident).where(incident.c.code.in_(list(codes))).order_by(incident.c.code)
    return [from_row(Incident, row) for row in tx.rows(query)]


def by_ids(tx: Transaction, ids: Iterable[str]) -> dict[str, Incident]:
    """Return these incidents by id."""
    query = select(incident).where(incident.c.id.in_(list(ids)))
    return {row["id"]: from_row(Incident, row) for row in tx.rows(query)}


def begin_attempt(tx: Transaction, row: Attempt) -> None:
    """Note an attempt before it is made."""
    tx.execute(add(incident_attempt), to_row(row))


def end_attempt(tx: Transaction, row: Attempt, result: AttemptResult, told: str) -> None:
    """Write what came of an attempt."""
    of_it = incident_attempt.c.id == row.id
    tx.execute(update(incident_attempt).where(of_it).values(result=result.value, told=told))


def attempts(tx: Transaction, incident_id: str) -> list[Attempt]:
    """Return the attempts of an incident after the one that opened it, in order."""
    return _attempts(tx, incident_attempt.c.incident_id == incident_id)


def attempts_of_batch(tx: Transaction, batch_id: str) -> list[Attempt]:
    """Return the attempts that were asked for together."""
    return _attempts(tx, incident_attempt.c.batch_id == batch_id)


def _attempts(tx: Transaction, condition: Any) -> list[Attempt]:
    column = incident_attempt.c
    query = select(incident_attempt).where(condition).order_by(column.at, column.number, column.id)
    return [from_row(Attempt, row) for row in tx.rows(query)]


def annotate(tx: Transaction, row: Annotation) -> None:
    """Keep a note; the database lets nobody change it."""
    tx.execute(add(incident_note), to_row(row))


def notes_about(tx: Transaction, incident_ids: Sequence[str]) -> Mapping[str, list[Annotation]]:
    """Return the notes about each of these incidents, oldest first."""
    column = incident_note.c
    query = select(incident_note).where(column.incident_id.in_(list(incident_ids)))
    found: dict[str, list[Annotation]] = {}
    for row in tx.rows(query.order_by(column.at, column.id)):
        found.setdefault(row["incident_id"], []).append(from_row(Annotation, row))
    return found


def _matching(query: Select[Any], wanted: IncidentFilter) -> Select[Any]:
    column = incident.c
    if wanted.states:
        query = query.where(column.state.in_([state.value for state in wanted.states]))
    else:
        query = query.where(column.state != IncidentState.SOLVED.value)
    if wanted.process_id:
        query = query.where(column.process_id == wanted.process_id)
    if wanted.element_id:
        query = query.where(column.element_id == wanted.element_id)
    if wanted.cause:
        query = query.where(column.cause.icontains(wanted.cause, autoescape=True))
    return query
