"""Revision numbers of what processes keep in memory, so that one query tells what to reload."""

from __future__ import annotations

from sqlalchemy import select

from app.store.database import Transaction
from app.store.statements import insert
from app.store.tables.execution import revision

_ALL = select(revision)


def numbers(tx: Transaction) -> dict[str, int]:
    """Return all revision numbers; a name that is missing was never changed."""
    return {row["name"]: row["number"] for row in tx.rows(_ALL)}


def raise_number(tx: Transaction, name: str) -> int:
    """Count one change of `name`; its row stays locked until the transaction ends."""
    statement = insert(tx, revision)
    statement = statement.on_conflict_do_update(
        index_elements=[revision.c.name], set_={"number": revision.c.number + 1}
    ).returning(revision.c.number)
    return tx.number(statement, {"name": name, "number": 1})
