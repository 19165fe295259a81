"""Series of numbers: every number has its paper or its reason, and a new one begins where told."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.actions.admin.list_series import list_series
from app.actions.admin.read_series import read_series
from app.actions.admin.start_series import AskedStart, start_series
from app.domain.views.series import NumberGap, SeriesDetail, SeriesLine
from app.errors import Conflict, FormInvalid, NotFound, PermissionDenied
from app.store import audit_log, series
from tests.factories import AtWork

BODY, TERM = "MG-HX", "2020-2025"
LETTERS = AskedStart(BODY, "CV", TERM, 40, "Đã cấp 39 số trong sổ giấy.")
OUTSIDE = NumberGap(1, 39, True, LETTERS.reason)


def _start(office: AtWork, **changes: object) -> None:
    asked = AskedStart(**{**vars(LETTERS), **changes})
    start_series(office.services, office.actor("quantri"), asked)


def _read(office: AtWork, symbol: str, period: str = TERM) -> SeriesDetail:
    return read_series(office.services, office.actor("quantri"), BODY, symbol, period)


def _lines(office: AtWork) -> dict[str, SeriesLine]:
    page = list_series(office.services, office.actor("quantri"))
    return {line.symbol: line for line in page.lines if line.unit_id == BODY}


def test_papers_of_a_case_stand_in_their_series_without_a_gap(office: AtWork) -> None:
    office.go_to_end()
    lines = _lines(office)
    assert {"CV", "incoming"} <= set(lines)
    assert all(line.missing == 0 for line in lines.values())
    letters = _read(office, "CV")
    numbers = [entry.number for entry in letters.entries]
    assert numbers == list(range(1, letters.line.last + 1)) and letters.gaps == ()
    assert letters.entries[0].text == "Số 01-CV/ThU"
    assert letters.line.next_text == f"Số {letters.line.last + 1:02}-CV/ThU"
    (plan,) = _read(office, "incoming", "2024").entries
    assert (plan.number, plan.case_code) == (1, office.case().code)


def test_series_begins_where_paper_ended_and_says_why(office: AtWork) -> None:
    _start(office)
    assert _lines(office)["CV"].is_unused
    _start(office, first_number=45)
    office.go_to_end()
    letters = _read(office, "CV")
    assert letters.entries[0].text == "Số 45-CV/ThU"
    assert letters.gaps == (NumberGap(1, 44, True, LETTERS.reason),)
    assert letters.line.missing == 0
    with pytest.raises(Conflict, match="đã cấp tới số"):
        _start(office, first_number=900)
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
    said = [one.event.summary for one in found if one.event.kind.value == "series_started"]
    assert said == [f"Đặt số đầu của sổ CV của {BODY}, kỳ {TERM}: 1 → {n}" for n in (40, 45)]


def test_number_taken_without_a_paper_is_shown_as_missing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _start(office)
    with office.services.database.transaction() as tx:
        assert series.next_number(tx, BODY, "CV", TERM) == 40
    letters = _read(office, "CV")
    assert letters.gaps == (OUTSIDE, NumberGap(40, 40, False))
    assert _lines(office)["CV"].missing == 1


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"unit_id": "KHONG"}, "unit_id"),
        ({"symbol": "XX"}, "symbol"),
        ({"period_key": "2019"}, "period_key"),
        ({"first_number": 1}, "first_number"),
        ({"first_number": None}, "first_number"),
        ({"first_number": 100_000}, "first_number"),
        ({"reason": "ngắn"}, "reason"),
    ],
)
def test_start_that_cannot_be_is_refused_by_its_field(
    sqlite_office: AtWork, changes: dict[str, object], path: str
) -> None:
    with pytest.raises(FormInvalid) as refused:
        _start(sqlite_office, **changes)
    assert [error.path for error in refused.value.errors] == [path]


def test_series_goes_only_upward_and_only_administrators_begin_one(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _start(office)
    with pytest.raises(Conflict, match="ghi số lớn hơn"):
        _start(office, first_number=30)
    with pytest.raises(NotFound):
        _read(office, "BC")
    for person in ("nga", "binh"):
        with pytest.raises(PermissionDenied):
            start_series(office.services, office.actor(person), LETTERS)
    with pytest.raises(DatabaseError, match="append-only"):
        with office.services.database.transaction() as tx:
            tx.connection.execute(text("DELETE FROM series_start"))
