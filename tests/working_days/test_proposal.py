"""The days proposed for a year: the known days off, and what no package can know."""

from __future__ import annotations

from datetime import date

import pytest

from app.working_days.proposal import proposed_days

OFF = {
    2024: "0101 0208 0209 0212 0213 0214 0418 0429 0430 0501 0902 0903",
    2025: "0101 0127 0128 0129 0130 0131 0407 0430 0501 0502 0901 0902",
}


@pytest.mark.parametrize("year", sorted(OFF))
def test_the_proposal_names_the_days_that_were_off(year: int) -> None:
    assert " ".join(f"{entry.day:%m%d}" for entry in proposed_days(year)) == OFF[year]


def test_every_proposed_day_says_that_it_is_a_proposal() -> None:
    assert all("đề xuất" in entry.decision and entry.name for entry in proposed_days(2027))


def test_a_swap_decreed_late_is_not_in_the_proposal() -> None:
    assert date(2026, 1, 2) not in {entry.day for entry in proposed_days(2026)}
