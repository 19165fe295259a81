"""Rows of the organisation, loaded and saved as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, select

from app.domain.organisation_changes import Record
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
    put(tx, rows)
    revision.raise_number(tx, REVISION)


def put(tx: Transaction, rows: OrganisationRows) -> None:
    """Write these rows like `save`, for those who hold the lock of `load_locked`."""
    for name, table, _ in _TABLES:
        _upsert(tx, table, getattr(rows, name))


def load_locked(tx: Transaction) -> OrganisationRows:
    """Return the whole organisation; nobody else changes it until the transaction ends."""
    revision.raise_number(tx, REVISION)
    return load(tx)


def remove(tx: Transaction, records: Iterable[Record]) -> None:
    """Take these rows out, in the order given; whoever calls holds the lock."""
    tables = {cls: table for _, table, cls in _TABLES}
    for record in records:
        table, row = tables[type(record)], to_row(record)
        key = [column == row[column.name] for column in table.primary_key.columns]
        tx.execute(table.delete().where(*key))


def _upsert(tx: Transaction, table: Table, records: Sequence[Any]) -> None:
    if not records:
        return
    statement = insert(tx, table)
    key = list(table.primary_key.columns)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c not in set(key)}
    statement = statement.on_conflict_do_update(index_elements=key, set_=rest)
    tx.execute(statement, [to_row(record) for record in records])
