"""Numbers of issued documents and of incoming plans: consecutive, no gap, none used twice.

A number is taken in the transaction that issues; the row stays locked until it ends, so two
issues in one series stand in line and a failed one gives its number back (processes.md 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add, insert
from app.store.tables.documents import incoming, series

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
