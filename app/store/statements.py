"""Statement shapes that both databases write alike but SQLAlchemy spells apart: the upserts."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from app.store.database import Transaction


def insert(tx: Transaction, table: Table) -> Any:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    return insert_of(tx.dialect, table)


def insert_of(dialect: str, table: Table) -> Any:
    """Return the INSERT of a dialect by its name, for statements that are built once."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def add(table: Table) -> Any:
    """Return the table's plain INSERT, built once: every step needs some."""
    return table.insert()
