"""Values that nothing can tell apart are one value: the state keeps the first of each class.

Two values of a fact are the same when every comparison that anything makes with the fact says the
same of both. A fact that is copied is compared by whoever compares the copy.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.verification.states.bound import Variables
from app.verification.states.evaluating import value_of_test
from app.verification.states.graph import Value

UNSET = "\x01"
"""A fact given from outside that nobody has asked for yet: chosen at its first reading."""


class Classes:
    """Value → the representative of its class, for each variable."""

    def __init__(self, variables: Variables, copies: Iterable[tuple[int, int]]) -> None:
        self._variables = variables
        links = list(copies)
        changed = True
        while changed:
            changed = False
            for source, target in links:
                changed = self._pass_on(source, target) or changed
        self._tests = [tuple(sorted(tests)) for tests in variables.tests]
        self._known: list[dict[Value, Value]] = [{} for _ in variables.keys]
        self._first: list[dict[tuple[object, ...], Value]] = [{} for _ in variables.keys]

    def _pass_on(self, source: int, target: int) -> bool:
        variables = self._variables
        before = (len(variables.tests[source]), variables.exact[source])
        variables.tests[source] |= variables.tests[target]
        variables.exact[source] = variables.exact[source] or variables.exact[target]
        return before != (len(variables.tests[source]), variables.exact[source])

    def same(self, number: int, value: Value) -> Value:
        """Return the representative of a value."""
        if self._variables.exact[number] or value == UNSET:
            return value
        known = self._known[number]
        if value not in known:
            answers = tuple(value_of_test(test, value) for test in self._tests[number])
            known[value] = self._first[number].setdefault(answers, value)
        return known[value]

    def distinct(self, number: int, values: Iterable[Value]) -> tuple[Value, ...]:
        """Return one value of each class, in order."""
        return tuple(dict.fromkeys(self.same(number, value) for value in values))
