"""What a form offers to choose from, and whether a value is among it: options, people, files."""

from __future__ import annotations

from typing import Any

from app.domain.forms import FormContext, Option
from app.task_forms import sentences
from app.task_forms.components import MANY_OF, ONE_OF, Component
from app.task_forms.core import FieldState
from app.task_forms.posted import option_text
from app.task_forms.typed import LOCAL, day_text


def options_of(
    one: Component, state: FieldState | None, context: FormContext
) -> tuple[Option, ...]:
    """Return the choices of a field: from a source, written in the form, or computed."""
    if one.kind not in ONE_OF and one.kind not in MANY_OF:
        return ()
    if one.source:
        return tuple(context.options.get(one.source, ()))
    if one.static_options is not None:
        return tuple(Option(option_text(value), label) for value, label in one.static_options)
    computed = state.options if state is not None else None
    return tuple(_computed(item) for item in computed or () if item is not None)


def _computed(item: Any) -> Option:
    if isinstance(item, dict):
        value = option_text(item.get("value"))
        return Option(value, str(item.get("label") or value))
    return Option(option_text(item), option_text(item))


def refused_offer(one: Component, label: str, state: FieldState, context: FormContext) -> str:
    """Return the sentence for a value that is not offered now, or an empty text."""
    if state.value is None or state.value == []:
        return ""
    if one.kind == "filepicker":
        return _refused_file(one, label, state.value, context)
    if one.kind == "datetime":
        return _refused_day(one, label, state.value, context)
    if one.kind in ONE_OF or one.kind in MANY_OF:
        offered = {option.value for option in options_of(one, state, context)}
        chosen = state.value if isinstance(state.value, list) else [state.value]
        for value in chosen:
            if option_text(value) not in offered:
                return sentences.not_an_option(label, value)
    return ""


def _refused_file(one: Component, label: str, ids: list[str], context: FormContext) -> str:
    accept = str(one.json.get("accept") or "")
    endings = tuple(part.strip().lower() for part in accept.split(",") if part.strip())
    for upload in ids:
        name = context.uploads.get(upload)
        if name is None:
            return sentences.file_gone(label)
        if endings and not name.lower().endswith(endings):
            return sentences.file_kind(label, name, accept)
    return sentences.one_file(label) if len(ids) > 1 and not one.json.get("multiple") else ""


def _refused_day(one: Component, label: str, value: str, context: FormContext) -> str:
    today = context.now.astimezone(LOCAL).date().isoformat()
    if one.json.get("disallowPassedDates") is True and value[:10] < today:
        return sentences.not_before(label, day_text(today))
    return ""
