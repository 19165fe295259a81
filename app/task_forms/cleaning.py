"""Answers brought into shape before form-js sees them: keys known, NFC, typed; what is odd, noted.

An odd value becomes None for form-js and its sentence is kept by path; whether the field is shown
at all is known only afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.forms import FieldError, Form, FormContext
from app.errors import FormInvalid, UnknownAnswer
from app.feel import as_json
from app.task_forms import sentences
from app.task_forms.components import (
    LIST,
    MANY_OF,
    ONE_OF,
    TEXTS,
    Component,
    at,
    components,
    fields,
)
from app.task_forms.posted import MAX_ROWS, option_text
from app.task_forms.typed import read_day, read_moment, read_number, read_time

MAX_ANSWERS = 1_000_000  # characters of JSON
# control characters, halves of characters, and marks that turn the direction of writing
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass
class Cleaned:
    """Answers with every key of the form, and the sentences for values that were odd."""

    answers: dict[str, Any] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)


class _Odd(Exception):
    """A value that its control cannot make; carries the sentence."""


def clean(form: Form, answers: Mapping[str, Any], context: FormContext) -> Cleaned:
    """Return the answers in shape.

    Raises UnknownAnswer for a key the form does not have or rows beyond its fixed ones, and
    FormInvalid for answers that are too large to look at.
    """
    _refuse_too_large(answers)
    cleaned = Cleaned()
    register = {**context.facts, **context.prefill}
    cleaned.answers = _level(components(form), answers, "", register, cleaned.odd)
    return cleaned


def lenient(form: Form, answers: Mapping[str, Any], context: FormContext) -> dict[str, Any]:
    """Return answers in shape for drawing: whatever is odd is empty, nothing is refused."""
    register = {**context.facts, **context.prefill}
    return _level(components(form), answers, "", register, {})


def _refuse_too_large(answers: Mapping[str, Any]) -> None:
    try:
        size = len(as_json(answers))
    except (TypeError, ValueError, RecursionError) as error:
        raise UnknownAnswer("Nội dung gửi lên không phải câu trả lời của biểu này") from error
    if size > MAX_ANSWERS:
        message = "Rút gọn nội dung: cả biểu dài quá 1.000.000 ký tự; chuyển phần dài vào tệp"
        raise FormInvalid((FieldError("", "", message),))


def _level(
    level: tuple[Component, ...],
    answers: Mapping[str, Any],
    path: str,
    register: Mapping[str, Any],
    odd: dict[str, str],
) -> dict[str, Any]:
    known = {one.name: one for one in fields(level)}
    for key in answers:
        if key not in known:
            raise UnknownAnswer(f"Biểu này không có mục “{str(key)[:60]}”; mở lại biểu và gửi lại")
    shaped: dict[str, Any] = {}
    for name, one in known.items():
        where = at(path, name)
        if one.kind == LIST:
            shaped[name] = _rows(one, answers.get(name), where, register.get(name), odd)
        elif one.is_readonly:
            shaped[name] = register.get(name)
        elif one.kind != "expression":
            shaped[name] = _value(one, answers.get(name), where, odd)
    return shaped


def _rows(
    one: Component, value: Any, path: str, registered: Any, odd: dict[str, str]
) -> list[dict[str, Any]]:
    given = registered if isinstance(registered, list | tuple) else []
    rows = [] if value is None else value
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        odd[path] = sentences.wrong_kind(one.noun)
        rows = []
    if one.has_fixed_rows:
        count = len(given) or int(one.json.get("defaultRepetitions") or 0)
        if len(rows) > count:
            raise UnknownAnswer(f"“{one.label}” có {count} dòng cố định; mở lại biểu và gửi lại")
        rows = [*rows, *({} for _ in range(count - len(rows)))]
    if len(rows) > MAX_ROWS:
        odd[path] = sentences.too_many_rows(one.noun, MAX_ROWS)
        rows = rows[:MAX_ROWS]
    return [
        _level(one.children, row, f"{path}[{number}]", _mapping(given, number), odd)
        for number, row in enumerate(rows)
    ]


def _mapping(rows: Any, number: int) -> Mapping[str, Any]:
    row = rows[number] if number < len(rows) else None
    return row if isinstance(row, Mapping) else {}


def _value(one: Component, value: Any, path: str, odd: dict[str, str]) -> Any:
    if value is None or value == "" or value == []:
        return [] if one.kind in MANY_OF or one.kind == "filepicker" else None
    try:
        return _SHAPES[one.kind](one, value)
    except _Odd as error:
        odd[path] = str(error)
        return None


def _text(one: Component, value: Any) -> str | None:
    if not isinstance(value, str):
        raise _Odd(sentences.wrong_kind(one.noun))
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if _HIDDEN.search(text):
        raise _Odd(sentences.hidden_characters(one.noun))
    return text or None


def _number(one: Component, value: Any) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Odd(sentences.wrong_kind(one.noun))
    number = read_number(value) if isinstance(value, str) else value
    if number is None or abs(number) > 2**53 - 1 or number != number:
        raise _Odd(sentences.unreadable(one, one.noun))
    return number


def _datetime(one: Component, value: Any) -> str | None:
    text = _text(one, value)
    read = {"date": read_day, "time": read_time, "datetime": read_moment}.get(one.subtype, read_day)
    found = read(text) if text else None
    if text and found is None:
        raise _Odd(sentences.unreadable(one, one.noun))
    return found


def _checkbox(one: Component, value: Any) -> bool:
    if value in (True, "true", "on"):
        return True
    if value in (False, "false"):
        return False
    raise _Odd(sentences.wrong_kind(one.noun))


def _one_of(one: Component, value: Any) -> Any:
    if not isinstance(value, str | int | float):
        raise _Odd(sentences.wrong_kind(one.noun))
    return _option(one, value)


def _many_of(one: Component, value: Any) -> list[Any]:
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, list | tuple):
        raise _Odd(sentences.wrong_kind(one.noun))
    if not all(isinstance(item, str | int | float) for item in chosen):
        raise _Odd(sentences.wrong_kind(one.noun))
    return list(dict.fromkeys(_option(one, item) for item in chosen))


def _option(one: Component, value: Any) -> Any:
    if one.static_options is None:
        return value
    for option, _ in one.static_options:
        if option_text(option) == option_text(value):
            return option
    raise _Odd(sentences.not_an_option(one.noun, value))


def _files(one: Component, value: Any) -> list[str]:
    ids = [value] if isinstance(value, str) else value
    if not isinstance(ids, list | tuple) or not all(isinstance(item, str) for item in ids):
        raise _Odd(sentences.wrong_kind(one.noun))
    return list(dict.fromkeys(ids))


_SHAPES: Mapping[str, Callable[[Component, Any], Any]] = {
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(ONE_OF, _one_of),
    **dict.fromkeys(MANY_OF, _many_of),
    "number": _number,
    "datetime": _datetime,
    "checkbox": _checkbox,
    "filepicker": _files,
}
