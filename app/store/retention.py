"""Cases whose time is over, what still speaks against it, destruction lists, and holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, type_coerce, update

from app.domain.cases import CaseState, ClockState, DocumentState, TaskState
from app.domain.retention import (
    RESULTS,
    Blocker,
    DestructionList,
    EndedCase,
    Fate,
    Hold,
    ListItem,
    ListState,
)
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.cases import case_file, clock, fact_sheet
from app.store.tables.columns import Text
from app.store.tables.documents import delivery, document
from app.store.tables.execution import instance, task
from app.store.tables.retention import case_hold, destruction_item, destruction_list

CHANGED = "Danh sách tiêu hủy đã đổi từ khi trang được mở; tải lại trang"
_LIVE = (ListState.PROPOSED.value, ListState.APPROVED.value)
_RESULTS = [state.value for state in RESULTS]
_open_case = case_file.alias("open_case")


@dataclass(frozen=True)
class Cutoff:
    """Cases of this kind and result that ended before this moment have been kept long enough."""

    kind: str
    state: CaseState
    before: datetime


def _of_case(table: Any, *conditions: Any) -> Any:
    return exists().where(table.c.case_id == case_file.c.id, *conditions)


_BLOCKERS: Mapping[Blocker, Any] = {
    Blocker.HELD: _of_case(case_hold, case_hold.c.lifted_at.is_(None)),
    Blocker.RUNNING: _of_case(instance, instance.c.ended_at.is_(None)),
    Blocker.TASKS: _of_case(task, task.c.state == TaskState.OPEN.value),
    Blocker.CLOCK: _of_case(clock, clock.c.state == ClockState.RUNNING.value),
    Blocker.UNDELIVERED: _of_case(
        document,
        document.c.id == delivery.c.document_id,
        document.c.state == DocumentState.ISSUED.value,
        delivery.c.delivered_at.is_(None),
    ),
    # Cases do not refer to one another by a key: what an open case knows may name the code.
    Blocker.MENTIONED: exists().where(
        fact_sheet.c.case_id == _open_case.c.id,
        _open_case.c.id != case_file.c.id,
        _open_case.c.state.not_in([*_RESULTS, CaseState.DESTROYED.value]),
        type_coerce(fact_sheet.c.facts, Text).contains(case_file.c.code),
    ),
}
_LISTED = exists().where(
    destruction_item.c.case_id == case_file.c.id,
    destruction_list.c.id == destruction_item.c.list_id,
    destruction_list.c.state.in_(_LIVE),
    destruction_item.c.fate == Fate.WAITING.value,
)
_ENDED_AT = (
    select(func.max(instance.c.ended_at))
    .where(instance.c.case_id == case_file.c.id)
    .scalar_subquery()
)


def due(tx: Transaction, cutoffs: Iterable[Cutoff], limit: int) -> list[EndedCase]:
    """Return the cases that may be destroyed and stand in no list, the first ended first."""
    query = _ended().where(_over(cutoffs), ~_LISTED, *(~one for one in _BLOCKERS.values()))
    return _found(tx, query.order_by("ended_at", case_file.c.code).limit(limit))


def due_among(
    tx: Transaction, cutoffs: Iterable[Cutoff], case_ids: Sequence[str]
) -> list[EndedCase]:
    """Return those of the cases whose time is over, whether or not something is against it."""
    query = _ended().where(_over(cutoffs), case_file.c.id.in_(list(case_ids)))
    return _found(tx, query.order_by(case_file.c.code))


def blockers(tx: Transaction, case_id: str) -> list[Blocker]:
    """Return what speaks against destroying a case now."""
    columns = [condition.label(name.value) for name, condition in _BLOCKERS.items()]
    row = tx.rows(select(*columns).select_from(case_file).where(case_file.c.id == case_id))[0]
    return [name for name in _BLOCKERS if row[name.value]]


def listed(tx: Transaction, case_ids: Iterable[str]) -> bool:
    """Tell whether any of the cases waits in a list that is not over."""
    query = select(case_file.c.id).where(case_file.c.id.in_(list(case_ids)), _LISTED).limit(1)
    return tx.first(query) is not None


def insert(tx: Transaction, row: DestructionList, items: Iterable[ListItem]) -> None:
    """Add a list with its cases."""
    tx.execute(add(destruction_list), to_row(row))
    tx.execute(add(destruction_item), [to_row(one) for one in items])


def load(tx: Transaction, list_id: str) -> DestructionList:
    """Return a list, locked if writing; raise NotFound."""
    query = select(destruction_list).where(destruction_list.c.id == list_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound("Không có danh sách tiêu hủy này; mở lại từ trang Lưu trữ")
    return from_row(DestructionList, row)


def latest(tx: Transaction, limit: int = 50) -> list[DestructionList]:
    """Return the newest lists, newest first."""
    table = destruction_list
    query = select(table).order_by(table.c.proposed_at.desc(), table.c.id).limit(limit)
    return [from_row(DestructionList, row) for row in tx.rows(query)]


def approved(tx: Transaction) -> list[DestructionList]:
    """Return the lists that are being carried out, the first approved first."""
    table = destruction_list
    query = select(table).where(table.c.state == ListState.APPROVED.value)
    return [from_row(DestructionList, row) for row in tx.rows(query.order_by(table.c.decided_at))]


def change(tx: Transaction, before: DestructionList, **changes: Any) -> DestructionList:
    """Write the changes under the next version; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    table = destruction_list
    statement = update(table).where(table.c.id == before.id, table.c.version == before.version)
    if tx.execute(statement.values(**to_row(after))).rowcount != 1:
        raise Conflict(CHANGED)
    return after


def items(tx: Transaction, list_id: str) -> list[ListItem]:
    """Return the cases of a list by code."""
    table = destruction_item
    query = select(table).where(table.c.list_id == list_id).order_by(table.c.code)
    return [from_row(ListItem, row) for row in tx.rows(query)]


def claim_next(
    tx: Transaction, list_id: str, fate: Fate, besides: Iterable[str]
) -> ListItem | None:
    """Return a case of a list that stands so, locked, or None; others' are left to them."""
    table = destruction_item
    query = (
        select(table)
        .where(
            table.c.list_id == list_id,
            table.c.fate == fate.value,
            table.c.case_id.not_in(list(besides)),
        )
        .order_by(table.c.code)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = tx.first(query)
    return from_row(ListItem, row) if row else None


def settle(tx: Transaction, item: ListItem, fate: Fate, **values: Any) -> None:
    """Write what became of a case that stands as the item says; raise Conflict otherwise."""
    table = destruction_item
    statement = update(table).where(
        table.c.list_id == item.list_id,
        table.c.case_id == item.case_id,
        table.c.fate == item.fate.value,
    )
    if tx.execute(statement.values(fate=fate.value, **values)).rowcount != 1:
        raise Conflict(CHANGED)


def note_dossier(tx: Transaction, case_id: str, sha256: str) -> bool:
    """Keep the digest of the file taken out of a case that waits in a list; tell if it does."""
    table = destruction_item
    live = select(destruction_list.c.id).where(destruction_list.c.state.in_(_LIVE))
    statement = update(table).where(
        table.c.case_id == case_id,
        table.c.fate == Fate.WAITING.value,
        table.c.list_id.in_(live),
    )
    return bool(tx.execute(statement.values(dossier=sha256)).rowcount)


def hold(tx: Transaction, row: Hold) -> None:
    """Add a hold."""
    tx.execute(add(case_hold), to_row(row))


def holds(tx: Transaction, case_id: str | None = None) -> list[Hold]:
    """Return the holds in force, of one case or of all, newest first."""
    query = select(case_hold).where(case_hold.c.lifted_at.is_(None))
    if case_id is not None:
        query = query.where(case_hold.c.case_id == case_id)
    rows = tx.rows(query.order_by(case_hold.c.held_at.desc(), case_hold.c.code))
    return [from_row(Hold, row) for row in rows]


def lift(tx: Transaction, row: Hold) -> None:
    """End a hold; raise Conflict when it is ended already."""
    statement = update(case_hold).where(case_hold.c.id == row.id, case_hold.c.lifted_at.is_(None))
    if tx.execute(statement.values(**to_row(row))).rowcount != 1:
        raise Conflict("Việc giữ lại hồ sơ này đã được bỏ; tải lại trang")


def _ended() -> Any:
    return select(case_file, _ENDED_AT.label("ended_at")).where(case_file.c.code.is_not(None))


def _over(cutoffs: Iterable[Cutoff]) -> Any:
    return or_(
        *(
            and_(
                case_file.c.kind == one.kind,
                case_file.c.state == one.state.value,
                # Cheap, and rules most out: a case begins before it ends.
                case_file.c.created_at < one.before,
                _ENDED_AT < one.before,
            )
            for one in cutoffs
        )
    )


def _found(tx: Transaction, query: Any) -> list[EndedCase]:
    return [from_row(EndedCase, row) for row in tx.rows(query)]
