"""Questions about cases are answered by indexes, on both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, text

from app.domain.case_search import CaseQuery, CaseReach, TermKind
from app.store.case_filters import conditions
from app.store.database import Database, Transaction
from app.store.tables.cases import case_file

REACH = CaseReach(today=date(2024, 3, 20), near=date(2024, 3, 27))


def _plan(tx: Transaction, query: CaseQuery) -> str:
    """Return how the database means to find the cases, were it to have many."""
    statement = select(case_file.c.id).where(*conditions(tx.dialect, query, REACH))
    sql = statement.compile(tx.connection, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN"
    if tx.dialect == "postgresql":
        tx.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN"
    return str(tx.rows(text(f"{explain} {sql}")))


def test_late_at_any_time_asks_an_index_for_each_half(database: Database) -> None:
    with database.reading() as tx:
        plan = _plan(tx, CaseQuery(term=TermKind.EVER_LATE))
    assert "ix_clock_late" in plan and "ix_clock_state" in plan
