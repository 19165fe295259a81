"""What a decision table may give for the facts that it asks, by the product's own FEEL.

An input that nobody can enumerate (arithmetic, dates, what nobody writes) may be any value that its
tests tell apart, but not nothing. Where even those are not written down the column is open: as far
as it goes a row may hold or not. So a row surely holds, may hold, or does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod
from typing import Any

from app.decision_tables import DecisionTable
from app.decision_tables.checking import named_values
from app.decision_tables.deciding import COMBINED
from app.decision_tables.table import MANY, HitPolicy, Input, Rule
from app.errors import FeelError
from app.feel import atoms_of, names_of, names_of_test
from app.verification.states import values
from app.verification.states.answers import Held
from app.verification.states.bound import Binder, Bound
from app.verification.states.evaluating import column_test, holds_in_column
from app.verification.states.facts import Key
from app.verification.states.graph import Value

Choices = list[tuple[Value, ...]]
"""The results for the outputs that matter, in their order."""
_ANY_TEST = ("", "-")
# More rows than this that may or may not hold are not combined one by one.
MOST_OPEN = 6
# More combinations than this of inputs that nobody can enumerate leave their columns open.
MOST_FREE = 400


class TwoRows(Exception):
    """Two rows of the table surely hold where one may: the engine stops there."""


@dataclass(frozen=True)
class Column:
    """One input of the table: bound to facts, or one of the `free` values, or open."""

    tests: tuple[str, ...]
    bound: Bound | None = None
    free: tuple[Any, ...] = ()


class TableRows:
    """The table of one node; `outputs` are the numbers of the variables that matter."""

    def __init__(self, table: DecisionTable, scope: int, binder: Binder) -> None:
        self._table = table
        self._scope = scope
        self._binder = binder
        self._columns: tuple[Column, ...] = ()
        self._places: list[int] = []

    def relate(self, names: Sequence[str], follow: Callable[[Key], bool]) -> None:
        """Bind the inputs, once some output matters."""
        known = [output.name for output in self._table.outputs]
        self._places = [known.index(name) for name in names]
        asked = enumerate(self._table.inputs) if names else ()
        columns = [self._column(place, one, follow) for place, one in asked]
        if prod(len(column.free) or 1 for column in columns) > MOST_FREE:
            columns = [replace(column, free=()) for column in columns]
        self._columns = tuple(columns)

    def _column(self, place: int, column: Input, follow: Callable[[Key], bool]) -> Column:
        text = column.expression
        tests = tuple(rule.tests[place].strip() for rule in self._table.rules)
        asked = [test for test in tests if test not in _ANY_TEST]
        if not asked or not all(self._is_fixed(test) for test in asked):
            return Column(tests)
        if not self._is_followed(text, follow):
            return Column(tests, free=_told_apart(asked, column.values))
        bare, atoms = atoms_of(text)
        is_fact = [(one.kind, one.path) for one in atoms] == [("fact", bare)]
        bound = self._binder.bind(text, self._scope, use="column" if is_fact else "exact")
        if is_fact:
            self._note(bound, asked)
        return Column(tests, bound)

    def _is_fixed(self, test: str) -> bool:
        """Tell whether a test compares with values alone, not with further facts."""
        return not names_of_test(test).names

    def _is_followed(self, text: str, follow: Callable[[Key], bool]) -> bool:
        try:
            atoms = atoms_of(text)[1]
        except FeelError:
            return False
        facts = self._binder.facts
        keys = [facts.read(a.path, self._scope) for a in atoms if a.kind != "opaque"]
        if any(a.kind == "opaque" and not self._binder.is_timed(a, self._scope) for a in atoms):
            return False
        fixed = self._binder.fixed
        return all(key is not None and (key in fixed or follow(key)) for key in keys)

    def _note(self, bound: Bound, asked: Sequence[str]) -> None:
        """Remember what a fact is compared with by the column that is about it alone."""
        variables = self._binder.variables
        for number in bound.reads:
            variables.literals[number].update(named_values(asked))
            variables.tests[number].update(column_test(test, bound.text) for test in asked)

    def reads(self) -> frozenset[int]:
        """Return the variables that decide which rows hold."""
        bounds = (column.bound for column in self._columns)
        return frozenset(number for bound in bounds if bound for number in bound.reads)

    def results(self, held: Held, numbers: Sequence[int]) -> Choices:
        """Return every result that is possible; raises TwoRows where the engine surely stops."""
        known = [self._value(column, held) for column in self._columns]
        found: dict[tuple[Value, ...], None] = {}
        clash: TwoRows | None = None
        for free in product(*(column.free or (None,) for column in self._columns)):
            pairs = zip(self._columns, known, free, strict=True)
            inputs = [one if column.free else value for column, value, one in pairs]
            try:
                found.update(dict.fromkeys(self._decided(inputs, numbers)))
            except TwoRows as reason:
                clash = reason
        if clash is not None and not found:
            raise clash
        return list(found)

    def _decided(self, inputs: Sequence[Any], numbers: Sequence[int]) -> Choices:
        truths = list(self._truths(inputs))
        if self._table.policy in MANY:
            return self._together(truths, numbers)
        sure = [rule for rule, truth in truths if truth]
        if sure and self._table.policy is not HitPolicy.FIRST:
            if len({self._told_apart(rule) for rule in sure}) > 1:
                raise TwoRows
            return self._of_rules(sure[:1], numbers)
        before = [rule for rule, _truth in truths]
        if sure:
            return self._of_rules(before[: before.index(sure[0]) + 1], numbers)
        return [*self._of_rules(before, numbers), tuple(None for _ in numbers)]

    def _told_apart(self, rule: Rule) -> object:
        return rule.number if self._table.policy is HitPolicy.UNIQUE else rule.results

    def _truths(self, inputs: Sequence[Any]) -> Iterator[tuple[Rule, bool]]:
        """Yield the rows that may hold, each with whether it surely does."""
        for at, rule in enumerate(self._table.rules):
            sure = True
            for column, value in zip(self._columns, inputs, strict=True):
                if column.tests[at] in _ANY_TEST:
                    continue
                if column.bound is None and not column.free:
                    sure = False
                elif not holds_in_column(column.tests[at], value):
                    break
            else:
                yield rule, sure

    @staticmethod
    def _value(column: Column, held: Held) -> Any:
        bound = column.bound
        return None if bound is None else bound.value(tuple(held[n] for n in bound.reads))

    def _of_rules(self, rules: Sequence[Rule], numbers: Sequence[int]) -> Choices:
        return [row for rule in rules for row in self._of_rule(rule, numbers)]

    def _of_rule(self, rule: Rule, numbers: Sequence[int]) -> Choices:
        entries = [self._of_entry(rule, n, p) for n, p in zip(numbers, self._places, strict=True)]
        return list(product(*entries))

    def _of_entry(self, rule: Rule, number: int, place: int) -> Sequence[Value]:
        try:
            found: Value = _constant(rule.results[place])
        except (FeelError, ValueError):
            return values.general(self._binder.variables, number)
        return (found,)

    def _together(self, truths: Sequence[tuple[Rule, bool]], numbers: Sequence[int]) -> Choices:
        """Return what the rows that hold give together: a list, or one number."""
        variables = self._binder.variables
        if len(self._table.outputs) > 1 or len(numbers) != 1:
            return list(product(*(values.general(variables, number) for number in numbers)))
        (number,) = numbers
        if self._table.policy in COMBINED:
            return [(one,) for one in self._combined(truths, number)]
        if not variables.counted[number]:
            return [(one,) for one in values.general(variables, number)]
        least = sum(sure for _rule, sure in truths)
        return [(("list", count),) for count in range(least, len(truths) + 1)]

    def _combined(self, truths: Sequence[tuple[Rule, bool]], number: int) -> Sequence[Value]:
        sure = [rule for rule, truth in truths if truth]
        maybe = [rule for rule, truth in truths if not truth]
        if len(maybe) > MOST_OPEN:
            return values.general(self._binder.variables, number)
        chosen = [c for n in range(len(maybe) + 1) for c in combinations(maybe, n)]
        try:
            return list(dict.fromkeys(self._number([*sure, *more]) for more in chosen))
        except (FeelError, ValueError, TypeError):
            return values.general(self._binder.variables, number)

    def _number(self, rules: Sequence[Rule]) -> Value:
        policy = self._table.policy
        counts = policy is HitPolicy.COUNT
        found = [None if counts else _constant(rule.results[0]) for rule in rules]
        result: Value = COMBINED[policy](found)
        return result


def _told_apart(tests: Sequence[str], listed: str) -> tuple[Any, ...]:
    """Return the values of an input that its tests tell apart, those it lists if it does."""
    named = set(named_values([listed])) if listed else set()
    if named:
        return tuple(sorted(named, key=str))
    found = set(named_values(tests))
    return tuple(dict.fromkeys((*values.compared(found), *values.compared(found, 0.5))))


def _constant(text: str) -> Any:
    """Return a result that is written as a value; raises ValueError for any other."""
    return json.loads(names_of(text).text if text else "null")
