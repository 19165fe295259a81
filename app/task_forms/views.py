"""A form as field views, ready to draw: conditions evaluated, options resolved, rows expanded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.forms import FieldView, Form, FormContext
from app.task_forms.cleaning import lenient
from app.task_forms.components import LIST, Component, at, components, fields
from app.task_forms.core import Examination, FieldState, examine
from app.task_forms.offers import options_of
from app.task_forms.typed import day_text, moment_text, number_text

_NOTHING = FieldState(hidden=True)


def present(form: Form, answers: Mapping[str, Any], context: FormContext) -> tuple[FieldView, ...]:
    """Return what to draw for these answers; a key that is not among them shows its prefill.

    Values stand as they were typed, also those that cannot be read. `constraints` holds the
    limits with FEEL evaluated, and under `hide` the condition for the page's small script;
    `text` is the value as a person reads it.
    """
    shown = _values(components(form), answers, {**context.facts, **context.prefill})
    examined = examine(form, lenient(form, shown, context), context)
    return tuple(_view(one, "", shown, examined, context) for one in components(form))


def _values(
    level: tuple[Component, ...], answers: Mapping[str, Any], register: Mapping[str, Any]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in fields(level):
        name = one.name
        if one.kind == LIST:
            values[name] = _rows(one, answers.get(name, register.get(name)), register.get(name))
        elif one.is_readonly or name not in answers:
            values[name] = register.get(name, one.json.get("defaultValue"))
        else:
            values[name] = answers[name]
    return values


def _rows(one: Component, given: Any, registered: Any) -> list[dict[str, Any]]:
    known = [row for row in _list(registered) if isinstance(row, Mapping)]
    rows = [row for row in _list(given) if isinstance(row, Mapping)]
    if given is None:
        rows = [{}] * int(one.json.get("defaultRepetitions", 1) or 0)
    if one.has_fixed_rows and known:
        rows = [rows[n] if n < len(rows) else {} for n in range(len(known))]
    return [
        _values(one.children, row, known[n] if n < len(known) else {}) for n, row in enumerate(rows)
    ]


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _view(
    one: Component,
    path: str,
    values: Mapping[str, Any],
    examined: Examination,
    context: FormContext,
) -> FieldView:
    where = at(path, one.name) if one.name else at(path, one.id)
    state = examined.by_path.get(where) if one.name else examined.by_id.get(one.id)
    state = state or _NOTHING
    value = state.value if one.kind == "expression" else values.get(one.name)
    options = options_of(one, state, context)
    return FieldView(
        path=where,
        key=one.name or one.id,
        kind=one.kind,
        label=state.word("dateLabel", state.word("label", one.label)),
        hint=state.word("description", str(one.json.get("description") or "")),
        required=one.validate.get("required") is True,
        readonly=one.is_readonly or one.kind == "expression",
        shown=not state.hidden,
        value=value,
        text=_text(one, state, value, {option.value: option.label for option in options}),
        subtype=one.subtype,
        options=options,
        children=tuple(_view(c, path, values, examined, context) for c in _children(one)),
        rows=_row_views(one, where, value, examined, context),
        can_add=one.kind == LIST and not one.has_fixed_rows,
        can_remove=one.kind == LIST and not one.has_fixed_rows,
        multiple=one.json.get("multiple") is True or one.kind in ("checklist", "taglist"),
        accept=str(one.json.get("accept") or ""),
        constraints=_constraints(one, state),
        properties=_properties(one),
    )


def _children(one: Component) -> tuple[Component, ...]:
    return () if one.kind == LIST else one.children


def _row_views(
    one: Component, path: str, rows: Any, examined: Examination, context: FormContext
) -> tuple[tuple[FieldView, ...], ...]:
    if one.kind != LIST:
        return ()
    return tuple(
        tuple(_view(c, f"{path}[{number}]", row, examined, context) for c in one.children)
        for number, row in enumerate(rows or ())
    )


def _constraints(one: Component, state: FieldState) -> dict[str, Any]:
    found = dict(state.limits or {})
    hide = (one.json.get("conditional") or {}).get("hide")
    if isinstance(hide, str) and hide:
        found["hide"] = hide.removeprefix("=").strip()
    adorners = one.json.get("appearance") or {}
    for name, key in (("prefix", "prefixAdorner"), ("suffix", "suffixAdorner")):
        if adorners.get(key):
            found[name] = str(adorners[key])
    return found


def _properties(one: Component) -> dict[str, str]:
    found = dict(one.properties)
    row = (one.json.get("layout") or {}).get("row")
    if row and one.kind != LIST:
        found.setdefault("row", str(row))
    return found


def _text(one: Component, state: FieldState, value: Any, labels: Mapping[str, str]) -> str:
    if one.kind == "text":
        return state.word("text", str(one.json.get("text") or ""))
    if value is None or one.kind in (LIST, "group"):
        return ""
    items = value if isinstance(value, list | tuple) else [value]
    return ", ".join(_item_text(one, item, labels) for item in items)


def _item_text(one: Component, value: Any, labels: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return labels.get("true" if value else "false", "Có" if value else "Không")
    if str(value) in labels:
        return labels[str(value)]
    if isinstance(value, int | float):
        return number_text(value)
    if one.kind == "datetime" or one.kind == "expression":
        return moment_text(str(value)) if "T" in str(value) else day_text(str(value))
    return str(value)
