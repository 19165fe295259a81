"""A table before publication: FEEL that does not parse, rows that overlap, cases left out.

Overlaps and gaps are looked for over the values that the table itself names: listed input values,
texts and numbers in its cells, true and false. Columns without any are left out of the search.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from app.decision_tables.table import MANY, DecisionTable, HitPolicy, Input, Rule
from app.domain.diagrams import Finding, Severity
from app.errors import FeelError
from app.feel import Environment, evaluate, names_of, names_of_test, unary_test

MAX_WORK = 500_000  # cases times rows
MAX_REPORTED = 5
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_TRUTH = re.compile(r"\b(?:true|false)\b")
_NUMBER = re.compile(r"(?<![\w.\"])-?\d+(?:\.\d+)?")
_NOWHERE = Environment(datetime(2000, 1, 1, tzinfo=UTC), lambda count, start: None)
_REPAIR_OVERLAP = "Sửa điều kiện để mỗi trường hợp chỉ đúng một dòng, hoặc chọn FIRST"
_REPAIR_GAP = "Thêm dòng cho trường hợp đó; bỏ trống thì kết quả là không có"
Case = tuple[Any, ...]


def check_table(table: DecisionTable) -> tuple[Finding, ...]:
    """Return what is wrong with a table: errors refuse publication, gaps are warnings."""
    broken = tuple(_texts(table))
    if broken:
        return broken
    return tuple(_coverage(table))


def _texts(table: DecisionTable) -> Iterator[Finding]:
    for column in table.inputs:
        yield from _text(table, column.expression, f"cột “{column.label}”", column.id, unary=False)
        if column.values:
            yield from _text(table, column.values, f"cột “{column.label}”", column.id, unary=True)
    for rule in table.rules:
        for test in rule.tests:
            yield from _text(table, test, f"dòng {rule.number}", rule.id, unary=True)
        for result in filter(None, rule.results):
            yield from _text(table, result, f"dòng {rule.number}", rule.id, unary=False)


def _text(
    table: DecisionTable, text: str, where: str, element: str, *, unary: bool
) -> Iterator[Finding]:
    try:
        (names_of_test if unary else names_of)(text)
    except FeelError as error:
        yield _unreadable(table, where, element, error)


def _unreadable(table: DecisionTable, where: str, element: str, error: FeelError) -> Finding:
    message = f"Bảng “{table.name}”, {where}: {error.message}"
    repair = "Sửa ô đó theo cú pháp FEEL"
    return Finding("decision_feel", Severity.ERROR, message, repair, element, table.name)


def _coverage(table: DecisionTable) -> Iterator[Finding]:
    reads_facts = any(names_of_test(test).names for rule in table.rules for test in rule.tests)
    if reads_facts or table.policy in MANY:
        return
    domains = [
        _domain(column, [rule.tests[place] for rule in table.rules])
        for place, column in enumerate(table.inputs)
    ]
    cases = math.prod(len(domain) for domain in domains)
    if cases * len(table.rules) > MAX_WORK:
        message = f"Bảng “{table.name}” có {cases} trường hợp, quá nhiều để tìm chỗ trùng và sót"
        yield Finding("decision_size", Severity.WARNING, message, "Tách bảng", table.id, table.name)
        return
    yield from _search(table, domains)


def _search(table: DecisionTable, domains: Sequence[Sequence[Any]]) -> Iterator[Finding]:
    refused: dict[str, Finding] = {}
    holds = _truths(table, domains, refused)
    if refused:
        yield from refused.values()
        return
    overlaps: dict[tuple[int, ...], Case] = {}
    gaps: list[Case] = []
    for case in itertools.product(*(range(len(domain)) for domain in domains)):
        hits = [r for r in table.rules if all(holds[n, r.tests[n], i] for n, i in enumerate(case))]
        if not hits:
            gaps.append(tuple(domain[i] for domain, i in zip(domains, case, strict=True)))
        elif len(hits) > 1 and _clash(table, hits):
            numbers = tuple(rule.number for rule in hits)
            example = tuple(domain[i] for domain, i in zip(domains, case, strict=True))
            overlaps.setdefault(numbers, example)
    for numbers, example in itertools.islice(overlaps.items(), MAX_REPORTED):
        rows = " và ".join(str(number) for number in numbers)
        message = f"Bảng “{table.name}”: dòng {rows} cùng đúng khi {_words(table, example)}"
        yield _found(table, "decision_overlap", Severity.ERROR, message, _REPAIR_OVERLAP)
    for example in gaps[:MAX_REPORTED]:
        message = f"Bảng “{table.name}”: không dòng nào đúng khi {_words(table, example)}"
        yield _found(table, "decision_gap", Severity.WARNING, message, _REPAIR_GAP)


def _found(
    table: DecisionTable, rule: str, severity: Severity, message: str, repair: str
) -> Finding:
    return Finding(rule, severity, message, repair, table.id, table.name, "decisionTable")


def _clash(table: DecisionTable, hits: Sequence[Rule]) -> bool:
    if table.policy is HitPolicy.UNIQUE:
        return True
    return table.policy is HitPolicy.ANY and any(rule.results != hits[0].results for rule in hits)


def _truths(
    table: DecisionTable, domains: Sequence[Sequence[Any]], refused: dict[str, Finding]
) -> dict[tuple[int, str, int], bool]:
    """Return what each test says of each value; rows whose test cannot be computed are refused."""
    found: dict[tuple[int, str, int], bool] = {}
    for column, domain in enumerate(domains):
        for test, rule in {rule.tests[column]: rule for rule in table.rules}.items():
            try:
                for place, value in enumerate(domain):
                    found[column, test, place] = _holds(test, value)
            except FeelError as error:
                refused[rule.id] = _unreadable(table, f"dòng {rule.number}", rule.id, error)
    return found


def _holds(test: str, value: Any) -> bool:
    if test == "-" or value is ANYTHING:
        return test == "-"
    return unary_test(test, value, lambda name: None, _NOWHERE)


class _Anything:
    """The value of a column that no row asks about."""

    def __str__(self) -> str:
        return "bất kỳ"


ANYTHING = _Anything()


def _domain(column: Input, tests: Sequence[str]) -> list[Any]:
    if column.values:
        return _literals([column.values])
    if column.type == "boolean":
        return [True, False]
    return named_values(tests) or [ANYTHING]


def named_values(tests: Sequence[str]) -> list[Any]:
    """Return the values that the tests of a column tell apart; empty where they name none."""
    asked = [test for test in tests if test.strip() not in ("", "-")]
    if any(_TRUTH.search(_TEXT.sub("", test)) for test in asked):
        return [True, False]
    return _literals(asked)


def _literals(texts: Sequence[str]) -> list[Any]:
    strings = sorted({found for text in texts for found in _TEXT.findall(text)})
    if strings:
        return [evaluate(text, lambda name: None, _NOWHERE) for text in strings]
    bare = [_TEXT.sub("", text) for text in texts]
    numbers = sorted({float(found) for text in bare for found in _NUMBER.findall(text)})
    if not numbers:
        return []
    # each number named, and one place between neighbours: enough for intervals over ranks
    between = [(low + high) / 2 for low, high in itertools.pairwise(numbers) if high - low > 1]
    steps = [round(middle) for middle in between]
    return sorted({int(n) if n.is_integer() else n for n in numbers} | set(steps))


def _words(table: DecisionTable, case: Case) -> str:
    named = zip(table.inputs, case, strict=True)
    parts = [f"{column.label} = {_word(value)}" for column, value in named if value is not ANYTHING]
    return ", ".join(parts) or "mọi trường hợp"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    return f"“{value}”" if isinstance(value, str) else str(value)
