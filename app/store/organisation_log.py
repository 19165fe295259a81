"""Batches of changes of the organisation: added and read; a batch is taken back by another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.domain.organisation_changes import Batch, Record, RowChange
from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    Person,
    Position,
    Unit,
)
from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.organisation import organisation_batch, organisation_change

RECORDS: Mapping[str, type[Record]] = {
    "units": Unit,
    "persons": Person,
    "organs": Organ,
    "memberships": Membership,
    "positions": Position,
    "appointments": Appointment,
    "delegations": Delegation,
}


@dataclass(frozen=True)
class Noted:
    """A batch in a list: how many rows it changed, and the batch that took it back."""

    batch: Batch
    rows: int
    undone_by: str = ""


@dataclass(frozen=True)
class NotedChange:
    """One change of a row with the batch it belongs to."""

    batch: Batch
    change: RowChange


def insert(tx: Transaction, batch: Batch, changes: Sequence[tuple[str, RowChange]]) -> None:
    """Add a batch; each change comes with the key of its row."""
    tx.execute(add(organisation_batch), to_row(batch))
    rows = [
        {
            "batch_id": batch.id,
            "number": number,
            "sheet": change.sheet,
            "row_key": key,
            "before": as_json(change.before),
            "after": as_json(change.after),
        }
        for number, (key, change) in enumerate(changes)
    ]
    if rows:
        tx.execute(add(organisation_change), rows)


def load(tx: Transaction, batch_id: str) -> tuple[Batch, tuple[RowChange, ...]]:
    """Return a batch and its changes in their order; raise NotFound."""
    table = organisation_batch
    row = tx.first(select(table).where(table.c.id == batch_id))
    if row is None:
        raise NotFound("Không có lần thay đổi này; mở lại từ trang Tổ chức")
    query = select(organisation_change).where(organisation_change.c.batch_id == batch_id)
    found = tx.rows(query.order_by(organisation_change.c.number))
    return _batch(row), tuple(_change(one) for one in found)


def latest(tx: Transaction, limit: int) -> list[Noted]:
    """Return the latest batches, newest first."""
    table, undoing = organisation_batch, organisation_batch.alias("undoing")
    counted = (
        select(func.count()).where(organisation_change.c.batch_id == table.c.id).scalar_subquery()
    )
    query = (
        select(table, counted.label("row_count"), undoing.c.id.label("undone_by"))
        .select_from(table.outerjoin(undoing, undoing.c.undoes == table.c.id))
        .order_by(table.c.made_at.desc(), table.c.id)
        .limit(limit)
    )
    return [
        Noted(_batch(row), int(row["row_count"]), row["undone_by"] or "") for row in tx.rows(query)
    ]


def is_undone(tx: Transaction, batch_id: str) -> bool:
    """Tell whether a batch was taken back."""
    query = select(func.count()).where(organisation_batch.c.undoes == batch_id)
    return tx.number(query) > 0


def of_row(tx: Transaction, sheet: str, key: str) -> list[NotedChange]:
    """Return what was changed in one row, newest first."""
    names = [c.label(f"of_{c.name}") for c in organisation_batch.columns]
    query = (
        select(organisation_change, *names)
        .join(organisation_batch, organisation_batch.c.id == organisation_change.c.batch_id)
        .where(organisation_change.c.sheet == sheet, organisation_change.c.row_key == key)
        .order_by(organisation_batch.c.made_at.desc(), organisation_change.c.number)
    )
    return [NotedChange(from_row(Batch, row, "of_"), _change(row)) for row in tx.rows(query)]


def as_json(record: Record | None) -> dict[str, Any] | None:
    """Return a row as the record keeps it: days as ISO texts."""
    if record is None:
        return None
    row = to_row(record)
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def _batch(row: Mapping[str, Any]) -> Batch:
    return from_row(Batch, row)


def _change(row: Mapping[str, Any]) -> RowChange:
    sheet = row["sheet"]
    return RowChange(sheet, _record(sheet, row["before"]), _record(sheet, row["after"]))


def _record(sheet: str, values: Mapping[str, Any] | None) -> Record | None:
    """Read a row back; a field that was added to the program since stands at its default."""
    if values is None:
        return None
    cls = RECORDS[sheet]
    known = {f.name: f.default for f in fields(cls)}
    read = {name: values.get(name, default) for name, default in known.items()}
    days = {f.name for f in fields(cls) if "date" in str(f.type)}
    for name in days:
        read[name] = date.fromisoformat(read[name]) if read[name] else None
    return from_row(cls, read)
