"""Requests of two persons about running cases, of either kind, and what came of each instance.

The class of a request or an item says which kind is meant; of the other kind nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, Table, func, select, update

from app.domain.case_requests import (
    CaseRequest,
    RequestItem,
    RequestKind,
    RequestResult,
    RequestState,
)
from app.domain.repairs import Effect, Instruction, RehearsedLine, RepairKind, RepairWarning
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.case_requests import case_request, case_request_item

CHANGED: Mapping[RequestKind, str] = {
    RequestKind.REPAIR: "Đề nghị sửa đã đổi từ khi trang được mở; tải lại trang",
    RequestKind.MOVE: "Yêu cầu chuyển đã đổi từ khi trang được mở; tải lại trang",
}
UNKNOWN: Mapping[RequestKind, str] = {
    RequestKind.REPAIR: "Không có đề nghị sửa này; mở lại từ danh sách",
    RequestKind.MOVE: "Không có yêu cầu chuyển phiên bản này; mở lại từ danh sách",
}
R = TypeVar("R", bound=CaseRequest)
I = TypeVar("I", bound=RequestItem)  # noqa: E741 the item beside R, the request
T = TypeVar("T", bound=CaseRequest | RequestItem)
_WAITING = case_request_item.c.result == RequestResult.WAITING.value


def insert(tx: Transaction, row: CaseRequest, items: Iterable[RequestItem]) -> None:
    """Add a request with its instances."""
    tx.execute(add(case_request), {**_values(row, case_request, "asked"), "kind": row.kind.value})
    tx.execute(add(case_request_item), [_values(one, case_request_item, "shown") for one in items])


def load(tx: Transaction, of: type[R], request_id: str) -> R:
    """Return a request, locked if writing; raise NotFound."""
    query = _of_kind(of).where(case_request.c.id == request_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound(UNKNOWN[of.kind])
    return _whole(of, row, "asked")


def latest(tx: Transaction, of: type[R], limit: int = 50) -> list[R]:
    """Return the newest requests, newest first."""
    query = _of_kind(of).order_by(case_request.c.proposed_at.desc(), case_request.c.id)
    return [_whole(of, row, "asked") for row in tx.rows(query.limit(limit))]


def approved(tx: Transaction, of: type[R]) -> list[R]:
    """Return the requests that are being carried out, the first approved first."""
    query = _of_kind(of).where(case_request.c.state == RequestState.APPROVED.value)
    rows = tx.rows(query.order_by(case_request.c.decided_at))
    return [_whole(of, row, "asked") for row in rows]


def sizes(tx: Transaction, request_ids: Iterable[str]) -> dict[str, int]:
    """Count the instances of each of these requests."""
    column = case_request_item.c.request_id
    query = select(column, func.count().label("count")).where(column.in_(list(request_ids)))
    return {row["request_id"]: int(row["count"]) for row in tx.rows(query.group_by(column))}


def first_instances(tx: Transaction, request_ids: Iterable[str]) -> dict[str, str]:
    """Return one instance of each of these requests: its release names the elements."""
    item = case_request_item.c
    query = select(item.request_id, func.min(item.instance_id).label("first"))
    query = query.where(item.request_id.in_(list(request_ids))).group_by(item.request_id)
    return {row["request_id"]: row["first"] for row in tx.rows(query)}


def change(tx: Transaction, before: R, **changes: Any) -> R:
    """Write the changes under the next version; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    statement = (
        update(case_request)
        .where(case_request.c.id == before.id, case_request.c.version == before.version)
        .values(**_values(after, case_request, "asked"))
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED[before.kind])
    return after


def items(tx: Transaction, of: type[I], request_id: str) -> list[I]:
    """Return the instances of a request by case."""
    return [_whole(of, row, "shown") for row in tx.rows(_of_request(request_id))]


def note_rehearsal(tx: Transaction, item: RequestItem) -> None:
    """Write what the rehearsal showed of an instance that still waits."""
    shown = _values(item, case_request_item, "shown")["shown"]
    tx.execute(_one(item).values(shown=shown))


def claim_next(tx: Transaction, of: type[I], request_id: str, besides: Iterable[str]) -> I | None:
    """Return an instance whose turn has come, locked, or None; others' are left to them."""
    others = case_request_item.c.instance_id.not_in(list(besides))
    query = _of_request(request_id).where(_WAITING, others).limit(1)
    row = tx.first(query.with_for_update(skip_locked=True))
    return _whole(of, row, "shown") if row else None


def claim_one(tx: Transaction, of: type[I], request_id: str, instance_id: str) -> I | None:
    """Return this instance of a request if it still waits, locked, or None."""
    named = case_request_item.c.instance_id == instance_id
    row = tx.first(_of_request(request_id).where(_WAITING, named).with_for_update())
    return _whole(of, row, "shown") if row else None


def under_way(tx: Transaction, kind: RequestKind, instance_ids: Iterable[str]) -> set[str]:
    """Return those of the instances that stand in a request of this kind that is not over."""
    live = [RequestState.PROPOSED.value, RequestState.APPROVED.value]
    item, request = case_request_item.c, case_request.c
    query = (
        select(item.instance_id)
        .join(case_request, request.id == item.request_id)
        .where(
            request.kind == kind.value,
            request.state.in_(live),
            _WAITING,
            item.instance_id.in_(list(instance_ids)),
        )
    )
    return set(tx.execute(query).scalars())


def finish(
    tx: Transaction, item: RequestItem, result: RequestResult, at: datetime, told: str = ""
) -> None:
    """Write what became of an instance, once and for all."""
    statement = _one(item).values(result=result.value, told=told, done_at=at)
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED[item.kind])


def _of_kind(of: type[CaseRequest]) -> Select[Any]:
    return select(case_request).where(case_request.c.kind == of.kind.value)


def _of_request(request_id: str) -> Select[Any]:
    item = case_request_item
    query = select(item).where(item.c.request_id == request_id)
    return query.order_by(item.c.case_id, item.c.instance_id)


def _one(item: RequestItem) -> Any:
    column = case_request_item.c
    return update(case_request_item).where(
        column.request_id == item.request_id, column.instance_id == item.instance_id, _WAITING
    )


def _values(record: CaseRequest | RequestItem, table: Table, rest: str) -> dict[str, Any]:
    """Return column values; what has no column of its own goes together into one, as JSON."""
    values = to_row(record)
    own = {name: value for name, value in values.items() if name in table.c}
    return {**own, rest: {name: value for name, value in values.items() if name not in own}}


def _whole(cls: type[T], row: Mapping[str, Any], rest: str) -> T:
    found = from_row(cls, {**row, **row[rest]})
    read = {name: how(getattr(found, name)) for name, how in _READ.items() if name in row[rest]}
    return replace(found, **read)


def _instruction(row: Mapping[str, Any]) -> Instruction:
    moment = datetime.fromisoformat(row["moment"]) if row["moment"] else None
    typed = {"kind": RepairKind(row["kind"]), "moment": moment}
    return Instruction(**{**row, **typed, "person_ids": tuple(row["person_ids"])})


def _line(row: Mapping[str, Any]) -> RehearsedLine:
    return RehearsedLine(**{**row, "effect": Effect(row["effect"])})


def _warning(row: Mapping[str, Any]) -> RepairWarning:
    return RepairWarning(**{**row, "clauses": tuple(row["clauses"])})


def _each(read: Callable[[Any], Any]) -> Callable[[Iterable[Any]], tuple[Any, ...]]:
    return lambda found: tuple(read(one) for one in found)


# What JSON gives back as plain lists and mappings.
_READ: Mapping[str, Callable[[Any], Any]] = {
    "instructions": _each(_instruction),
    "pairs": _each(tuple),
    "rehearsal": _each(_line),
    "warnings": _each(_warning),
    "stops": _each(tuple),
    "starts": _each(tuple),
}
