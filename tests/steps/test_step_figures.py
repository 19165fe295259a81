"""Half and nine in ten of the stays at a step, by working days."""

from __future__ import annotations

from datetime import date

import pytest

from app.steps.step_figures import share, step_figures
from app.store.figures import Stay
from app.working_days import Calendar


@pytest.mark.parametrize(
    ("counted", "median", "ninetieth"),
    [
        ({0: 1}, 0, 0),
        ({1: 1, 3: 1}, 1, 3),
        ({1: 5, 2: 4, 30: 1}, 1, 2),
        ({1: 5, 2: 3, 30: 2}, 1, 30),
        ({}, 0, 0),
    ],
)
def test_shares_are_of_stays_that_there_were(
    counted: dict[int, int], median: int, ninetieth: int
) -> None:
    assert (share(counted, 50), share(counted, 90)) == (median, ninetieth)


def test_days_are_working_days_and_the_longest_step_stands_first() -> None:
    friday, monday = date(2024, 3, 8), date(2024, 3, 11)
    stays = [
        Stay("p", "quick", "Nhanh", friday, friday, 40),
        Stay("p", "slow", "Chậm", friday, monday, 2),
        Stay("p", "slow", "Chậm", friday, date(2024, 3, 15), 1),
    ]
    slow, quick = step_figures(stays, Calendar())
    assert (slow.count, slow.median, slow.ninetieth, slow.total) == (3, 1, 5, 7)
    assert (quick.count, quick.median, quick.ninetieth, quick.total) == (40, 0, 0, 0)
