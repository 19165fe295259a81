"""Figures count cases, each once, and the search finds exactly those, by body and for each reader.

The cases lie so that a count of rows, of another body or of other days would be another number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.case_search import CaseQuery, CaseReach, CourseKind, DateKind, TermKind
from app.domain.cases import CaseState, ClockState, DocumentState
from app.store import case_search, cases, clocks, documents, figures, passes
from app.store.database import Database, Transaction
from app.store.figures import EVERYWHERE, Span
from tests.store.factories import NOW, case_row, clock_row, document_row, pass_row

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
SPAN = Span(datetime(2024, 2, 29, 17, tzinfo=UTC), datetime(2024, 3, 31, 17, tzinfo=UTC))
BEFORE = NOW - timedelta(days=60)
HX, TU, BL = "MG-HX", "MG-TU", "MG-BL"
REACH = CaseReach(today=date(2024, 3, 20), near=date(2024, 3, 27))
OPEN = CaseQuery(course=CourseKind.OPEN)
DAYS = CaseQuery(date_from=FIRST, date_to=LAST)
QUESTIONS = {
    "open": OPEN,
    "near": replace(OPEN, term=TermKind.NEAR),
    "late": replace(OPEN, term=TermKind.LATE),
    "answered": replace(DAYS, date_kind=DateKind.ANSWERED),
    "answered_late": replace(DAYS, date_kind=DateKind.ANSWERED, term=TermKind.ANSWERED_LATE),
    "withdrawn": replace(DAYS, date_kind=DateKind.WITHDRAWN),
    "overridden": replace(DAYS, date_kind=DateKind.OVERRIDDEN),
    "escalated": replace(DAYS, date_kind=DateKind.ESCALATED),
    "reworked": replace(DAYS, date_kind=DateKind.REWORKED),
}


@pytest.fixture
def standing(database: Database) -> Iterator[Transaction]:
    """Some cases on their ways."""
    with database.transaction() as tx:
        _near_and_late(tx)
        _went_up(tx)
        _decided_by_the_head(tx)
        _came_again(tx)
        _was_taken_back(tx)
    with database.reading() as tx:
        yield tx


def _case(tx: Transaction, name: str, *ways: dict[str, Any], **changes: Any) -> None:
    """Keep a case with a pass and a clock for each of its ways."""
    cases.insert(tx, case_row(name, code=f"MG-{name}", **changes))
    for number, way in enumerate(ways, 1):
        of_pass = {"case_id": name, "number": number}
        about = {"body_id": way.pop("body", HX)}
        came = {"entry_reason": way.pop("came", "submitted"), "opened_at": way.pop("at", NOW)}
        pass_id = f"{name}-{number}"
        passes.insert(tx, pass_row(pass_id, **of_pass, **about, **came))
        clocks.insert(tx, clock_row(pass_id=pass_id, case_id=name, **about, **way))


def _answered(at: datetime = NOW, late: int = 0) -> dict[str, Any]:
    return {"state": ClockState.CLOSED, "closed_at": at, "days_late": late}


def _near_and_late(tx: Transaction) -> None:
    soon = {"due": date(2024, 3, 25)}
    _case(tx, "near", soon)
    _case(tx, "both", {**soon, "body": BL}, {"due": date(2024, 3, 4), "body": BL}, body_id=BL)


def _went_up(tx: Transaction) -> None:
    up = {"came": "escalated_hard", "body": TU}
    _case(tx, "up", _answered(late=2), {**up, "due": date(2024, 3, 4)}, body_id=TU)
    _case(tx, "long-up", _answered(BEFORE), {**up, "at": BEFORE}, body_id=TU)


def _decided_by_the_head(tx: Transaction) -> None:
    _case(tx, "head", _answered(), _answered(), _answered(BEFORE, 3), state=CaseState.APPROVED)
    for number, (body, at) in enumerate(((HX, NOW), (HX, NOW), (BL, BEFORE))):
        issued = {"state": DocumentState.ISSUED, "issued_at": at, "doc_type": "QD_NGUOI_DUNG_DAU"}
        documents.insert(tx, document_row(f"qd{number}", case_id="head", body_id=body, **issued))


def _came_again(tx: Transaction) -> None:
    again = {"came": "resubmitted", **_answered()}
    _case(tx, "again", dict(again), dict(again), restricted=True, state=CaseState.REFUSED)


def _was_taken_back(tx: Transaction) -> None:
    """One late, one after an answer in time: neither is an answer of its own."""
    back = {"withdrawn": True, "body": BL, "state": ClockState.BREACHED}
    _case(tx, "back", {**_answered(late=4), **back}, state=CaseState.ENDED)
    _case(tx, "later-back", _answered(), {**_answered(), **back}, state=CaseState.ENDED)


def _counted(tx: Transaction, reach: CaseReach) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for counted in (
        figures.standing(tx, reach),
        figures.answered(tx, SPAN, reach),
        figures.overridden(tx, SPAN, reach),
        figures.passed_on(tx, SPAN, reach),
    ):
        found |= {(body, name): n for body in counted for name, n in counted[body].items()}
    return {place: number for place, number in found.items() if number}


@pytest.mark.parametrize("restricted", [True, False])
def test_search_finds_exactly_the_cases_that_a_figure_counts(
    standing: Transaction, restricted: bool
) -> None:
    reach = replace(REACH, restricted=restricted)
    counted = _counted(standing, reach)
    for body in (HX, TU, BL):
        for name, question in QUESTIONS.items():
            now = name in ("open", "near", "late")
            asked = replace(question, body_id=body, still_there=now)
            assert case_search.count(standing, asked, reach) == counted.get((body, name), 0), name
    in_the_span = QUESTIONS.keys() - {"open", "near", "late"}
    for name in in_the_span:
        found = case_search.count(standing, QUESTIONS[name], reach)
        assert found == counted.get((EVERYWHERE, name), 0), name


def test_figures_are_those_of_the_cases(standing: Transaction) -> None:
    counted = _counted(standing, REACH)
    assert {place: n for place, n in counted.items() if place[0] in (HX, EVERYWHERE)} == {
        (HX, "open"): 1,
        (HX, "near"): 1,
        (HX, "answered"): 4,
        (HX, "answered_late"): 1,
        (HX, "overridden"): 1,
        (HX, "reworked"): 1,
        (EVERYWHERE, "answered"): 4,
        (EVERYWHERE, "answered_late"): 1,
        (EVERYWHERE, "withdrawn"): 2,
        (EVERYWHERE, "overridden"): 1,
        (EVERYWHERE, "escalated"): 1,
        (EVERYWHERE, "reworked"): 1,
    }
    assert counted[BL, "late"] == 1 and (BL, "near") not in counted
    assert counted[TU, "late"] == 1
    assert counted[BL, "withdrawn"] == 2 and (BL, "answered") not in counted
    assert figures.rounds(standing, SPAN, REACH) == (0, 0)


def test_late_at_any_time_is_one_question(standing: Transaction) -> None:
    asked = CaseQuery(term=TermKind.EVER_LATE)
    found = {case.id for case, _mark in case_search.find(standing, asked, REACH)}
    assert found == {"both", "up", "head", "back"}
    taken_back = CaseQuery(course=CourseKind.WITHDRAWN)
    found = {case.id for case, _mark in case_search.find(standing, taken_back, REACH)}
    assert found == {"back", "later-back"}
    late = CaseQuery(term=TermKind.ANSWERED_LATE)
    found = {case.id for case, _mark in case_search.find(standing, late, REACH)}
    assert found == {"up", "head"}
