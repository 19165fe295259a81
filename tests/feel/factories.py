"""What FEEL tests share: a fixed morning and a calendar without holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.feel import Environment, evaluate, unary_test

# Wednesday 24 April 2024, 08:00 in Hanoi
MORNING = datetime(2024, 4, 24, 1, 0, tzinfo=UTC)


def plain_working_days(count: int, start: str | None) -> str | None:
    """Count Mondays to Fridays; the end of the n-th day is 00:00 of the next."""
    day = date.fromisoformat((start or "2024-04-24")[:10])
    step = 1 if count > 0 else -1
    left = abs(count)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return f"{day + timedelta(days=1)}T00:00:00+07:00"


def environment(now: datetime = MORNING) -> Environment:
    """Return an environment with the plain calendar."""
    return Environment(now, plain_working_days)


def names(facts: Mapping[str, Any]) -> Callable[[str], Any]:
    """Return a lookup over facts; what is not there has not been written."""
    return facts.get


def value(text: str, **facts: Any) -> Any:
    """Evaluate a text over facts."""
    return evaluate(text, names(facts), environment())


def passes(test: str, tested: Any, **facts: Any) -> bool:
    """Evaluate a unary test over facts."""
    return unary_test(test, tested, names(facts), environment())
