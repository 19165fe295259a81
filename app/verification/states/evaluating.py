"""Values as FEEL gets them, and what one comparison says of one value; the answers are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from app.errors import FeelError
from app.feel import Environment, evaluate, unary_test
from app.verification.states.graph import Value

BROKEN = object()
"""The value of a text that FEEL cannot evaluate for these facts: the engine would stop there."""
# Nothing that is enumerated reads the moment; whatever does is assumed.
MOMENT = Environment(datetime(2026, 1, 5, tzinfo=UTC), lambda _count, start: start)


def shown(value: Value) -> Any:
    """Return a value as FEEL gets it: a list is its length in entries."""
    return list(range(value[1])) if isinstance(value, tuple) else value


# Stands before and behind the test of a table's column; after it comes the column over x0.
_COLUMN = "\x02"


def column_test(test: str, text: str) -> str:
    """Return a test of a table's column as one text, to be asked with `value_of_test`."""
    return f"{_COLUMN}{test}{_COLUMN}{text}"


@lru_cache(maxsize=100_000)
def value_of_test(test: str, value: Value) -> Any:
    """Return what a comparison over x0 says of a value."""
    _before, unary, text = test.split(_COLUMN) if test.startswith(_COLUMN) else ("", "", test)
    try:
        found = evaluate(text, lambda _name: shown(value), MOMENT)
    except FeelError:
        return BROKEN
    found = tuple(found) if isinstance(found, list) else found
    return holds_in_column(unary, found) if unary else found


@lru_cache(maxsize=100_000)
def holds_in_column(test: str, value: Any) -> bool:
    """Tell whether the test of a table's column holds for its value."""
    given = list(value) if isinstance(value, tuple) else value
    try:
        return unary_test(test, given, lambda _name: None, MOMENT)
    except FeelError:
        return False
