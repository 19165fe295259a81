"""Level passes: one row for each time a case comes to a body."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from app.domain.cases import PassRow
from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.cases import level_pass

_BY_ID = select(level_pass).where(level_pass.c.id == bindparam("id_"))
_OF_CASE = (
    select(level_pass)
    .where(level_pass.c.case_id == bindparam("case_id_"))
    .order_by(level_pass.c.number)
)


def insert(tx: Transaction, row: PassRow) -> None:
    """Add a pass."""
    tx.execute(add(level_pass), to_row(row))


def load(tx: Transaction, pass_id: str) -> PassRow:
    """Return the pass; raise NotFound."""
    row = tx.first(_BY_ID, {"id_": pass_id})
    if row is None:
        raise NotFound("Không có lượt xem xét này; mở lại từ trang hồ sơ")
    return from_row(PassRow, row)


def of_case(tx: Transaction, case_id: str) -> list[PassRow]:
    """Return the passes of a case in order."""
    return [from_row(PassRow, row) for row in tx.rows(_OF_CASE, {"case_id_": case_id})]


def latest_of_case(tx: Transaction, case_id: str) -> PassRow | None:
    """Return the case's latest pass, or None before the first."""
    passes = of_case(tx, case_id)
    return passes[-1] if passes else None


def next_number(tx: Transaction, case_id: str) -> int:
    """Return the number of the case's next pass, counted from 1."""
    query = select(func.coalesce(func.max(level_pass.c.number), 0)).where(
        level_pass.c.case_id == case_id
    )
    return tx.number(query) + 1
