"""Numbers of issued documents and of incoming plans: consecutive, no gap, none used twice.

A number is taken in the transaction that issues; the row stays locked until it ends, so two
issues in one series stand in line and a failed one gives its number back (processes.md 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from app.errors import Conflict
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add, insert
from app.store.tables.documents import incoming, series
from app.store.tables.settings import series_start

INCOMING_SYMBOL = "incoming"


@dataclass(frozen=True)
class IncomingRow:
    """One line of a body's register of incoming plans."""

    unit_id: str
    period_key: str
    number: int
    case_id: str
    pass_id: str
    received_on: date
    registered_by: str
    registered_at: datetime


@dataclass(frozen=True)
class SeriesRow:
    """How far the numbers of one series have come."""

    unit_id: str
    symbol: str
    period_key: str
    last_number: int


@dataclass(frozen=True)
class SeriesStart:
    """Where somebody let a series begin, and why."""

    id: str
    unit_id: str
    symbol: str
    period_key: str
    first_number: int
    reason: str
    entered_by: str
    entered_name: str
    at: datetime


def next_number(tx: Transaction, unit_id: str, symbol: str, period_key: str) -> int:
    """Take the next number of a series and lock the series until the transaction ends."""
    statement = insert(tx, series)
    statement = statement.on_conflict_do_update(
        index_elements=[series.c.unit_id, series.c.symbol, series.c.period_key],
        set_={"last_number": series.c.last_number + 1},
    ).returning(series.c.last_number)
    values = {"unit_id": unit_id, "symbol": symbol, "period_key": period_key, "last_number": 1}
    return tx.number(statement, values)


def next_incoming_number(tx: Transaction, unit_id: str, period_key: str) -> int:
    """Take the next number of a body's register of incoming plans."""
    return next_number(tx, unit_id, INCOMING_SYMBOL, period_key)


def register_incoming(tx: Transaction, row: IncomingRow) -> None:
    """Write one line of the register of incoming plans."""
    tx.execute(add(incoming), to_row(row))


def incoming_of_case(tx: Transaction, case_id: str) -> list[IncomingRow]:
    """Return the incoming numbers a case was given, oldest first."""
    query = select(incoming).where(incoming.c.case_id == case_id).order_by(incoming.c.registered_at)
    return [from_row(IncomingRow, row) for row in tx.rows(query)]


def all_series(tx: Transaction) -> list[SeriesRow]:
    """Return every series by unit, symbol and period."""
    query = select(series).order_by(series.c.unit_id, series.c.symbol, series.c.period_key)
    return [from_row(SeriesRow, row) for row in tx.rows(query)]


def starts(tx: Transaction) -> list[SeriesStart]:
    """Return where series were let begin, oldest first: the newest of a series counts."""
    query = select(series_start).order_by(series_start.c.at, series_start.c.first_number)
    return [from_row(SeriesStart, row) for row in tx.rows(query)]


def begin_at(tx: Transaction, start: SeriesStart) -> None:
    """Let a series begin at a number; raise Conflict once it has one, or for a lower number."""
    of_series = (
        series.c.unit_id == start.unit_id,
        series.c.symbol == start.symbol,
        series.c.period_key == start.period_key,
    )
    names = {"unit_id": start.unit_id, "symbol": start.symbol, "period_key": start.period_key}
    tx.execute(insert(tx, series).on_conflict_do_nothing(), {**names, "last_number": 0})
    last = tx.rows(select(series).where(*of_series).with_for_update())[0]["last_number"]
    begun = [x.first_number for x in starts(tx) if names.items() <= vars(x).items()]
    before = begun[-1] if begun else 1
    if last >= before:
        raise Conflict(f"Sổ này đã cấp tới số {last}; chỉ đặt số đầu trước khi cấp số đầu tiên")
    if start.first_number <= before:
        raise Conflict(f"Số đầu đang là {before}; ghi số lớn hơn")
    tx.execute(update(series).where(*of_series).values(last_number=start.first_number - 1))
    tx.execute(add(series_start), to_row(start))


def incoming_of(tx: Transaction, unit_id: str, period_key: str) -> list[IncomingRow]:
    """Return the incoming plans of one body's register and period, by number."""
    query = select(incoming).where(
        incoming.c.unit_id == unit_id, incoming.c.period_key == period_key
    )
    return [from_row(IncomingRow, row) for row in tx.rows(query.order_by(incoming.c.number))]
