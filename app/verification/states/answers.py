"""What a person may answer: every combination of the fields that matter, as the form allows it.

Hidden fields are null, required ones are not, and the form's own rules must hold. A rule about
something that is not followed (a text, a file, a person) may always be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import Protocol

from app.domain.forms import Form
from app.engine.net import NetNode
from app.errors import FeelError
from app.feel import Atom, atoms_of
from app.task_forms.components import Component, components, fields
from app.verification.states import values
from app.verification.states.bound import Binder, Bound
from app.verification.states.classes import Classes
from app.verification.states.facts import Key
from app.verification.states.graph import Value

# Beyond this many combinations, fields that only rules look at are left out.
MOST_COMBINATIONS = 3_000
MOST_ASSUMED = 5
Answers = tuple[tuple[int, Value], ...]
_LABELLED = re.compile(r'"value":\s*"([^"]*)",\s*"label":\s*"([^"]*)"')
_WRITTEN = re.compile(r'"value":\s*"([^"]*)"')


class Held(Protocol):
    """The values of all variables, by number."""

    def __getitem__(self, number: int, /) -> Value:
        """Return one value."""


class FormAnswers:
    """The answers to one form at one node."""

    def __init__(
        self, node: NetNode, form: Form, binder: Binder, follow: Callable[[Key], bool]
    ) -> None:
        self._node = node
        self._form = form
        self._binder = binder
        self._follow = follow
        self._fields = [c for c in fields(components(form)) if not c.is_readonly]
        self._names = {c.name for c in self._fields}
        self._literals: dict[str, set[Value]] = {}
        self.asked: list[Component] = []
        self._rules: list[Bound] = []
        self._hidden: dict[str, Bound] = {}
        self._domains: list[list[Value]] = []
        self._known: dict[tuple[Value, ...], tuple[Answers, ...]] = {}

    def keys(self) -> list[Key]:
        """Return the facts that the form writes, one for each of its fields."""
        facts = self._binder.facts
        names = [self._form.renames.get(c.name, c.name) for c in self._fields]
        return [facts.sheet(self._form.scope, name, self._node.scope) for name in names]

    def relate(self) -> None:
        """Find the fields that matter now and bind the rules about them."""
        index = self._binder.variables.index
        matter = [c for c, key in zip(self._fields, self.keys(), strict=True) if key in index]
        beside = self._looked_at(matter) if matter else []
        self.asked = [c for c in self._fields if c in matter or c in beside]
        if self._size() > MOST_COMBINATIONS:
            self.asked = matter
        self._bind()

    def _looked_at(self, matter: list[Component]) -> list[Component]:
        """Return further fields of few values that rules about the mattering ones look at."""
        wanted = {c.name for c in matter}
        rules = (_roots(rule.expression) for rule in self._form.rules)
        hides = (_roots(_hide(c)) for c in matter if _hide(c))
        named = frozenset[str]().union(*(roots for roots in rules if roots & wanted), *hides)
        return [c for c in self._fields if c.name in named - wanted and self._options(c)]

    def _size(self) -> int:
        return prod(len(self._options(c)) + 1 for c in self.asked)

    def _bind(self) -> None:
        names = {c.name for c in self.asked}
        rules = [r.expression for r in self._form.rules if _roots(r.expression) & names]
        self._rules = [bound for text in rules if (bound := self._bound(text)) is not None]
        hides = {c.name: _hide(c) for c in self.asked if _hide(c)}
        found = {name: self._bound(text) for name, text in hides.items()}
        self._hidden = {name: bound for name, bound in found.items() if bound is not None}

    def _bound(self, text: str) -> Bound | None:
        def local(atom: Atom) -> int | None:
            if atom.kind == "opaque" or atom.root not in self._names:
                return None
            self._literals.setdefault(atom.root, set()).update(
                one for one in atom.literals if one is not None
            )
            places = [c.name for c in self.asked]
            return -1 - places.index(atom.path) if atom.path in places else 0

        try:
            return self._binder.bind(text, self._node.scope, local=local, follow=self._follow)
        except FeelError:
            return None

    def reads(self) -> frozenset[int]:
        """Return the variables that decide which answers are allowed."""
        texts = [*self._rules, *self._hidden.values()]
        return frozenset(n for bound in texts for n in bound.reads if n >= 0)

    def settle(self, classes: Classes) -> None:
        """Fix the values of each field, once everything it is compared with is known."""
        self._classes = classes
        variables = self._binder.variables
        keys = dict(zip((c.name for c in self._fields), self.keys(), strict=True))
        self._numbers = [variables.index.get(keys[c.name], -1) for c in self.asked]
        self.outer = sorted(self.reads())
        self._domains = []
        for field, number in zip(self.asked, self._numbers, strict=True):
            literals = set(self._literals.get(field.name, ()))
            literals |= variables.literals[number] if number >= 0 else set()
            self._domains.append(values.of_field(field, literals, self._options(field)))

    def _options(self, field: Component) -> tuple[Value, ...]:
        if field.kind == "checkbox":
            return (True, False)
        if field.static_options is not None:
            return tuple(value for value, _label in field.static_options)
        written = _WRITTEN.findall(str(field.json.get("valuesExpression") or ""))
        return tuple(dict.fromkeys(written))

    def told(self, number: int, value: Value) -> str:
        """Return an answer as a reader knows it: the field's label and the option's."""
        field = self.asked[self._numbers.index(number)]
        labels = dict(_LABELLED.findall(str(field.json.get("valuesExpression") or "")))
        labels.update({str(v): label for v, label in field.static_options or ()})
        return f"{field.noun or field.name}: {labels.get(str(value)) or spoken_value(value)}"

    def outcomes(self, held: Held) -> tuple[Answers, ...]:
        """Return the answers that are allowed, given the values of all variables."""
        key = tuple(held[number] for number in self.outer)
        if key not in self._known:
            rows = [row for row in self._rows(held) if self._keeps_rules(row, held)]
            kept = [self._answers(row) for row in rows]
            # Of answers that nothing tells apart the first stands for all.
            first: dict[Answers, Answers] = {}
            for answers in kept:
                first.setdefault(self._same(answers), answers)
            self._known[key] = tuple(first.values())
        return self._known[key]

    def _same(self, answers: Answers) -> Answers:
        same = self._classes.same
        return tuple((number, same(number, value)) for number, value in answers)

    def _answers(self, row: tuple[Value, ...]) -> Answers:
        pairs = zip(self._numbers, row, strict=True)
        return tuple((number, value) for number, value in pairs if number >= 0)

    def _rows(self, held: Held) -> list[tuple[Value, ...]]:
        rows: list[tuple[Value, ...]] = [()]
        for at, field in enumerate(self.asked):
            hide = self._hidden.get(field.name)
            longer = []
            for row in rows:
                padded = row + (None,) * (len(self.asked) - at)
                hidden = {False} if hide is None else self._possible(hide, padded, held)
                choices = [*(self._domains[at] if False in hidden else ())]
                choices += [None] if True in hidden and None not in choices else []
                longer += [(*row, value) for value in choices]
            rows = longer
        return rows

    def _keeps_rules(self, row: tuple[Value, ...], held: Held) -> bool:
        return all(True in self._possible(rule, row, held) for rule in self._rules)

    def _possible(self, bound: Bound, row: tuple[Value, ...], held: Held) -> set[bool]:
        """Return which truths a text may have, whatever is not followed."""
        if bound.open > MOST_ASSUMED:
            return {True, False}
        given = tuple(held[n] if n >= 0 else row[-1 - n] for n in bound.reads)
        return {bound.value(given, truths) is True for truths in truths_of(bound.open)}


def spoken_value(value: Value) -> str:
    """Return a value as a reader says it."""
    if isinstance(value, tuple):
        return f"{value[1]} mục"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return "bỏ trống" if value is None else str(value)


def truths_of(count: int) -> Iterator[tuple[bool, ...]]:
    """Yield every combination of so many truths."""
    return product((True, False), repeat=count)


def _hide(field: Component) -> str:
    conditional = field.json.get("conditional")
    return str(conditional.get("hide") or "") if isinstance(conditional, dict) else ""


def _roots(text: str) -> frozenset[str]:
    """Return the names that a text takes apart, those of opaque parts included."""
    try:
        _bare, atoms = atoms_of(text)
    except FeelError:
        return frozenset()
    return frozenset(atom.root for atom in atoms if atom.kind != "opaque")
