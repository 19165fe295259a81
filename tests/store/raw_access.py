"""What somebody with the database's own password can do: switch the triggers off and write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from app.store.database import Transaction


@contextmanager
def without_triggers(tx: Transaction, *tables: str) -> Iterator[None]:
    """Switch the tables' triggers off and on again."""
    if tx.dialect == "postgresql":
        for table in tables:
            tx.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in tables:
            tx.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    triggers = [
        row
        for row in tx.rows(
            text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type='trigger'")
        )
        if row["tbl_name"] in tables
    ]
    for row in triggers:
        tx.execute(text(f"DROP TRIGGER {row['name']}"))
    yield
    for row in triggers:
        tx.connection.exec_driver_sql(row["sql"])
