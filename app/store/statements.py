"""Statement shapes that both databases write alike but SQLAlchemy spells apart: the upserts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from app.store.database import Transaction


def insert(tx: Transaction, table: Table) -> Any:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    if tx.dialect == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
