"""Questions that few cases answer, made into questions about just these cases.

What many cases have in common is met soon on the way through all, the newest first; what few have
is found by an index of its own. Which of the two it is, the index tells: it is asked for some more
than a few. Statements are those of PostgreSQL, which keeps such indexes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    cast,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.domain.case_search import CaseQuery, CaseReach
from app.store.case_filters import meanings
from app.store.database import Transaction
from app.store.tables.audit import audit_event
from app.store.tables.cases import case_file, case_participant, fact_sheet
from app.store.tables.documents import document
from app.store.tables.execution import task

FEW = 500
# One case has many lines that rest on the same clause.
_ROWS_OF_A_CASE = 4
_NO_CASE = ("",)
# As their indexes have them (ix_fact_sheet_facts, ix_audit_event_clauses).
_FACTS: ColumnElement[Any] = literal_column(
    r"CAST(replace(fact_sheet.facts, '\u0000', '\ufffd') AS jsonb)", type_=JSONB
)
_CLAUSES = cast(type_coerce(audit_event.c.clauses, String), JSONB)


def narrowed(
    tx: Transaction, query: CaseQuery, reach: CaseReach, few: int = FEW
) -> tuple[CaseQuery, CaseReach]:
    """Return a question that finds the same cases, and its reach; picked ones if they are few."""
    if tx.dialect != "postgresql":
        return query, reach
    if query.fact and query.fact_value:
        found = _few(tx, _knowing(query.fact, query.fact_value), few)
        if found is not None:
            query = _picking(replace(query, fact="", fact_value=""), found)
    if query.clause:
        citing = select(audit_event.c.case_id).where(_CLAUSES.contains([query.clause]))
        found = _few(tx, citing, few)
        if found is not None:
            query = _picking(replace(query, clause=""), found)
    if reach.person_ids is not None:
        found = _few(tx, union_all(*_taking_part(reach.person_ids)), few)
        if found is not None:
            query, reach = _picking(query, found), replace(reach, person_ids=None)
    return query, reach


def _few(tx: Transaction, cases: Any, few: int) -> set[str] | None:
    """Return the cases, or None when they are not few."""
    most = few * _ROWS_OF_A_CASE
    rows = tx.rows(cases.limit(most + 1))
    found = {str(row["case_id"]) for row in rows}
    return found if len(rows) <= most and len(found) <= few else None


def _picking(query: CaseQuery, found: set[str]) -> CaseQuery:
    """Ask for these cases alone, for no case where none of them was picked."""
    both = found.intersection(query.case_ids) if query.case_ids else found
    return replace(query, case_ids=tuple(sorted(both)) or _NO_CASE)


def _knowing(name: str, value: str) -> Select[Any]:
    known = or_(*(_FACTS.contains({name: one}) for one in meanings(value)))
    return select(fact_sheet.c.case_id).where(known)


def _taking_part(person_ids: tuple[str, ...]) -> Iterator[Select[Any]]:
    yield select(case_file.c.id.label("case_id")).where(case_file.c.started_by.in_(person_ids))
    for table, column in (
        (case_participant, case_participant.c.person_id),
        (task, task.c.completed_by),
        (document, document.c.signed_by),
    ):
        yield select(table.c.case_id).where(column.in_(person_ids))
