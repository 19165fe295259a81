"""`working days(n, from)`: moments in, the end of the n-th working day out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import FeelError
from app.working_days import Calendar, load_calendar, working_days_feel

NOW = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def mg() -> Calendar:
    return load_calendar(Path(__file__).parents[2] / "workflows" / "profiles", "MG")


def test_five_working_days_from_a_monday_end_the_next_monday_at_midnight(mg: Calendar) -> None:
    assert working_days_feel(mg, NOW, 5, NOW.isoformat()) == "2024-03-12T00:00:00+07:00"


def test_a_plain_date_and_a_utc_moment_of_that_local_date_agree(mg: Calendar) -> None:
    by_date = working_days_feel(mg, NOW, 30, "2024-03-04")
    by_moment = working_days_feel(mg, NOW, 30, "2024-03-03T17:00:00Z")
    assert by_date == by_moment == "2024-04-16T00:00:00+07:00"


def test_a_negative_count_goes_backwards(mg: Calendar) -> None:
    assert working_days_feel(mg, NOW, -3, "2024-03-25") == "2024-03-21T00:00:00+07:00"


def test_without_a_start_it_counts_from_the_present_local_day(mg: Calendar) -> None:
    late = datetime(2024, 3, 4, 17, 30, tzinfo=UTC)
    assert working_days_feel(mg, NOW, 1, None) == "2024-03-06T00:00:00+07:00"
    assert working_days_feel(mg, late, 1, None) == "2024-03-07T00:00:00+07:00"


def test_a_null_count_gives_null(mg: Calendar) -> None:
    assert working_days_feel(mg, NOW, None, "2024-03-25") is None


@pytest.mark.parametrize(("n", "start"), [(1, "hôm qua"), (10**9, "2024-03-04")])
def test_an_unreadable_start_and_a_huge_count_are_refused(mg: Calendar, n: int, start: str) -> None:
    with pytest.raises(FeelError):
        working_days_feel(mg, NOW, n, start)
