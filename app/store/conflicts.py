"""Conflicts of interest: who may not act on a case, and why (INV-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert
from app.store.tables.people import conflict_declaration


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


def of_case(tx: Transaction, case_id: str) -> frozenset[str]:
    """Return the persons who may not act on a case."""
    table = conflict_declaration
    query = select(table.c.person_id).where(table.c.case_id == case_id)
    return frozenset(row["person_id"] for row in tx.rows(query))


def declarations(tx: Transaction, case_id: str) -> list[ConflictRow]:
    """Return who may not act on a case and why, oldest first."""
    table = conflict_declaration
    query = select(table).where(table.c.case_id == case_id)
    rows = tx.rows(query.order_by(table.c.declared_at, table.c.person_id))
    return [from_row(ConflictRow, row) for row in rows]


def declare(tx: Transaction, rows: Sequence[ConflictRow]) -> None:
    """Note conflicts of interest; one that is known stays as first declared."""
    if rows:
        statement = insert(tx, conflict_declaration).on_conflict_do_nothing()
        tx.execute(statement, [to_row(row) for row in rows])
