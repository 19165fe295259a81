"""A table evaluated: which rows hold, and what they give together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.decision_tables.table import MANY, DecisionTable, HitPolicy, Rule
from app.errors import FeelError, StepRefused
from app.feel import Environment, Names, evaluate, unary_test

Decided = dict[str, Any] | list[dict[str, Any]]


def decide(table: DecisionTable, lookup: Names, env: Environment) -> Decided:
    """Return the outputs by name; null where no row holds.

    COLLECT and RULE ORDER give a list of rows for several outputs, and for one output a list
    under its name; with SUM, MIN, MAX or COUNT one number under its name. Raises StepRefused
    when two rows of a UNIQUE table hold, or rows of an ANY table differ.
    """
    values = [evaluate(column.expression, lookup, env) for column in table.inputs]
    hits = [rule for rule in table.rules if _holds(rule, values, lookup, env)]
    rows = [_results(table, rule, lookup, env) for rule in hits]
    if table.policy in MANY:
        return _together(table, rows)
    _refuse_several(table, hits, rows)
    return rows[0] if rows else {output.name: None for output in table.outputs}


def _holds(rule: Rule, values: Sequence[Any], lookup: Names, env: Environment) -> bool:
    return all(
        unary_test(test, value, lookup, env) for test, value in zip(rule.tests, values, strict=True)
    )


def _results(table: DecisionTable, rule: Rule, lookup: Names, env: Environment) -> dict[str, Any]:
    return {
        output.name: evaluate(text, lookup, env) if text else None
        for output, text in zip(table.outputs, rule.results, strict=True)
    }


def _refuse_several(
    table: DecisionTable, hits: Sequence[Rule], rows: Sequence[Mapping[str, Any]]
) -> None:
    differ = any(row != rows[0] for row in rows)
    if (table.policy is HitPolicy.UNIQUE and len(hits) > 1) or (
        table.policy is HitPolicy.ANY and differ
    ):
        numbers = ", ".join(str(rule.number) for rule in hits)
        raise StepRefused(
            f"Bảng “{table.name}” có nhiều dòng cùng đúng (dòng {numbers}); "
            "người phụ trách quy trình phải sửa bảng trước khi làm tiếp"
        )


def _together(table: DecisionTable, rows: list[dict[str, Any]]) -> Decided:
    if table.policy in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER):
        if len(table.outputs) > 1:
            return rows
        name = table.outputs[0].name
        return {name: [row[name] for row in rows]}
    name = table.outputs[0].name
    found = [row[name] for row in rows]
    return {name: COMBINED[table.policy](_numbers(table, found))}


def _numbers(table: DecisionTable, found: list[Any]) -> list[Any]:
    if table.policy is HitPolicy.COUNT:
        return found
    if not all(isinstance(item, int | float) and not isinstance(item, bool) for item in found):
        raise FeelError(f"Bảng “{table.name}” gộp số nhưng có kết quả không phải số")
    return found


# How the results of all rows that hold become one number.
COMBINED: Mapping[HitPolicy, Callable[[list[Any]], Any]] = {
    HitPolicy.SUM: lambda found: sum(found) if found else None,
    HitPolicy.MIN: lambda found: min(found, default=None),
    HitPolicy.MAX: lambda found: max(found, default=None),
    HitPolicy.COUNT: len,
}
