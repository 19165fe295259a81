"""Times of steps from counted stays: half and nine in ten of them, by working days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from app.domain.views.monitor import StepFigures
from app.store.figures import Stay
from app.working_days import Calendar


def step_figures(stays: Iterable[Stay], calendar: Calendar) -> tuple[StepFigures, ...]:
    """Return the figures of each step, the one that took longest in all first."""
    days: dict[tuple[str, str], Counter[int]] = {}
    names: dict[tuple[str, str], str] = {}
    # Many steps share their days: each pair is counted once.
    between = cache(calendar.count)
    for stay in stays:
        place = (stay.process_id, stay.element_id)
        took = max(between(stay.begun, stay.ended), 0)
        days.setdefault(place, Counter())[took] += stay.count
        names[place] = stay.name
    found = [
        StepFigures(
            process_id=process_id,
            element_id=element_id,
            name=names[process_id, element_id],
            count=counted.total(),
            median=share(counted, 50),
            ninetieth=share(counted, 90),
            total=sum(took * count for took, count in counted.items()),
        )
        for (process_id, element_id), counted in days.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.total, -one.ninetieth, one.name)))


def share(counted: Mapping[int, int], percent: int) -> int:
    """Return the least number of days within which so many of a hundred stays ended."""
    wanted, seen = sum(counted.values()) * percent, 0
    for took in sorted(counted):
        seen += counted[took] * 100
        if seen >= wanted:
            return took
    return 0
