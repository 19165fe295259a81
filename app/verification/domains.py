"""Which values the tested names of one process may take, and who writes them.

A name's values come from its writer: the options of a form's field, the ends of a called process,
what a topic declares; where a writer declares nothing, the values it is compared with and one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from app.domain.diagrams import Definition, Element
from app.domain.forms import Form
from app.profiles.keys import KEYS
from app.topics import TOPICS
from app.verification.conditions import Value, judge, literals_of, names_in
from app.verification.shelf import Shelf, fields_of

OTHER = "(khác)"
_OFFERED = re.compile(r'"value":\s*"([^"]*)"')


class Domains:
    """The tested names of one process with their possible values."""

    def __init__(self, shelf: Shelf, definition: Definition, also: frozenset[str]) -> None:
        self._shelf = shelf
        self._definition = definition
        self._also = also
        self._conditions = [e.condition for e in definition.elements.values() if e.condition]
        forms = (shelf.forms.get(e.extensions.form_ref) for e in definition.elements.values())
        self._rules = [rule.expression for form in forms if form for rule in form.rules]
        self.tested = also.union(*(names_in(text) for text in self._conditions))

    def written_by(self, element: Element) -> frozenset[str]:
        """Return the tested names that an element writes itself (`count(x)` with `x`)."""
        written = self._shelf.written_by(element)
        return frozenset(name for name in self.tested if _counted(name) in written)

    def inputs(self) -> frozenset[str]:
        """Return the tested names that nothing in the process writes."""
        elements = self._definition.elements.values()
        return self.tested.difference(*(self.written_by(element) for element in elements))

    def general(self, name: str) -> frozenset[Value]:
        """Return the values a name is compared with, and one more that no condition names.

        A key of the profile that has choices takes one of them.
        """
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

    def outcomes(self, element: Element, known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """Yield the values that an element may write, given what is known before."""
        names = sorted(self.written_by(element))
        form = self._shelf.forms.get(element.extensions.form_ref)
        choices = [sorted(self._values(element, name, form), key=repr) for name in names]
        topic = TOPICS.get(element.extensions.topic)
        never = topic.never if topic else ()
        for values in product(*choices):
            written = dict(zip(names, values, strict=True))
            if any(judge(text, {**known, **written}) is True for text in never):
                continue
            if form is None or _accepted(form, {**known, **written}, names):
                yield written

    def rule_names(self, element: Element) -> frozenset[str]:
        """Return the tested names that the rules of an element's form look at."""
        form = self._shelf.forms.get(element.extensions.form_ref)
        texts = [rule.expression for rule in form.rules] if form else []
        return frozenset(name for text in texts for name in names_in(text) & self.tested)

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


def _accepted(form: Form, known: Mapping[str, Value], written: Iterable[str]) -> bool:
    """Tell whether no rule of the form surely refuses these answers."""
    if any(judge(rule.expression, known) is False for rule in form.rules):
        return False
    wanted = set(written)
    for name, component in fields_of(form):
        conditional = component.get("conditional")
        if name in wanted and isinstance(conditional, Mapping):
            hidden = judge(str(conditional.get("hide") or ""), known)
            if hidden is True and known[name] is not None:
                return False
            if hidden is False and known[name] is None and _required(component):
                return False
    return True
