"""Differences of forms: questions, their options and limits, rules across questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.diagrams.wording import shorten
from app.domain.forms import Form
from app.domain.views.processes import Change, ChangeLine, ChangeTopic
from app.task_forms.components import Component, components, everything

_KINDS = {
    "textfield": "chữ",
    "textarea": "đoạn chữ",
    "number": "số",
    "datetime": "ngày giờ",
    "checkbox": "ô đánh dấu",
    "radio": "chọn một",
    "select": "chọn một trong danh sách",
    "checklist": "chọn nhiều",
    "taglist": "chọn nhiều trong danh sách",
    "filepicker": "tệp",
    "dynamiclist": "danh sách dòng",
    "expression": "số tính sẵn",
}
_LIMITS = {
    "minLength": "số ký tự ít nhất",
    "maxLength": "số ký tự nhiều nhất",
    "min": "giá trị nhỏ nhất",
    "max": "giá trị lớn nhất",
    "pattern": "mẫu chữ",
}


def questions(before: Form | None, after: Form | None, name: str) -> Iterator[ChangeLine]:
    """Yield what became of a form; None where it is not there (or does not read)."""
    if before is None or after is None:
        if after is not None:
            yield _line(Change.ADDED, f"Thêm biểu “{shorten(after.title)}” ({name})")
        elif before is not None:
            yield _line(Change.REMOVED, f"Bỏ biểu “{shorten(before.title)}” ({name})")
        return
    title = f"Biểu “{shorten(after.title)}”"
    old, new = _fields(before), _fields(after)
    for key in old:
        if key not in new:
            yield _line(Change.REMOVED, f"{title}: bỏ mục “{shorten(old[key].label)}”")
    for key, field in new.items():
        if key not in old:
            told = f"{title}: thêm mục “{shorten(field.label)}”, {_kind(field)}{_must(field)}"
            yield _line(Change.ADDED, told)
        else:
            for sentence in _changed(old[key], field):
                yield _line(Change.CHANGED, f"{title}, mục “{shorten(field.label)}”: {sentence}")
    yield from _rules(before, after, title)


def _line(change: Change, sentence: str) -> ChangeLine:
    return ChangeLine(ChangeTopic.FORM, change, sentence)


def _fields(form: Form) -> dict[str, Component]:
    return {f"{one.name or one.id}": one for one in everything(components(form)) if _asks(one)}


def _asks(one: Component) -> bool:
    return one.kind in _KINDS


def _kind(one: Component) -> str:
    return _KINDS.get(one.kind, one.kind)


def _must(one: Component) -> str:
    return ", phải trả lời" if one.validate.get("required") else ""


def _changed(old: Component, new: Component) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"đổi từ {_kind(old)} thành {_kind(new)}"
    if old.label != new.label:
        yield f"trước ghi “{shorten(old.label)}”"
    if bool(old.validate.get("required")) != bool(new.validate.get("required")):
        yield "nay phải trả lời" if new.validate.get("required") else "nay không bắt buộc trả lời"
    yield from _choices(_options(old), _options(new))
    for limit, word in _LIMITS.items():
        if old.validate.get(limit) != new.validate.get(limit):
            yield f"{word} {_from_to(old.validate.get(limit), new.validate.get(limit))}"
    if _hidden(old) != _hidden(new):
        yield f"điều kiện ẩn {_from_to(_hidden(old), _hidden(new))}"
    if old.properties != new.properties:
        yield from _properties(old.properties, new.properties)


def _choices(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for value in was:
        if value not in now:
            yield f"bỏ lựa chọn “{shorten(was[value])}”"
    for value, label in now.items():
        if value not in was:
            yield f"thêm lựa chọn “{shorten(label)}”"
        elif was[value] != label:
            yield f"lựa chọn “{shorten(was[value])}” nay ghi “{shorten(label)}”"


def _properties(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"thuộc tính {name} {_from_to(old.get(name), new.get(name))}"


def _from_to(was: object, now: object) -> str:
    if was in (None, ""):
        return f"nay là “{shorten(str(now))}”"
    if now in (None, ""):
        return f"không còn, trước là “{shorten(str(was))}”"
    return f"đổi từ “{shorten(str(was))}” thành “{shorten(str(now))}”"


def _options(one: Component) -> dict[str, str]:
    values: Any = one.json.get("values")
    if not isinstance(values, list):
        return {}
    rows = [row for row in values if isinstance(row, Mapping)]
    return {str(row.get("value")): str(row.get("label") or row.get("value")) for row in rows}


def _hidden(one: Component) -> str:
    found = one.json.get("conditional")
    return str(found.get("hide") or "") if isinstance(found, Mapping) else ""


def _rules(before: Form, after: Form, title: str) -> Iterator[ChangeLine]:
    old, new = ({rule.id: rule for rule in form.rules} for form in (before, after))
    for name, rule in old.items():
        if name not in new:
            yield _line(Change.REMOVED, f"{title}: bỏ quy tắc “{shorten(rule.message)}”")
    for name, rule in new.items():
        if name not in old:
            yield _line(Change.ADDED, f"{title}: thêm quy tắc “{shorten(rule.message)}”")
        elif rule != old[name]:
            yield _line(Change.CHANGED, f"{title}: quy tắc “{shorten(rule.message)}” viết khác")
