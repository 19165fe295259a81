"""A form before publication: what pages cannot draw, FEEL that does not parse, clashing names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from app.domain.diagrams import Finding, Severity
from app.domain.forms import CONTROL_NAMES, Form, FormRule
from app.errors import FeelError
from app.feel import names_of, names_of_test
from app.task_forms.components import (
    ANSWERED,
    LIST,
    MANY_OF,
    ONE_OF,
    SUPPORTED,
    Component,
    components,
    everything,
    fields,
)
from app.task_forms.core import expressions, has_template, load, schema_text
from app.task_forms.reading import SCOPES

_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_SOURCE = re.compile(r"\boptions\b")


def check_form(form: Form) -> tuple[Finding, ...]:
    """Return everything that keeps the form from being used, in page order."""
    found = [*_root(form)]
    for one in everything(components(form)):
        found += _component(one)
    found += _level(components(form))
    found += _controls(form)
    for rule in form.rules:
        found += _rule(form, rule)
    return tuple(found) if found else tuple(_as_form_js(form))


def _finding(rule: str, one: Component | None, message: str, repair: str) -> Finding:
    if one is None:
        return Finding(rule, Severity.ERROR, message, repair)
    return Finding(rule, Severity.ERROR, message, repair, one.id, one.label, one.kind)


def _root(form: Form) -> Iterator[Finding]:
    if form.scope not in SCOPES:
        repair = f"Ghi scope là một trong: {', '.join(SCOPES)}"
        yield _finding("form_scope", None, f"Biểu có scope lạ: {form.scope}", repair)


def _component(one: Component) -> Iterator[Finding]:
    if one.kind not in SUPPORTED:
        yield _finding(
            "form_component",
            one,
            f"Biểu dùng thành phần “{one.kind}” mà trang không vẽ được",
            "Thay bằng thành phần khác: chữ, số, ngày, chọn, tệp, nhóm, danh sách dòng",
        )
        return
    if (one.kind in ANSWERED or one.kind == LIST) and not _NAME.match(one.name):
        yield _finding(
            "form_key",
            one,
            f"Khóa “{one.name}” của “{one.label}” không dùng được làm tên dữ kiện",
            "Ghi khóa bằng chữ không dấu, số và gạch dưới, không có dấu chấm",
        )
    if one.kind == "group" and one.json.get("path"):
        message = f"Nhóm “{one.label}” có đường dẫn dữ liệu riêng"
        yield _finding("form_key", one, message, "Bỏ path của nhóm")
    yield from _choices(one)
    yield from _readonly(one)
    yield from _texts(one)


def _controls(form: Form) -> Iterator[Finding]:
    """Refuse a key that a page would take for one of its buttons; rows have paths of their own."""
    for one in fields(components(form)):
        if one.name in CONTROL_NAMES:
            message = f"Khóa “{one.name}” của “{one.label}” trùng tên điều khiển của trang"
            yield _finding("form_control_name", one, message, "Đặt khóa khác cho mục này")


def _choices(one: Component) -> Iterator[Finding]:
    if one.kind not in ONE_OF and one.kind not in MANY_OF:
        return
    expression = str(one.json.get("valuesExpression") or "")
    if one.json.get("valuesKey") or not (expression or one.static_options):
        yield _finding(
            "form_options",
            one,
            f"“{one.label}” không có lựa chọn nào ghi trong biểu",
            "Ghi các lựa chọn, hoặc đặt valuesExpression là =options.<nguồn>",
        )
    elif _SOURCE.search(expression) and not one.source:
        yield _finding(
            "form_options",
            one,
            f"“{one.label}” dùng options trong một biểu thức dài hơn",
            "Viết đúng =options.<nguồn>, và ghi thuộc tính ref là tên nguồn",
        )


def _readonly(one: Component) -> Iterator[Finding]:
    if isinstance(one.json.get("readonly"), str):
        yield _finding(
            "form_readonly",
            one,
            f"“{one.label}” chỉ đọc theo biểu thức",
            "Đặt chỉ đọc hẳn, hoặc ẩn bằng điều kiện và thêm một mục chữ",
        )
    if one.kind == LIST and not one.has_fixed_rows:
        for child in fields(one.children):
            if child.is_readonly:
                yield _finding(
                    "form_readonly",
                    child,
                    f"“{child.label}” chỉ đọc trong danh sách thêm bớt được dòng",
                    "Đặt allowAddRemove là false cho danh sách, hoặc cho nhập mục này",
                )


def _texts(one: Component) -> Iterator[Finding]:
    for text, unary in expressions(one.json):
        try:
            (names_of_test if unary else names_of)(text)
        except FeelError as error:
            message = f"“{one.label}”: {error.message}"
            yield _finding("form_feel", one, message, "Sửa biểu thức theo cú pháp FEEL")


def _level(level: tuple[Component, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in fields(level):
        if one.name in seen:
            message = f"Hai mục cùng khóa “{one.name}”"
            yield _finding("form_key", one, message, "Đổi khóa của một mục")
        seen.add(one.name)
        if one.kind == LIST:
            yield from _level(one.children)
            yield from _row_names(one)


def _row_names(one: Component) -> Iterator[Finding]:
    """Name conditions in rows that read a key of the row as if it were a key of the form."""
    own = {child.name for child in fields(one.children)}
    for child in everything(one.children):
        if has_template(child.json):
            continue
        for text, unary in expressions(child.json):
            try:
                names = (names_of_test if unary else names_of)(text).names
            except FeelError:
                continue
            for name in sorted(names & own):
                yield _finding(
                    "form_row_name",
                    child,
                    f"Điều kiện của “{child.label}” đọc “{name}”, là mục của cùng dòng",
                    f"Viết this.{name}",
                )


def _rule(form: Form, rule: FormRule) -> Iterator[Finding]:
    texts = [rule.expression] + ([rule.message] if rule.message.startswith("=") else [])
    for text in texts:
        try:
            names_of(text)
        except FeelError as error:
            message = f"Quy tắc “{rule.id}”: {error.message}"
            yield _finding("form_rule", None, message, "Sửa biểu thức theo cú pháp FEEL")
    if not rule.message:
        message = f"Quy tắc “{rule.id}” không có câu báo cho người điền"
        yield _finding("form_rule", None, message, "Ghi message: việc phải làm, kèm giới hạn")
    if rule.field not in {one.name for one in fields(components(form))}:
        message = f"Quy tắc “{rule.id}” đặt lỗi ở mục “{rule.field}” mà biểu không có"
        yield _finding("form_rule", None, message, "Ghi field là khóa của một mục trong biểu")


def _as_form_js(form: Form) -> Iterator[Finding]:
    schema = schema_text(form)
    try:
        load(hashlib.sha256(schema.encode()).hexdigest(), schema)
    except FeelError as error:
        yield _finding("form_schema", None, error.message, "Mở biểu trong trình soạn và lưu lại")
