"""What a search for cases asks of the tables: one condition for each part of the question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    String,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
    union_all,
)

from app.domain.case_search import CaseQuery, CaseReach, CourseKind, DateKind, TermKind
from app.domain.cases import CaseState, ClockState, DocumentState, TaskState
from app.domain.clock import LOCAL
from app.store.cases import fold
from app.store.tables.audit import audit_event
from app.store.tables.cases import case_file, case_participant, clock, fact_sheet, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import task

_RUNNING = ClockState.RUNNING.value
_YES_AND_NO = {"có": "true", "không": "false"}
OVERRIDE_PAPER = "QD_NGUOI_DUNG_DAU"
ENDED = (
    CaseState.APPROVED,
    CaseState.APPROVED_BY_LEADER,
    CaseState.REFUSED,
    CaseState.INFEASIBLE,
    CaseState.ENDED,
    CaseState.CONCLUDED,
    CaseState.DESTROYED,
)
IS_OVERRIDE = (
    document.c.doc_type == OVERRIDE_PAPER,
    document.c.state == DocumentState.ISSUED.value,
)
IS_ANSWERED = (clock.c.withdrawn.is_(False),)
IS_WITHDRAWN = (clock.c.withdrawn.is_(True),)
IS_ESCALATED = (level_pass.c.entry_reason.like("escalated%"),)
IS_REWORKED = (level_pass.c.entry_reason == "resubmitted",)
# Sent, and without a result yet.
IS_OPEN = and_(
    case_file.c.code.is_not(None), case_file.c.state.not_in([state.value for state in ENDED])
)


def conditions(dialect: str, query: CaseQuery, reach: CaseReach) -> Iterator[Any]:
    """Yield what must hold of `case_file` for a case to be found; every value is bound."""
    yield from _of_the_row(query, reach)
    yield from _of_the_course(query, reach)
    yield from _of_the_papers(dialect, query)


def _of_the_row(query: CaseQuery, reach: CaseReach) -> Iterator[Any]:
    open_to_all = or_(case_file.c.restricted.is_(False), case_file.c.id.in_(sorted(reach.leave)))
    if not reach.restricted:
        yield case_file.c.restricted.is_(False)
    elif reach.contents:
        yield open_to_all
    if query.case_ids:
        yield case_file.c.id.in_(query.case_ids)
    for word in fold(query.text).split():
        yield case_file.c.search_text.contains(word, autoescape=True)
        # The title of a restricted case is a part of what is in it; its code is not.
        yield or_(open_to_all, func.lower(case_file.c.code).contains(word, autoescape=True))
    if query.states:
        yield case_file.c.state.in_([state.value for state in query.states])
    if query.body_id:
        yield from _at_body(query)
    if reach.person_ids is not None:
        yield _takes_part(reach.person_ids)


def _at_body(query: CaseQuery) -> Iterator[Any]:
    if query.still_there:
        yield case_file.c.body_id == query.body_id
    elif not _asks_who_did(query):
        at_body = _exists(level_pass, level_pass.c.body_id == query.body_id)
        yield or_(case_file.c.body_id == query.body_id, at_body)


def _of_the_course(query: CaseQuery, reach: CaseReach) -> Iterator[Any]:
    if query.course is not None:
        yield _COURSES[query.course]
    if query.step:
        process_id, _, element_id = query.step.partition("|")
        here = and_(task.c.process_id == process_id, task.c.element_id == element_id)
        yield _exists(task, here, task.c.state == TaskState.OPEN.value)
    if query.term is not None:
        yield from _of_the_term(query, reach)
    if query.date_from is not None or query.date_to is not None:
        yield _dated(query)


def _of_the_papers(dialect: str, query: CaseQuery) -> Iterator[Any]:
    paper = []
    if query.doc_type:
        paper.append(document.c.doc_type == query.doc_type)
    if query.doc_number:
        begun = (query.doc_number, f"Số {query.doc_number}")
        paper.append(or_(*(document.c.number.startswith(one, autoescape=True) for one in begun)))
    if paper:
        yield _exists(document, *paper)
    if query.clause:
        yield _cites(query.clause)
    if query.fact:
        yield _exists(fact_sheet, _knows(dialect, query.fact, query.fact_value))


def _exists(table: Any, *wanted: Any) -> Any:
    return exists().where(table.c.case_id == case_file.c.id, *wanted)


_COURSES = {
    CourseKind.OPEN: IS_OPEN,
    CourseKind.OVERRIDDEN: _exists(document, document.c.doc_type == OVERRIDE_PAPER)
    | (case_file.c.state == CaseState.APPROVED_BY_LEADER.value),
    CourseKind.ESCALATED: _exists(level_pass, level_pass.c.number > 1),
    CourseKind.REWORKED: case_file.c.round_no > 1,
    CourseKind.WITHDRAWN: _exists(clock, *IS_WITHDRAWN),
}


_ANSWERED_LATE = (clock.c.state != _RUNNING, clock.c.days_late > 0, *IS_ANSWERED)
# What bodies do to cases: where it stands, when it was, which rows are such deeds.
_DEEDS: Mapping[DateKind, tuple[Any, Any, tuple[Any, ...]]] = {
    DateKind.ANSWERED: (clock, clock.c.closed_at, IS_ANSWERED),
    DateKind.WITHDRAWN: (clock, clock.c.closed_at, IS_WITHDRAWN),
    DateKind.OVERRIDDEN: (document, document.c.issued_at, IS_OVERRIDE),
    DateKind.ESCALATED: (level_pass, level_pass.c.opened_at, IS_ESCALATED),
    DateKind.REWORKED: (level_pass, level_pass.c.opened_at, IS_REWORKED),
}


def _takes_part(person_ids: tuple[str, ...]) -> Any:
    return or_(
        case_file.c.started_by.in_(person_ids),
        _exists(case_participant, case_participant.c.person_id.in_(person_ids)),
        _exists(task, task.c.completed_by.in_(person_ids)),
        _exists(document, document.c.signed_by.in_(person_ids)),
    )


def _of_the_term(query: CaseQuery, reach: CaseReach) -> Iterator[Any]:
    running, late = clock.c.state == _RUNNING, clock.c.due < reach.today
    if query.term is TermKind.RUNNING:
        yield _exists(clock, running)
    elif query.term is TermKind.NEAR:
        yield _exists(clock, running, clock.c.due.between(reach.today, reach.near))
        yield not_(_exists(clock, running, late))
    elif query.term is TermKind.LATE:
        yield _exists(clock, running, late)
    elif query.term is TermKind.EVER_LATE:
        yield case_file.c.id.in_(_ever_late(running, late))
    elif not (_is_dated(query) and query.date_kind is DateKind.ANSWERED):
        yield _exists(clock, *_ANSWERED_LATE)


def _ever_late(running: Any, late: Any) -> Any:
    """Ask for the cases whose term was over before it was stopped, or is over and runs.

    Each half has an index of its own, which one condition with `or` would not use.
    """
    stopped = select(clock.c.case_id).where(clock.c.days_late > 0)
    return union_all(stopped, select(clock.c.case_id).where(running, late))


def _is_dated(query: CaseQuery) -> bool:
    return query.date_from is not None or query.date_to is not None


def _asks_who_did(query: CaseQuery) -> bool:
    """Tell whether the days are those of what a body did."""
    return query.date_kind in _DEEDS and _is_dated(query)


def _dated(query: CaseQuery) -> Any:
    first, last = query.date_from, query.date_to
    if query.date_kind is DateKind.DUE:
        return _exists(clock, *_between(clock.c.due, first, last))
    if query.date_kind in _DEEDS:
        return _done(query)
    column = case_file.c.created_at
    if query.date_kind is DateKind.SUBMITTED:
        column = case_file.c.submitted_at
    return and_(*_moments(column, first, last))


def _done(query: CaseQuery) -> Any:
    """Ask for a deed in the days, of the body that is asked for."""
    table, moment, wanted = _DEEDS[query.date_kind]
    asked = [*wanted, *_moments(moment, query.date_from, query.date_to)]
    if query.body_id and not query.still_there:
        asked.append(table.c.body_id == query.body_id)
    if query.date_kind is DateKind.ANSWERED and query.term is TermKind.ANSWERED_LATE:
        asked += _ANSWERED_LATE
    return _exists(table, *asked)


def _between(column: Any, first: date | None, last: date | None) -> Iterator[Any]:
    if first is not None:
        yield column >= first
    if last is not None:
        yield column <= last


def _moments(column: Any, first: date | None, last: date | None) -> Iterator[Any]:
    """Hold a moment within local days, the last one to its end."""
    if first is not None:
        yield column >= _start_of(first)
    if last is not None:
        yield column < _start_of(last) + timedelta(days=1)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


def _cites(clause: str) -> Any:
    """Ask whether an event of the case's record rests on the clause."""
    clauses = type_coerce(audit_event.c.clauses, String)
    return _exists(audit_event, clauses.contains(orjson.dumps(clause).decode(), autoescape=True))


def _knows(dialect: str, name: str, value: str) -> Any:
    """Look for `"name":value` in the compact JSON of a sheet, letter by letter.

    LIKE would not tell small letters from capitals on SQLite.
    """
    facts = type_coerce(fact_sheet.c.facts, String)
    place = func.strpos if dialect == "postgresql" else func.instr
    key = f"{orjson.dumps(name).decode()}:"
    return or_(*(place(facts, key + ending) > 0 for ending in _endings(value)))


def meanings(value: str) -> Iterator[Any]:
    """Yield what a typed value may stand for: a text, and a number or yes and no."""
    yield value
    try:
        read = orjson.loads(_YES_AND_NO.get(value.lower(), value))
    except orjson.JSONDecodeError:
        return
    if isinstance(read, int | float):
        yield read


def _endings(value: str) -> Iterator[str]:
    """Yield how these stand in JSON with what follows them, nothing where none is asked for."""
    if not value:
        yield ""
        return
    for one in meanings(value):
        written = orjson.dumps(one).decode()
        yield from (written,) if isinstance(one, str) else (f"{written},", f"{written}}}")
