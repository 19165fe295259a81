"""Times of keeping: which period of the profile covers which case, and from which day on."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.retention import Period
from app.steps.retention import period_for, periods_of
from tests.factories import AtWork


@pytest.mark.parametrize(
    ("kind", "outcome", "years"),
    [("new", "ended", 5), ("new", "approved", 20), ("emergency", "ended", 20)],
)
def test_each_kind_and_result_has_its_own_time_of_keeping(
    sqlite_office: AtWork, kind: str, outcome: str, years: int
) -> None:
    period = period_for(periods_of(sqlite_office.services), kind, outcome)
    assert period is not None
    assert (period.years, period.source) == (years, "do đơn vị quy định")


def test_nothing_is_due_where_nobody_set_a_time() -> None:
    assert period_for([Period("emergency", "*", 20, "x")], "new", "ended") is None


def test_who_ended_on_a_leap_day_is_kept_a_day_longer() -> None:
    assert Period("*", "*", 5, "x").over_on(date(2024, 2, 29)) == date(2029, 3, 1)
