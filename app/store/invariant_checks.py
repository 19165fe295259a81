"""What each check of the invariants found, so that a page shows the night's result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from app.domain.invariants import Violation
from app.domain.views.monitor import InvariantCheck
from app.store.database import Transaction
from app.store.statements import add
from app.store.tables.oversight import invariant_check


def insert(tx: Transaction, row: InvariantCheck) -> None:
    """Keep what a check found."""
    tx.execute(add(invariant_check), {**vars(row), "found": [asdict(one) for one in row.found]})


def latest(tx: Transaction, limit: int) -> tuple[InvariantCheck, ...]:
    """Return the newest checks, newest first."""
    query = select(invariant_check).order_by(
        invariant_check.c.checked_at.desc(), invariant_check.c.id
    )
    return tuple(_check(row) for row in tx.rows(query.limit(limit)))


def _check(row: Mapping[str, Any]) -> InvariantCheck:
    found = tuple(Violation(**one) for one in row["found"])
    return InvariantCheck(**{**row, "found": found})
