"""Requests to read restricted cases: asked, decided once, and whether one is in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.domain.reading_grants import GrantState, ReadingGrant
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.reading_grants import reading_grant

CHANGED = "Yêu cầu xin xem đã đổi từ khi trang được mở; tải lại trang"


def insert(tx: Transaction, row: ReadingGrant) -> None:
    """Add a request."""
    tx.execute(add(reading_grant), to_row(row))


def load(tx: Transaction, grant_id: str) -> ReadingGrant:
    """Return a request, locked if writing; raise NotFound."""
    query = select(reading_grant).where(reading_grant.c.id == grant_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound("Không có yêu cầu xin xem này; mở lại từ danh sách")
    return from_row(ReadingGrant, row)


def decide(tx: Transaction, before: ReadingGrant, **changes: Any) -> ReadingGrant:
    """Write the decision; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    table = reading_grant
    statement = update(table).where(table.c.id == before.id, table.c.version == before.version)
    if tx.execute(statement.values(**to_row(after))).rowcount != 1:
        raise Conflict(CHANGED)
    return after


def latest(tx: Transaction, limit: int = 100) -> list[ReadingGrant]:
    """Return the newest requests, newest first."""
    table = reading_grant
    query = select(table).order_by(table.c.asked_at.desc(), table.c.id).limit(limit)
    return [from_row(ReadingGrant, row) for row in tx.rows(query)]


def last_of(tx: Transaction, case_id: str, person_id: str) -> ReadingGrant | None:
    """Return what a person asked for last about a case."""
    table = reading_grant
    query = (
        select(table)
        .where(table.c.case_id == case_id, table.c.asked_by == person_id)
        .order_by(table.c.asked_at.desc(), table.c.id)
        .limit(1)
    )
    row = tx.first(query)
    return from_row(ReadingGrant, row) if row else None


def in_force(tx: Transaction, person_id: str, now: datetime) -> set[str]:
    """Return the cases that a person has leave to read at this moment."""
    table = reading_grant
    query = select(table.c.case_id).where(
        table.c.asked_by == person_id,
        table.c.state == GrantState.GRANTED.value,
        table.c.ends_at > now,
    )
    return set(tx.execute(query).scalars())
