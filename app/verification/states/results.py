"""What automatic work may write: outputs of topics and rows of decision tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import product

from app.decision_tables import DecisionTable
from app.decision_tables.table import MANY
from app.engine.net import NetNode
from app.errors import FeelError
from app.feel import Atom, names_of
from app.task_forms.declared import ALSO_WRITTEN
from app.topics import Topic
from app.topics.outputs import ONLY_WHERE, OUTPUTS, OUTPUTS_IN, Open
from app.verification.states import values
from app.verification.states.answers import MOST_ASSUMED, Held, truths_of
from app.verification.states.bound import Binder, Bound
from app.verification.states.classes import Classes
from app.verification.states.facts import Key
from app.verification.states.graph import Value

Row = tuple[tuple[int, Value], ...]


def keys_of(
    node: NetNode, binder: Binder, topic: Topic | None, table: DecisionTable | None
) -> dict[str, Key]:
    """Return name → key of everything that a node's work writes."""
    names = list(topic.writes) if topic else []
    names += [output.name for output in table.outputs] if table else []
    names += ALSO_WRITTEN.get(node.id, ())
    return {name: binder.facts.written(name, node.scope) for name in names}


class Results:
    """The results of one node that matter."""

    def __init__(
        self, node: NetNode, binder: Binder, topic: Topic | None, table: DecisionTable | None
    ) -> None:
        self._node = node
        self._binder = binder
        self._topic = topic
        self._table = table
        self.keys = keys_of(node, binder, topic, table)
        self._never: list[Bound] = []
        self._where: Bound | None = None
        self._numbers: list[int] = []
        self._rows: list[Row] = []
        self._known: dict[tuple[Value, ...], list[Row]] = {}

    @property
    def may_keep(self) -> bool:
        """Tell whether the work may also write nothing."""
        return self._topic is not None and self._topic.name in ONLY_WHERE

    def relate(self, follow: Callable[[Key], bool]) -> None:
        """Bind what the topic says cannot be, over the facts that matter now."""
        index = self._binder.variables.index
        matter = [name for name, key in self.keys.items() if key in index]
        texts = self._topic.never if self._topic and matter else ()
        self._names = matter
        self._never = [self._bound(text, follow) for text in texts]
        where = ONLY_WHERE.get(self._topic.name) if self._topic and matter else None
        self._where = self._binder.bind(where, self._node.scope) if where else None

    def _bound(self, text: str, follow: Callable[[Key], bool]) -> Bound:
        def local(atom: Atom) -> int | None:
            if atom.path in self._names:
                self._binder.note(self.keys[atom.path], atom)
                return -1 - self._names.index(atom.path)
            return 0 if atom.path in self.keys else None

        return self._binder.bind(text, self._node.scope, local=local, follow=follow)

    def reads(self) -> frozenset[int]:
        """Return the variables that decide which results are possible."""
        texts = [*self._never, *([self._where] if self._where else [])]
        return frozenset(n for bound in texts for n in bound.reads if n >= 0)

    def settle(self, classes: Classes) -> None:
        """Fix the possible results, once everything they are compared with is known."""
        index = self._binder.variables.index
        self._numbers = [index[self.keys[name]] for name in self._names]
        self.outer = sorted(self.reads())
        is_one = self._table is not None and self._table.policy not in MANY
        rows = self._table_rows() if is_one else self._product()
        # What the topic rules out is asked of the very values.
        self._rows = list(dict.fromkeys(rows))
        self._classes = classes
        if not self._never:
            self._rows = self._distinct(self._rows)

    def _product(self) -> list[Row]:
        domains = [self._domain(name) for name in self._names]
        return [tuple(zip(self._numbers, row, strict=True)) for row in product(*domains)]

    def _domain(self, name: str) -> Sequence[Value]:
        number = self._binder.variables.index[self.keys[name]]
        declared = self._declared(name)
        if isinstance(declared, tuple) and declared:
            return declared
        some = declared is Open.SOME
        found = values.general(self._binder.variables, number)
        return [one for one in found if one is not None] if some else found

    def _declared(self, name: str) -> object:
        topic = self._topic
        if topic is None:
            return ALSO_WRITTEN.get(self._node.id, {}).get(name)
        inside = OUTPUTS_IN.get((topic.name, self._node.process_id), {})
        if name in inside:
            return inside[name]
        return (topic.alternatives or {}).get(name) or OUTPUTS.get(topic.name, {}).get(name)

    def _table_rows(self) -> list[Row]:
        """Return what any row of the table gives, and what none gives unless one always holds."""
        assert self._table is not None  # noqa: S101
        names = [output.name for output in self._table.outputs]
        places = [names.index(name) for name in self._names]
        rows: list[Row] = []
        for rule in self._table.rules:
            choices = [
                self._of_entry(number, rule.results[place])
                for number, place in zip(self._numbers, places, strict=True)
            ]
            rows += [tuple(zip(self._numbers, row, strict=True)) for row in product(*choices)]
        if any(all(test.strip() in ("", "-") for test in rule.tests) for rule in self._table.rules):
            return rows
        return [*rows, tuple((number, None) for number in self._numbers)]

    def _of_entry(self, number: int, text: str) -> Sequence[Value]:
        try:
            bare = names_of(text).text if text else "null"
            found: Value = json.loads(bare)
        except (FeelError, ValueError):
            return values.general(self._binder.variables, number)
        return (found,)

    def rows(self, held: Held) -> list[Row]:
        """Return the possible results, given the values of all variables."""
        if self._where is not None and not self._where.open:
            if self._where.value(tuple(held[n] for n in self._where.reads)) is not True:
                return [()]
        if not self._never:
            return self._rows
        key = tuple(held[number] for number in self.outer)
        if key not in self._known:
            possible = [row for row in self._rows if self._may_be(row, held)]
            self._known[key] = self._distinct(possible)
        return self._known[key]

    def _distinct(self, rows: Sequence[Row]) -> list[Row]:
        same, found = self._classes.same, dict[Row, Row]()
        for row in rows:
            key = tuple((number, same(number, value)) for number, value in row)
            found.setdefault(key, row)
        return list(found.values())

    def _may_be(self, row: Row, held: Held) -> bool:
        for bound in self._never:
            given = tuple(held[n] if n >= 0 else row[-1 - n][1] for n in bound.reads)
            if bound.open > MOST_ASSUMED:
                continue
            if all(bound.value(given, truths) is True for truths in truths_of(bound.open)):
                return False
        return True
