"""Answers put into words: each shown field of a form with its answer as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.domain.clock import LOCAL
from app.domain.forms import FieldView
from app.domain.views import CheckItem

SILENT = frozenset({"text", "separator", "spacer", "button"})


def check_items(
    fields: Iterable[FieldView], uploads: Mapping[str, str], section: str = ""
) -> Iterator[CheckItem]:
    """Yield one line for each field that is shown; rows are numbered from 1."""
    for field in fields:
        if not field.shown or field.kind in SILENT:
            continue
        if field.kind == "group":
            yield from check_items(field.children, uploads, field.label or section)
        elif field.kind == "dynamiclist":
            yield from _rows(field, uploads, section)
        else:
            yield CheckItem(field.label, answer_text(field, uploads), field.path, section)


def _rows(field: FieldView, uploads: Mapping[str, str], section: str) -> Iterator[CheckItem]:
    """Call a row as the form's page does: by the answer that names it, else by its number."""
    one = field.properties.get("row_label") or field.label
    by = field.properties.get("row_title")
    for number, row in enumerate(field.rows, start=1):
        naming = next((view for view in row if by and view.key == by and view.value), None)
        name = answer_text(naming, uploads) if naming else f"{one} {number}"
        for item in check_items((view for view in row if view is not naming), uploads, section):
            yield CheckItem(f"{name}: {item.label}", item.answer, item.path, section)


def answer_text(field: FieldView, uploads: Mapping[str, str]) -> str:
    """Return a field's value as text: option labels, dd/mm/yyyy, grouped numbers, file names."""
    value = field.value
    if value is None or value == "" or value == []:
        return "Để trống"
    if field.options:
        return _options(field, value)
    if field.kind == "filepicker":
        return ", ".join(uploads.get(str(item), str(item)) for item in _listed(value))
    if field.kind == "checkbox":
        return "Có" if value is True else "Không"
    if field.kind == "datetime":
        return moment_text(str(value))
    if field.kind == "number" and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value)


def _options(field: FieldView, value: Any) -> str:
    labels = {option.value: option.label for option in field.options}
    return ", ".join(labels.get(_key(item), str(item)) for item in _listed(value))


def _key(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def moment_text(text: str) -> str:
    """Return an ISO date or moment as people write it; other text as it is."""
    try:
        if len(text) == len("2024-03-04"):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = moment.astimezone(LOCAL) if moment.tzinfo else moment
    return f"{local:%H:%M, %d/%m/%Y}"
