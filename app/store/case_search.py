"""Cases looked up by anything that is known of them: bound values, keyset pages, no offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from app.domain.case_search import CaseMark, CaseQuery, CaseReach, CaseSort
from app.domain.cases import CaseRow, ClockState
from app.errors import NotFound
from app.store.case_filters import conditions
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.tables.cases import case_file, clock
from app.store.tables.execution import instance

COUNTED_TO = 1_000
# Stands for no date and no code, after every real one.
_LAST = "\U0010ffff"
_MARK = "Trang này không còn mở được từ địa chỉ đó; tìm lại từ đầu"


@dataclass(frozen=True)
class Run:
    """What instances of a case have in common: process, release, status."""

    process_id: str
    release_id: str
    status: str


def find(
    tx: Transaction,
    query: CaseQuery,
    reach: CaseReach,
    *,
    after: CaseMark | None = None,
    limit: int = 50,
) -> list[tuple[CaseRow, CaseMark]]:
    """Return the cases that match from a mark on, each with its own mark, in the order asked for.

    Raises NotFound for a mark that no page of this order gave.
    """
    key, source = _key(query.sort)
    statement = select(case_file, key.label("sort_value")).select_from(source)
    statement = _matching(tx, statement, query, reach)
    falling = query.sort is CaseSort.NEWEST
    if after is not None:
        value = _read_mark(query.sort, after.value)
        later = key < value if falling else key > value
        statement = statement.where(or_(later, and_(key == value, case_file.c.id > after.case_id)))
    statement = statement.order_by(key.desc() if falling else key, case_file.c.id).limit(limit)
    return [_found(row) for row in tx.rows(statement)]


def count(tx: Transaction, query: CaseQuery, reach: CaseReach, *, to: int = COUNTED_TO) -> int:
    """Return how many cases match, counting no further than told."""
    some = _matching(tx, select(literal(1)).select_from(case_file), query, reach)
    return tx.number(select(func.count()).select_from(some.limit(to).subquery()))


def runs_of(tx: Transaction, case_ids: Sequence[str]) -> dict[str, Counter[Run]]:
    """Return the instances of each of these cases, alike ones counted, the first started first."""
    columns = instance.c
    statement = (
        select(columns.case_id, columns.process_id, columns.release_id, columns.status)
        .where(columns.case_id.in_(list(case_ids)))
        .order_by(columns.started_at, columns.id)
    )
    found: dict[str, Counter[Run]] = {}
    for row in tx.rows(statement):
        run = Run(row["process_id"], row["release_id"], row["status"])
        found.setdefault(row["case_id"], Counter())[run] += 1
    return found


def _matching(tx: Transaction, statement: Select[Any], query: CaseQuery, reach: CaseReach) -> Any:
    for condition in conditions(tx.dialect, query, reach):
        statement = statement.where(condition)
    return statement


def _key(sort: CaseSort) -> tuple[Any, Any]:
    """Return what cases are sorted by, and the tables that it stands in."""
    if sort is CaseSort.CODE:
        return func.coalesce(case_file.c.code, _LAST), case_file
    if sort is CaseSort.DUE:
        due = _running_due()
        joined = case_file.outerjoin(due, due.c.case_id == case_file.c.id)
        return func.coalesce(due.c.due, datetime.max.date()), joined
    return case_file.c.created_at, case_file


def _running_due() -> Any:
    return (
        select(clock.c.case_id, func.min(clock.c.due).label("due"))
        .where(clock.c.state == ClockState.RUNNING.value)
        .group_by(clock.c.case_id)
        .subquery()
    )


def _found(row: Mapping[str, Any]) -> tuple[CaseRow, CaseMark]:
    case = from_row(CaseRow, {**row, "code": row["code"] or ""})
    value = row["sort_value"]
    text = value if isinstance(value, str) else value.isoformat()
    return case, CaseMark(text, case.id)


def _read_mark(sort: CaseSort, text: str) -> Any:
    """Return the value a mark stands for; what came by the address is never trusted."""
    if sort is CaseSort.CODE:
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotFound(_MARK) from None
    if sort is CaseSort.DUE:
        return moment.date()
    if moment.tzinfo is None:
        raise NotFound(_MARK)
    return moment
