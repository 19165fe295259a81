"""What automatic work may write: outputs of topics, results of decision tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from app.decision_tables import DecisionTable
from app.engine.net import NetNode
from app.feel import Atom
from app.task_forms.declared import ALSO_WRITTEN
from app.topics import Topic
from app.topics.outputs import ONLY_WHERE, OUTPUTS, OUTPUTS_IN, Open
from app.verification.states import values
from app.verification.states.answers import MOST_ASSUMED, Held, truths_of
from app.verification.states.bound import Binder, Bound
from app.verification.states.classes import Classes
from app.verification.states.facts import Key
from app.verification.states.graph import Value
from app.verification.states.tables import TableRows

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
        self._table = TableRows(table, node.scope, binder) if table else None
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

    @property
    def has_table(self) -> bool:
        """Tell whether a decision table says what the results are."""
        return self._table is not None

    def relate(
        self, follow: Callable[[Key], bool], asked: Callable[[Key], bool] | None = None
    ) -> None:
        """Bind what the topic says cannot be, over the facts that matter now.

        `asked` tells of which facts a table knows what they are.
        """
        index = self._binder.variables.index
        matter = [name for name, key in self.keys.items() if key in index]
        texts = self._topic.never if self._topic and matter else ()
        self._names = matter
        if self._table is not None:
            self._table.relate(matter, asked or follow)
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
        asked = self._table.reads() if self._table is not None else frozenset()
        return asked | {n for bound in texts for n in bound.reads if n >= 0}

    def settle(self, classes: Classes) -> None:
        """Fix the possible results, once everything they are compared with is known."""
        index = self._binder.variables.index
        self._numbers = [index[self.keys[name]] for name in self._names]
        self.outer = sorted(self.reads())
        self._classes = classes
        if self._table is None:
            # What the topic rules out is asked of the very values.
            rows = list(dict.fromkeys(self._product()))
            self._rows = rows if self._never else self._distinct(rows)

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

    def rows(self, held: Held) -> list[Row]:
        """Return the possible results, given the values of all variables; raises TwoRows."""
        if self._where is not None and not self._where.open:
            if self._where.value(tuple(held[n] for n in self._where.reads)) is not True:
                return [()]
        if not self._never and self._table is None:
            return self._rows
        key = tuple(held[number] for number in self.outer)
        if key not in self._known:
            found = self._rows if self._table is None else self._decided(self._table, held)
            self._known[key] = self._distinct([row for row in found if self._may_be(row, held)])
        return self._known[key]

    def _decided(self, table: TableRows, held: Held) -> list[Row]:
        found = table.results(held, self._numbers) if self._numbers else [()]
        return [tuple(zip(self._numbers, row, strict=True)) for row in found]

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
