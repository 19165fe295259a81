"""Questions that invariants ask of a form: is it asked, required, fixed, covered by a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.forms import Form
from app.verification.shelf import fields_of

# Sources of options that hold the one value an earlier step has fixed.
FIXED_SOURCES = frozenset({"escalation_target"})


def asks(form: Form, name: str) -> bool:
    """Tell whether the form has a field that writes this fact."""
    return any(key == name for key, _component in fields_of(form))


def is_fixed(form: Form, name: str) -> bool:
    """Tell whether every field of this fact is read-only, mere text, or offers what was fixed."""
    return all(
        component.get("readonly") is True
        or component.get("type") == "text"
        or _source(component) in FIXED_SOURCES
        for key, component in fields_of(form)
        if key == name
    )


def _source(component: Mapping[str, object]) -> object:
    properties = component.get("properties")
    return properties.get("ref") if isinstance(properties, Mapping) else None


def is_required(form: Form, name: str) -> bool:
    """Tell whether the field is there and required where it is shown, or a rule demands it."""
    for key, component in fields_of(form):
        rules = component.get("validate")
        if key == name and isinstance(rules, Mapping) and rules.get("required") is True:
            return True
    return asks(form, name) and any(name in text for text in rules_about(form, name))


def rules_about(form: Form, *words: str) -> Iterator[str]:
    """Yield the rules of the form that name all these words."""
    for rule in form.rules:
        if all(word in rule.expression for word in words):
            yield rule.expression
