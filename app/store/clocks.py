"""Answer clocks of passes and the record of terms that were missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import update as update_table

from app.domain.cases import ClockRow, ClockState
from app.errors import Conflict
from app.store.database import Transaction
from app.store.failures import LOST_RACE
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.statements import insert as insert_into
from app.store.tables.cases import breach, clock


@dataclass(frozen=True)
class BreachRow:
    """A mark that passed without an answer: when it was due and when it was noticed."""

    pass_id: str
    mark: str
    case_id: str
    due_at: datetime
    noticed_at: datetime
    severe: bool = False


_BY_PASS = select(clock).where(clock.c.pass_id == bindparam("pass_id_"))


def insert(tx: Transaction, row: ClockRow) -> None:
    """Start a pass's clock."""
    tx.execute(add(clock), _values(row))


def load(tx: Transaction, pass_id: str) -> ClockRow | None:
    """Return the clock of a pass (locked in a writing transaction), or None."""
    statement = _BY_PASS.with_for_update() if tx.writing else _BY_PASS
    row = tx.first(statement, {"pass_id_": pass_id})
    return clock_from(row) if row else None


of_pass = load


def of_case(tx: Transaction, case_id: str) -> list[ClockRow]:
    """Return the clocks of a case, first received first."""
    query = select(clock).where(clock.c.case_id == case_id).order_by(clock.c.received_at)
    return [clock_from(row) for row in tx.rows(query)]


def latest_of_cases(tx: Transaction, case_ids: Sequence[str]) -> dict[str, ClockRow]:
    """Return the clock last started of each of these cases."""
    query = select(clock).where(clock.c.case_id.in_(list(case_ids))).order_by(clock.c.received_at)
    return {row["case_id"]: clock_from(row) for row in tx.rows(query)}


def running(tx: Transaction) -> list[ClockRow]:
    """Return all running clocks, first due first."""
    query = (
        select(clock)
        .where(clock.c.state == ClockState.RUNNING.value)
        .order_by(clock.c.due, clock.c.pass_id)
    )
    return [clock_from(row) for row in tx.rows(query)]


def update(tx: Transaction, row: ClockRow) -> None:
    """Write the columns of a clock (extension, recomputation)."""
    values = _values(row)
    del values["pass_id"]
    tx.execute(update_table(clock).where(clock.c.pass_id == row.pass_id).values(**values))


def close(
    tx: Transaction,
    pass_id: str,
    *,
    state: ClockState,
    closed_at: datetime,
    closed_by: str,
    days_late: int,
    withdrawn: bool = False,
) -> None:
    """Stop a running clock by the paper that was issued; raise Conflict if it does not run."""
    values = {"closed_at": closed_at, "closed_by": closed_by, "days_late": days_late}
    statement = (
        update_table(clock)
        .where(clock.c.pass_id == pass_id, clock.c.state == ClockState.RUNNING.value)
        .values(state=state.value, withdrawn=withdrawn, **values)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(LOST_RACE)


def record_breach(tx: Transaction, row: BreachRow) -> bool:
    """Record a missed mark once; False if it is on record already."""
    statement = insert_into(tx, breach).on_conflict_do_nothing()
    return tx.first(statement.returning(breach.c.pass_id), to_row(row)) is not None


def breaches_of_case(tx: Transaction, case_id: str) -> list[BreachRow]:
    """Return the missed marks of a case, oldest first."""
    query = select(breach).where(breach.c.case_id == case_id).order_by(breach.c.due_at)
    return [from_row(BreachRow, row) for row in tx.rows(query)]


def _values(row: ClockRow) -> dict[str, Any]:
    return {**to_row(row), "marks": dict(row.marks)}


def clock_from(row: Mapping[str, Any], prefix: str = "") -> ClockRow:
    """Read a clock from a row; its marks are kept as ISO texts."""
    name = f"{prefix}marks"
    marks = {mark: datetime.fromisoformat(text) for mark, text in row[name].items()}
    return from_row(ClockRow, {**row, name: marks}, prefix)
