"""What is on record about releases that came from drafts: note, requester, approver, files."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.drafts import PublishedChange
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.drafts import published_change


def record(tx: Transaction, row: PublishedChange) -> None:
    """Write down how a release came to be; there is no update and no delete."""
    tx.execute(add(published_change), to_row(row))


def by_release(tx: Transaction) -> dict[str, PublishedChange]:
    """Return every recorded change by the id of its release."""
    rows = tx.rows(select(published_change))
    return {row["release_id"]: from_row(PublishedChange, row) for row in rows}


def versions_from_drafts(tx: Transaction) -> frozenset[str]:
    """Return the ids of all file versions that came from drafts, not from a folder."""
    rows = tx.rows(select(published_change.c.files))
    return frozenset(version for row in rows for version in row["files"])
