"""Requests to repair running cases, and what came of each instance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from app.domain.repairs import (
    Effect,
    Instruction,
    RehearsedLine,
    Repair,
    RepairItem,
    RepairKind,
    RepairResult,
    RepairState,
    RepairWarning,
)
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.repairs import repair, repair_item

CHANGED = "Đề nghị sửa đã đổi từ khi trang được mở; tải lại trang"


def insert(tx: Transaction, row: Repair, items: Iterable[RepairItem]) -> None:
    """Add a request with its instances."""
    tx.execute(add(repair), {**to_row(row), "instructions": _kept(row.instructions)})
    tx.execute(add(repair_item), [{**to_row(one), **_rehearsed(one)} for one in items])


def load(tx: Transaction, repair_id: str) -> Repair:
    """Return a request, locked if writing; raise NotFound."""
    query = select(repair).where(repair.c.id == repair_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound("Không có đề nghị sửa này; mở lại từ danh sách")
    return _repair(row)


def latest(tx: Transaction, limit: int = 50) -> list[Repair]:
    """Return the newest requests, newest first."""
    query = select(repair).order_by(repair.c.proposed_at.desc(), repair.c.id)
    return [_repair(row) for row in tx.rows(query.limit(limit))]


def sizes(tx: Transaction, repair_ids: Iterable[str]) -> dict[str, int]:
    """Count the instances of each of these requests."""
    column = repair_item.c.repair_id
    query = select(column, func.count().label("count")).where(column.in_(list(repair_ids)))
    return {row["repair_id"]: int(row["count"]) for row in tx.rows(query.group_by(column))}


def first_instances(tx: Transaction, repair_ids: Iterable[str]) -> dict[str, str]:
    """Return one instance of each of these requests: its release names the elements."""
    item = repair_item.c
    query = select(item.repair_id, func.min(item.instance_id).label("first"))
    query = query.where(item.repair_id.in_(list(repair_ids))).group_by(item.repair_id)
    return {row["repair_id"]: row["first"] for row in tx.rows(query)}


def approved(tx: Transaction) -> list[Repair]:
    """Return the requests that are being carried out, the first approved first."""
    query = select(repair).where(repair.c.state == RepairState.APPROVED.value)
    return [_repair(row) for row in tx.rows(query.order_by(repair.c.decided_at))]


def change(tx: Transaction, before: Repair, **changes: Any) -> Repair:
    """Write the changes under the next version; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    statement = (
        update(repair)
        .where(repair.c.id == before.id, repair.c.version == before.version)
        .values({**to_row(after), "instructions": _kept(after.instructions)})
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)
    return after


def items(tx: Transaction, repair_id: str) -> list[RepairItem]:
    """Return the instances of a request by case."""
    item = repair_item
    query = select(item).where(item.c.repair_id == repair_id)
    rows = tx.rows(query.order_by(item.c.case_id, item.c.instance_id))
    return [_item(row) for row in rows]


def note_rehearsal(tx: Transaction, item: RepairItem) -> None:
    """Write what the rehearsal showed of an instance that still waits."""
    values = {**_rehearsed(item), "base_state": item.base_state, "refusal": item.refusal}
    tx.execute(_one(item).values(values))


def claim_next(tx: Transaction, repair_id: str, besides: Iterable[str]) -> RepairItem | None:
    """Return an instance whose turn has come, locked, or None; others' are left to them."""
    item = repair_item
    query = (
        select(item)
        .where(
            item.c.repair_id == repair_id,
            item.c.result == RepairResult.WAITING.value,
            item.c.instance_id.not_in(list(besides)),
        )
        .order_by(item.c.case_id, item.c.instance_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = tx.first(query)
    return _item(row) if row else None


def under_way(tx: Transaction, instance_ids: Iterable[str]) -> set[str]:
    """Return those of the instances that stand in a request that is not over."""
    live = [RepairState.PROPOSED.value, RepairState.APPROVED.value]
    item = repair_item
    query = (
        select(item.c.instance_id)
        .join(repair, repair.c.id == item.c.repair_id)
        .where(
            repair.c.state.in_(live),
            item.c.result == RepairResult.WAITING.value,
            item.c.instance_id.in_(list(instance_ids)),
        )
    )
    return set(tx.execute(query).scalars())


def finish(
    tx: Transaction, item: RepairItem, result: RepairResult, at: datetime, told: str = ""
) -> None:
    """Write what became of an instance, once and for all."""
    statement = _one(item).values(result=result.value, told=told, done_at=at)
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)


def _one(item: RepairItem) -> Any:
    column = repair_item.c
    return update(repair_item).where(
        column.repair_id == item.repair_id,
        column.instance_id == item.instance_id,
        column.result == RepairResult.WAITING.value,
    )


def _kept(instructions: Iterable[Instruction]) -> list[dict[str, Any]]:
    """Return the instructions as JSON; a moment as text with its zone."""
    moments = ((one, one.moment.isoformat() if one.moment else None) for one in instructions)
    return [{**asdict(one), "kind": one.kind.value, "moment": at} for one, at in moments]


def _rehearsed(item: RepairItem) -> dict[str, Any]:
    return {
        "rehearsal": [{**asdict(line), "effect": line.effect.value} for line in item.rehearsal],
        "warnings": [asdict(one) for one in item.warnings],
        "stops": item.stops,
        "starts": item.starts,
    }


def _repair(row: Mapping[str, Any]) -> Repair:
    found = from_row(Repair, row)
    return replace(found, instructions=tuple(_instruction(one) for one in row["instructions"]))


def _instruction(row: Mapping[str, Any]) -> Instruction:
    moment = datetime.fromisoformat(row["moment"]) if row["moment"] else None
    typed = {"kind": RepairKind(row["kind"]), "moment": moment}
    return Instruction(**{**row, **typed, "person_ids": tuple(row["person_ids"])})


def _item(row: Mapping[str, Any]) -> RepairItem:
    found = from_row(RepairItem, row)
    return replace(
        found,
        rehearsal=tuple(
            RehearsedLine(**{**one, "effect": Effect(one["effect"])}) for one in row["rehearsal"]
        ),
        warnings=tuple(
            RepairWarning(**{**one, "clauses": tuple(one["clauses"])}) for one in row["warnings"]
        ),
        stops=tuple((process, element) for process, element in row["stops"]),
        starts=tuple((process, element) for process, element in row["starts"]),
    )
