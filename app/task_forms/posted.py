"""A posted page turned into answers: HTML names are field paths, `risks[0].prevention`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from app.domain.forms import Form
from app.task_forms.components import LIST, MANY_OF, Component, at, components, fields, truth
from app.task_forms.typed import read_day, read_moment, read_number, read_time

MAX_ROWS = 200
Posted = Mapping[str, list[str]]
Level = tuple[dict[str, Any], set[str]]


def answers_from_post(form: Form, posted: Posted) -> dict[str, Any]:
    """Return the answers of a posted page, every key of the form among them.

    What is missing from the post is empty (an unticked box is not sent). Dates and numbers are
    read the way people type them; what cannot be read stays as typed. Names that the form does
    not have are kept, so that `validate` refuses them; the page's own controls must be taken
    out before. Read-only fields are never taken from a post.
    """
    answers, used = _level(components(form), "", posted)
    for name, values in posted.items():
        if name not in used and not _is_readonly(form, name):
            answers.setdefault(name, values[-1] if values else None)
    return answers


def _level(
    level: tuple[Component, ...], path: str, posted: Posted
) -> tuple[dict[str, Any], set[str]]:
    answers: dict[str, Any] = {}
    used: set[str] = set()
    for one in fields(level):
        where = at(path, one.name)
        if one.kind == LIST:
            answers[one.name], below = _rows(one, where, posted)
            used |= below
        elif not one.is_readonly and one.kind != "expression":
            answers[one.name] = _value(one, where, posted)
            used |= {where, f"{where}.date", f"{where}.time"}
    return answers, used


def _rows(one: Component, path: str, posted: Posted) -> tuple[list[dict[str, Any]], set[str]]:
    row_of = re.compile(re.escape(path) + r"\[(\d{1,4})\](?:\.|$)")
    numbers = {int(found[1]) for name in posted if (found := row_of.match(name))}
    rows: list[dict[str, Any]] = []
    used = {path}
    # one row too many is kept, so that `validate` can say so
    for number in sorted(numbers)[: MAX_ROWS + 1]:
        row, below = _level(one.children, f"{path}[{number}]", posted)
        rows.append(row)
        used |= below | {f"{path}[{number}]"}
    return rows, used


def _value(one: Component, path: str, posted: Posted) -> Any:
    values = [unicodedata.normalize("NFC", value) for value in posted.get(path, [])]
    if one.kind in MANY_OF or one.kind == "filepicker":
        return [value for value in values if value != ""]
    if one.kind == "checkbox":
        return bool(values) and values[-1] not in ("", "false")
    if one.kind == "datetime" and one.subtype == "datetime":
        return _moment(path, values, posted)
    text = values[-1] if values else ""
    if not text.strip():
        return None
    return _read(one, text)


def _read(one: Component, text: str) -> Any:
    if one.kind == "number":
        number = read_number(text)
        return text if number is None else number
    if one.kind == "datetime":
        return (read_time(text) if one.subtype == "time" else read_day(text)) or text
    for value, _ in one.static_options or ():
        if option_text(value) == text:
            return value
    return truth(text) if one.kind == "radio" and one.static_options is None else text


def _moment(path: str, values: list[str], posted: Posted) -> str | None:
    day = (posted.get(f"{path}.date") or [""])[-1].strip()
    clock = (posted.get(f"{path}.time") or [""])[-1].strip()
    text = " ".join(part for part in (day, clock) if part) or (values[-1] if values else "")
    if not text.strip():
        return None
    return read_moment(text) or text


def option_text(value: Any) -> str:
    """Return an option's value as a page writes it; booleans in JSON's words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _is_readonly(form: Form, name: str) -> bool:
    top = re.split(r"[.\[]", name, maxsplit=1)[0]
    for one in fields(components(form)):
        if one.name == top:
            if one.kind == LIST:
                last = name.rsplit(".", 1)[-1]
                return any(child.name == last and _unwritten(child) for child in one.children)
            return _unwritten(one)
    return False


def _unwritten(one: Component) -> bool:
    return one.is_readonly or one.kind == "expression"
