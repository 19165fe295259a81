"""Lines of the record looked up: bound values, closed lists, keyset pages, no offsets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, literal, select, tuple_

from app.domain.clock import LOCAL
from app.domain.log_search import KINDS, LogAct, LogLine, LogMark, LogQuery, LogSort
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.tables.audit import audit_event
from app.store.tables.cases import case_file
from app.store.tables.columns import Moment

_KEY = (audit_event.c.entered_at, audit_event.c.chain_id, audit_event.c.seq)
_SOURCE = audit_event.outerjoin(case_file, case_file.c.id == audit_event.c.case_id)
_NAMED = [kind.value for kinds in KINDS.values() for kind in kinds]


def find(
    tx: Transaction, query: LogQuery, *, after: LogMark | None = None, limit: int = 50
) -> list[LogLine]:
    """Return the lines that match from a mark on, in the order asked for."""
    statement = select(
        audit_event,
        func.coalesce(case_file.c.code, "").label("code"),
        func.coalesce(case_file.c.restricted, literal(False)).label("restricted"),
    ).select_from(_SOURCE)
    statement = statement.where(*_conditions(query))
    falling = query.sort is LogSort.NEWEST
    if after is not None:
        place = tuple_(
            literal(after.entered_at, Moment), literal(after.chain_id), literal(after.seq)
        )
        key = tuple_(*_KEY)
        statement = statement.where(key < place if falling else key > place)
    order = [column.desc() if falling else column.asc() for column in _KEY]
    return [from_row(LogLine, row) for row in tx.rows(statement.order_by(*order).limit(limit))]


def count(tx: Transaction, query: LogQuery, *, to: int) -> int:
    """Return how many lines match, counting no further than told."""
    some = select(literal(1)).select_from(_SOURCE).where(*_conditions(query)).limit(to)
    return tx.number(select(func.count()).select_from(some.subquery()))


def _conditions(query: LogQuery) -> Iterator[Any]:
    event = audit_event.c
    if query.person_ids is not None:
        yield event.actor.in_(list(query.person_ids))
    if query.by_people:
        yield event.actor != ""
    if query.capacity:
        yield event.capacity.contains(query.capacity, autoescape=True)
    if query.code:
        # By the key itself: the lines of one case are found by their index.
        named = select(case_file.c.id).where(case_file.c.code == query.code)
        yield event.case_id == named.scalar_subquery()
    if query.act is LogAct.OTHER:
        yield event.kind.not_in(_NAMED)
    elif query.act is not None:
        yield event.kind.in_([kind.value for kind in KINDS[query.act]])
    if query.date_from is not None:
        yield event.entered_at >= datetime.combine(query.date_from, time(), LOCAL)
    if query.date_to is not None:
        following = query.date_to + timedelta(days=1)
        yield event.entered_at < datetime.combine(following, time(), LOCAL)
