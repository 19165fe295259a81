"""FEEL texts evaluated: only the used names are looked up, results are JSON values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from app.errors import FeelError
from app.feel.expressions import SANDBOX, Expression, names_of, names_of_test
from app.feel.values import as_json, nested

Names = Callable[[str], Any]
"""Looks a root name up; an unwritten fact is None."""

MAX_FACTS = 8_000_000  # characters of JSON that one evaluation may be given
MAX_CALENDAR_QUESTIONS = 50
_REASONS = {
    "call": "một hàm được gọi sai số lượng hoặc tên tham số",
    "day-count": "working days cần số ngày là số nguyên từ -10000 đến 10000",
    "no-number": "kết quả không phải một số hữu hạn",
    "no-value": "kết quả là hàm hoặc khoảng, không phải giá trị",
}
_LOCAL = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Environment:
    """What the moment of evaluation gives: the present and the working-day calendar.

    `working_days(n, from)` gets a whole number and an ISO text, or None for the present, and
    returns an ISO text with ``+07:00`` or None.
    """

    now: datetime
    working_days: Callable[[int, str | None], str | None]


def evaluate(text: str, lookup: Names, env: Environment) -> Any:
    """Evaluate a FEEL text and return a JSON value; dates and durations come back as ISO text.

    Raises FeelError for a text that does not parse, an unknown function, a result that is not
    a value (a function, a range, infinity) or a broken limit.
    """
    expression = names_of(text)
    if expression.is_value:
        return expression.text
    return _run("feelEvaluate", expression, _facts(expression, lookup), env)


def evaluate_all(texts: Sequence[str], lookup: Names, env: Environment) -> list[Any]:
    """Return the values of several FEEL texts over the same facts, each name looked up once.

    Raises FeelError as `evaluate` does, for the first text that cannot be evaluated.
    """
    expressions = [names_of(text) for text in texts]
    asked = [one.text for one in expressions if not one.is_value]
    names = frozenset[str]().union(*(one.names | one.maybe for one in expressions))
    together = Expression("; ".join(asked), names=names)
    found = iter(_run("feelEvaluateAll", together, _facts(together, lookup), env, as_json(asked)))
    return [one.text if one.is_value else next(found) for one in expressions]


def unary_test(text: str, value: Any, lookup: Names, env: Environment) -> bool:
    """Return whether a DMN input entry holds for a value; null and unknown count as no.

    Raises FeelError as `evaluate` does.
    """
    expression = names_of_test(text)
    if expression.text == "-":
        return True
    facts = {**_facts(expression, lookup), "?": value}
    return bool(_run("feelTest", expression, facts, env))


def _facts(expression: Expression, lookup: Names) -> dict[str, Any]:
    names = sorted(expression.names | expression.maybe)
    return {name: _read_of(nested(lookup(name)), expression.keys.get(name)) for name in names}


def _read_of(value: Any, keys: Sequence[str] | None) -> Any:
    """Return of a context only what is read: a profile has a hundred keys, a text names one."""
    if keys is None or not isinstance(value, Mapping) or any(key not in value for key in keys):
        return value
    return {key: value[key] for key in keys}


def _run(
    function: str,
    expression: Expression,
    facts: Mapping[str, Any],
    env: Environment,
    asked: str = "",
) -> Any:
    given = as_json(facts)
    if len(given) > MAX_FACTS:
        raise FeelError(f"Biểu thức “{expression.text[:80]}” đọc quá nhiều dữ liệu; chia nhỏ ra")
    now = env.now.astimezone(_LOCAL).isoformat()
    days: dict[str, str | None] = {}
    # each round answers one question about the calendar; see src/feel.js
    for _ in range(MAX_CALENDAR_QUESTIONS):
        result = SANDBOX.call(function, asked or expression.text, given, now, json.dumps(days))
        if "need" not in result:
            return _value(expression, result)
        need = result["need"]
        days[need["key"]] = env.working_days(need["count"], need["start"])
    raise FeelError(f"Biểu thức “{expression.text[:80]}” hỏi lịch làm việc quá nhiều lần")


def _value(expression: Expression, result: Mapping[str, Any]) -> Any:
    if "error" in result:
        reason = _REASONS.get(result["error"], result["error"])
        text = result.get("text", expression.text)
        raise FeelError(f"Biểu thức “{text[:80]}” không tính được: {reason}")
    return result.get("value")
