"""Requests to move running cases to another version, and what came of each instance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.domain.version_moves import MoveItem, MoveResult, MoveState, VersionMove
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.version_moves import version_move, version_move_item

CHANGED = "Yêu cầu chuyển đã đổi từ khi trang được mở; tải lại trang"


def insert(tx: Transaction, row: VersionMove, items: Iterable[MoveItem]) -> None:
    """Add a request with its instances."""
    tx.execute(add(version_move), to_row(row))
    tx.execute(add(version_move_item), [to_row(one) for one in items])


def load(tx: Transaction, move_id: str) -> VersionMove:
    """Return a request, locked if writing; raise NotFound."""
    query = select(version_move).where(version_move.c.id == move_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound("Không có yêu cầu chuyển phiên bản này; mở lại từ danh sách")
    return _move(row)


def latest(tx: Transaction, limit: int = 50) -> list[VersionMove]:
    """Return the newest requests, newest first."""
    query = select(version_move).order_by(version_move.c.proposed_at.desc(), version_move.c.id)
    return [_move(row) for row in tx.rows(query.limit(limit))]


def approved(tx: Transaction) -> list[VersionMove]:
    """Return the requests that are being carried out, the first approved first."""
    query = select(version_move).where(version_move.c.state == MoveState.APPROVED.value)
    return [_move(row) for row in tx.rows(query.order_by(version_move.c.decided_at))]


def change(tx: Transaction, before: VersionMove, **changes: Any) -> VersionMove:
    """Write the changes under the next version; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    statement = (
        update(version_move)
        .where(version_move.c.id == before.id, version_move.c.version == before.version)
        .values(**to_row(after))
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)
    return after


def items(tx: Transaction, move_id: str) -> list[MoveItem]:
    """Return the instances of a request by case."""
    item = version_move_item
    query = select(item).where(item.c.move_id == move_id)
    rows = tx.rows(query.order_by(item.c.case_id, item.c.instance_id))
    return [from_row(MoveItem, row) for row in rows]


def note_replay(tx: Transaction, item: MoveItem) -> None:
    """Write what the rehearsal found about an instance that still waits."""
    values = {"fit": item.fit.value, "notes": item.notes, "replayed": item.replayed}
    tx.execute(_one(item).values(**values))


def claim_next(tx: Transaction, move_id: str, besides: Iterable[str]) -> MoveItem | None:
    """Return an instance whose turn has come, locked, or None; others' are left to them."""
    item = version_move_item
    query = (
        select(item)
        .where(
            item.c.move_id == move_id,
            item.c.result == MoveResult.WAITING.value,
            item.c.instance_id.not_in(list(besides)),
        )
        .order_by(item.c.case_id, item.c.instance_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = tx.first(query)
    return from_row(MoveItem, row) if row else None


def claim_one(tx: Transaction, move_id: str, instance_id: str) -> MoveItem | None:
    """Return this instance of a request if it still waits, locked, or None."""
    item = version_move_item
    query = select(item).where(
        item.c.move_id == move_id,
        item.c.instance_id == instance_id,
        item.c.result == MoveResult.WAITING.value,
    )
    row = tx.first(query.with_for_update())
    return from_row(MoveItem, row) if row else None


def waiting(tx: Transaction, move_id: str) -> bool:
    """Tell whether any instance of a request still waits."""
    return any(one.result is MoveResult.WAITING for one in items(tx, move_id))


def under_way(tx: Transaction, instance_ids: Iterable[str]) -> set[str]:
    """Return those of the instances that stand in a request that is not over."""
    live = [MoveState.PROPOSED.value, MoveState.APPROVED.value]
    item = version_move_item
    query = (
        select(item.c.instance_id)
        .join(version_move, version_move.c.id == item.c.move_id)
        .where(
            version_move.c.state.in_(live),
            item.c.result == MoveResult.WAITING.value,
            item.c.instance_id.in_(list(instance_ids)),
        )
    )
    return set(tx.execute(query).scalars())


def finish(
    tx: Transaction, item: MoveItem, result: MoveResult, at: datetime, told: str = ""
) -> None:
    """Write what became of an instance, once and for all."""
    statement = _one(item).values(result=result.value, told=told, done_at=at)
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)


def _one(item: MoveItem) -> Any:
    column = version_move_item.c
    return update(version_move_item).where(
        column.move_id == item.move_id,
        column.instance_id == item.instance_id,
        column.result == MoveResult.WAITING.value,
    )


def _move(row: Any) -> VersionMove:
    found = from_row(VersionMove, row)
    return replace(found, pairs=tuple((p, old, new) for p, old, new in found.pairs))
