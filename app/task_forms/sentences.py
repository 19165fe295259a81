"""What a person reads at a field: verb first, the field's label, the limit, the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.task_forms.components import MANY_OF, ONE_OF, Component
from app.task_forms.typed import number_text

_MINIMUM = re.compile(r"^Field must have minimum value of (.+)\.$")
_MAXIMUM = re.compile(r"^Field must have maximum value of (.+)\.$")
_SHORTEST = re.compile(r"^Field must have minimum length of (.+)\.$")
_LONGEST = re.compile(r"^Field must have maximum length of (.+)\.$")
_DIGITS = re.compile(r"^Value is expected to have at most (\d+) decimal")


def inline(label: str) -> str:
    """Return a label as it stands inside a sentence: “Lý do” becomes “lý do”, “UBND” stays."""
    if len(label) > 1 and label[0].isupper() and not label[1].isupper():
        return label[0].lower() + label[1:]
    return label


def in_row(numbers: tuple[int, ...], sentence: str) -> str:
    """Put the row's number before a sentence; rows count from 1 for people."""
    if not numbers:
        return sentence
    return f"Dòng {'.'.join(str(number) for number in numbers)}: {inline(sentence)}"


def missing(one: Component, label: str, limits: Mapping[str, Any]) -> str:
    """Say what to fill in, in the form's own words where it has some (property `ask`)."""
    if one.properties.get("ask"):
        return one.properties["ask"]
    name = inline(label)
    if one.kind == "checkbox":
        return f"Đánh dấu “{label}” để tiếp tục"
    if one.kind in ONE_OF or one.kind in MANY_OF:
        return f"Chọn {name}"
    if one.kind == "filepicker":
        return f"Đính kèm {name}"
    if one.kind == "datetime":
        return unreadable(one, label)
    least = limits.get("minLength")
    return f"Ghi {name}, ít nhất {least} ký tự" if least else f"Ghi {name}"


def unreadable(one: Component, label: str) -> str:
    """Say how a date, a time or a number is typed."""
    name = inline(label)
    if one.kind == "number":
        return f"Ghi {name} bằng số, ví dụ 1.500.000"
    if one.subtype == "time":
        return f"Ghi {name} theo dạng giờ:phút, ví dụ 14:05"
    if one.subtype == "datetime":
        return f"Ghi {name} đủ ngày và giờ, ví dụ 24/04/2024 14:05"
    return f"Ghi {name} theo dạng ngày/tháng/năm, ví dụ 24/04/2024"


def from_form_js(one: Component, label: str, error: str, value: Any, limits: Any) -> str:
    """Translate one of form-js's own refusals."""
    name = inline(label)
    if error == "Field is required.":
        return missing(one, label, limits or {})
    for pattern, sentence in (
        (_MINIMUM, "Ghi {name} từ {limit} trở lên"),
        (_MAXIMUM, "Ghi {name} không quá {limit}"),
        (_SHORTEST, "Ghi {name}, ít nhất {limit} ký tự; hiện có {length}"),
        (_LONGEST, "Rút gọn {name} còn {limit} ký tự trở xuống; hiện có {length}"),
        (_DIGITS, "Ghi {name} với nhiều nhất {limit} chữ số thập phân"),
    ):
        found = pattern.match(error)
        if found:
            length = len(str(value).strip())
            return sentence.format(name=name, limit=_limit(found[1]), length=length)
    return _other(one, name, error)


def _other(one: Component, name: str, error: str) -> str:
    if error == "Value is expected to be an integer.":
        return f"Ghi {name} bằng số nguyên, ví dụ 1.500.000"
    if error == "Field must be a valid email.":
        return f"Ghi {name} theo dạng ten@donvi.vn"
    if error.startswith("Field must be a valid  international phone"):
        return f"Ghi {name} theo dạng +84 255 3822 222"
    if error == one.validate.get("patternErrorMessage"):
        return error
    return f"Ghi lại {name} theo hướng dẫn ở mục này"


def _limit(text: str) -> str:
    try:
        return number_text(float(text))
    except ValueError:
        return text


def not_an_option(label: str, value: Any) -> str:
    """Say that a choice is not offered."""
    shown = str(value)[:60]
    return f"Chọn lại {inline(label)}: “{shown}” không có trong danh sách"


def wrong_kind(label: str) -> str:
    """Say that a value has a shape that the control cannot make."""
    return f"Ghi lại {inline(label)}: nội dung gửi lên không đúng kiểu của mục này"


def hidden_characters(label: str) -> str:
    """Say that a text has characters nobody can see."""
    return f"Bỏ ký tự điều khiển trong {inline(label)}, rồi gửi lại"


def too_many_rows(label: str, most: int) -> str:
    """Say how many rows a list holds."""
    return f"Bỏ bớt dòng ở {inline(label)}, nhiều nhất {most} dòng"


def file_gone(label: str) -> str:
    """Say that an upload is not (or no longer) this person's."""
    return f"Đính kèm lại {inline(label)}: hệ thống không còn tệp đã chọn"


def file_kind(label: str, name: str, accept: str) -> str:
    """Say which kinds of file are taken."""
    kinds = ", ".join(part.strip(" .").upper() for part in accept.split(",") if part.strip())
    return f"Đính kèm lại {inline(label)}: “{name}” không thuộc loại {kinds}"


def one_file(label: str) -> str:
    """Say that only one file is taken."""
    return f"Đính kèm một tệp ở {inline(label)}, bỏ các tệp còn lại"


def not_before(label: str, day: str) -> str:
    """Say from which day on."""
    return f"Ghi {inline(label)} từ ngày {day} trở đi"
