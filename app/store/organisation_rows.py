"""Rows of the organisation, loaded and saved as a whole; declared conflicts of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    OrganisationRows,
    Person,
    Position,
    Unit,
)
from app.store import revision
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert
from app.store.tables import people as tables

REVISION = "organisation"


@dataclass(frozen=True)
class ConflictRow:
    """A person who may not act on a case; `source` is `self`, `system` or `objection`."""

    case_id: str
    person_id: str
    kind: str
    source: str
    ground: str
    declared_by: str
    declared_at: datetime


# In the order in which they may be written: what is named stands before what names it.
_TABLES: tuple[tuple[str, Table, type], ...] = (
    ("units", tables.org_unit, Unit),
    ("persons", tables.person, Person),
    ("organs", tables.organ, Organ),
    ("memberships", tables.membership, Membership),
    ("positions", tables.position, Position),
    ("appointments", tables.appointment, Appointment),
    ("delegations", tables.delegation, Delegation),
)


def load(tx: Transaction) -> OrganisationRows:
    """Return the whole organisation, one statement a table."""
    found: dict[str, Any] = {}
    for name, table, cls in _TABLES:
        query = select(table).order_by(*table.primary_key.columns)
        found[name] = tuple(from_row(cls, row) for row in tx.rows(query))
    return OrganisationRows(**found)


def save(tx: Transaction, rows: OrganisationRows) -> None:
    """Write these rows, new ones and known ones; rows that are not named stay as they are."""
    for name, table, _ in _TABLES:
        _upsert(tx, table, getattr(rows, name))
    revision.raise_number(tx, REVISION)


def _upsert(tx: Transaction, table: Table, records: Sequence[Any]) -> None:
    if not records:
        return
    statement = insert(tx, table)
    key = list(table.primary_key.columns)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c not in set(key)}
    statement = statement.on_conflict_do_update(index_elements=key, set_=rest)
    tx.execute(statement, [to_row(record) for record in records])


def conflicts_of_case(tx: Transaction, case_id: str) -> frozenset[str]:
    """Return the persons who may not act on a case."""
    table = tables.conflict_declaration
    query = select(table.c.person_id).where(table.c.case_id == case_id)
    return frozenset(row["person_id"] for row in tx.rows(query))


def conflict_rows(tx: Transaction, case_id: str) -> list[ConflictRow]:
    """Return who may not act on a case and why, oldest first."""
    table = tables.conflict_declaration
    query = select(table).where(table.c.case_id == case_id).order_by(table.c.declared_at)
    return [from_row(ConflictRow, row) for row in tx.rows(query)]


def declare(tx: Transaction, rows: Sequence[ConflictRow]) -> None:
    """Note conflicts of interest; one that is known stays as first declared."""
    if rows:
        statement = insert(tx, tables.conflict_declaration).on_conflict_do_nothing()
        tx.execute(statement, [to_row(row) for row in rows])
