"""The deadline ruler: one tick a working day, in the class of its state."""

from __future__ import annotations

from collections import Counter

from app.domain.views import DueState
from app.web.ruler import full, mini, short
from tests.web.samples import due


def test_sixty_ticks_passed_left_and_up_to_the_cap() -> None:
    kinds = Counter(tick.kind for tick in full(due()).ticks)
    assert kinds == {"t-done": 24, "t-left": 6, "t-ext": 30}


def test_marked_days_are_taller() -> None:
    tall = [n for n, tick in enumerate(full(due()).ticks, 1) if tick.height == 18]
    assert tall == [20, 25, 30, 50, 55, 60]


def test_late_days_are_red_and_added_to_the_small_ruler() -> None:
    kinds = Counter(tick.kind for tick in mini(due(day_no=32, days_left=-2)).ticks)
    assert kinds == {"t-done": 30, "t-late": 2}


def test_an_answered_term_leaves_its_rest_pale() -> None:
    answered = due(state=DueState.ANSWERED, day_no=20)
    kinds = Counter(tick.kind for tick in mini(answered).ticks)
    assert kinds == {"t-done": 20, "t-ext": 10}


def test_ticks_stay_inside_the_picture() -> None:
    for drawn in (full(due(day_no=200)), short(due(day_no=200)), mini(due(day_no=200))):
        last = drawn.ticks[-1]
        assert last.x + last.width <= drawn.width
        assert 0 <= drawn.now_x <= drawn.width
