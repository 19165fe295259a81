"""Which values the tested names of one process may take, and who writes them.

A name's values come from its writer: the options of a form's field, the ends of a called process,
what a topic declares; where a writer declares nothing, the values it is compared with and one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from app.domain.diagrams import Definition, Element
from app.domain.forms import Form
from app.profiles.keys import KEYS
from app.topics import TOPICS
from app.verification.conditions import Value, judge, literals_of, names_in
from app.verification.shelf import Shelf, fields_of

OTHER = "(khác)"
# Values with their types: of true and 1 a lookup would make one.
_Told: TypeAlias = frozenset[tuple[str, type, Value]]
_OFFERED = re.compile(r'"value":\s*"([^"]*)"')


@dataclass(frozen=True)
class _Writing:
    """What one element may write: each name with its values, and what refuses a choice of them.

    `asked` are the other names that the refusing conditions look at: nothing else that is known
    before makes a difference.
    """

    names: tuple[str, ...]
    choices: tuple[tuple[Value, ...], ...]
    never: tuple[str, ...]
    rules: tuple[str, ...]
    hiding: tuple[tuple[str, str, bool], ...]
    asked: frozenset[str]

    def outcomes(self, known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """Yield the values that may be written, given what is known before."""
        for values in product(*self.choices):
            written = dict(zip(self.names, values, strict=True))
            after = {**known, **written}
            if not any(judge(text, after) is True for text in self.never) and self._accepts(after):
                yield written

    def _accepts(self, known: Mapping[str, Value]) -> bool:
        """Tell whether no rule of the form surely refuses these answers."""
        if any(judge(text, known) is False for text in self.rules):
            return False
        for name, hide, required in self.hiding:
            hidden = judge(hide, known)
            if hidden is True and known[name] is not None:
                return False
            if hidden is False and known[name] is None and required:
                return False
        return True


class Domains:
    """The tested names of one process with their possible values; each is looked up once."""

    def __init__(self, shelf: Shelf, definition: Definition, also: frozenset[str]) -> None:
        self._shelf = shelf
        self._definition = definition
        self._conditions = [e.condition for e in definition.elements.values() if e.condition]
        forms = (shelf.forms.get(e.extensions.form_ref) for e in definition.elements.values())
        self._rules = [rule.expression for form in forms if form for rule in form.rules]
        self.tested = also.union(*(names_in(text) for text in self._conditions))
        self._written: dict[str, frozenset[str]] = {}
        self._general: dict[str, frozenset[Value]] = {}
        self._writings: dict[str, _Writing] = {}
        self._outcomes: dict[tuple[str, _Told], list[dict[str, Value]]] = {}
        self._inputs: frozenset[str] | None = None

    def written_by(self, element: Element) -> frozenset[str]:
        """Return the tested names that an element writes itself (`count(x)` with `x`)."""
        if element.id not in self._written:
            written = self._shelf.written_by(element)
            names = frozenset(name for name in self.tested if _counted(name) in written)
            self._written[element.id] = names
        return self._written[element.id]

    def inputs(self) -> frozenset[str]:
        """Return the tested names that nothing in the process writes."""
        if self._inputs is None:
            elements = self._definition.elements.values()
            self._inputs = self.tested.difference(*(self.written_by(one) for one in elements))
        return self._inputs

    def general(self, name: str) -> frozenset[Value]:
        """Return the values a name is compared with, and one more that no condition names.

        A key of the profile that has choices takes one of them.
        """
        if name not in self._general:
            self._general[name] = self._compared(name)
        return self._general[name]

    def outcomes(self, element: Element, known: Mapping[str, Value]) -> list[dict[str, Value]]:
        """Return the values that an element may write, given what is known before."""
        writing = self._writings.get(element.id)
        if writing is None:
            writing = self._writings[element.id] = self._writing(element)
        told = frozenset((n, type(v), v) for n, v in known.items() if n in writing.asked)
        found = self._outcomes.get((element.id, told))
        if found is None:
            found = self._outcomes[element.id, told] = [*writing.outcomes(known)]
        return found

    def rule_names(self, element: Element) -> frozenset[str]:
        """Return the tested names that the rules of an element's form look at."""
        form = self._shelf.forms.get(element.extensions.form_ref)
        texts = [rule.expression for rule in form.rules] if form else []
        return frozenset(name for text in texts for name in names_in(text) & self.tested)

    def _compared(self, name: str) -> frozenset[Value]:
        if name.startswith("count("):
            return frozenset({0, 1})
        key = KEYS.get(name.removeprefix("profile."))
        if name.startswith("profile.") and key is not None and key.choices:
            return frozenset(key.choices)
        found: set[Value] = set()
        for text in (*self._conditions, *self._rules):
            found |= literals_of(text, name) - {None}
        if found & {True, False} and all(isinstance(value, bool) for value in found):
            return frozenset({True, False})
        return frozenset(found | {OTHER})

    def _writing(self, element: Element) -> _Writing:
        names = tuple(sorted(self.written_by(element)))
        form = self._shelf.forms.get(element.extensions.form_ref)
        topic = TOPICS.get(element.extensions.topic)
        never = tuple(topic.never) if topic else ()
        rules = tuple(rule.expression for rule in form.rules) if form else ()
        hiding = tuple(_hiding(form, names)) if form else ()
        texts = (*never, *rules, *(hide for _name, hide, _required in hiding))
        return _Writing(
            names=names,
            choices=tuple(
                tuple(sorted(self._values(element, name, form), key=repr)) for name in names
            ),
            never=never,
            rules=rules,
            hiding=hiding,
            asked=frozenset[str]().union(*(names_in(text) for text in texts)).difference(names),
        )

    def _values(self, element: Element, name: str, form: Form | None) -> frozenset[Value]:
        topic = TOPICS.get(element.extensions.topic)
        declared = (topic.alternatives or {}).get(name) if topic else None
        if declared:
            return frozenset(declared)
        if form is not None and not name.startswith("count("):
            offered = _offered(form, name)
            if offered:
                return offered
        return self.general(name)


def _counted(name: str) -> str:
    return name[6:-1] if name.startswith("count(") else name


def _offered(form: Form, name: str) -> frozenset[Value]:
    """Return the options of a field; empty where its values cannot be listed."""
    for key, component in fields_of(form):
        if key != name:
            continue
        found: set[Value] = set(_static(component))
        found |= set(_OFFERED.findall(str(component.get("valuesExpression") or "")))
        if component.get("type") == "checkbox":
            found = {True, False}
        if found and (component.get("conditional") or not _required(component)):
            found.add(None)
        return frozenset(found)
    return frozenset()


def _static(component: Mapping[str, object]) -> Iterable[Value]:
    values = component.get("values")
    for choice in values if isinstance(values, list) else ():
        if isinstance(choice, Mapping):
            value = choice.get("value")
            if isinstance(value, str | bool | int):
                yield value


def _required(component: Mapping[str, object]) -> bool:
    rules = component.get("validate")
    return isinstance(rules, Mapping) and rules.get("required") is True


def _hiding(form: Form, written: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield each written field that a condition may hide: name, condition, whether required."""
    wanted = set(written)
    for name, component in fields_of(form):
        conditional = component.get("conditional")
        if name in wanted and isinstance(conditional, Mapping):
            yield name, str(conditional.get("hide") or ""), _required(component)
