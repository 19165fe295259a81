"""A form file read: bytes to a Form, refused in words when it is not form-js JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.diagrams import Finding, Severity
from app.domain.forms import Form, FormRule
from app.errors import DiagramRefused

MAX_BYTES = 1_000_000
# What a hand-written file may have turned into something else; absent and null mean nothing said.
SHAPES: Mapping[str, type | tuple[type, ...]] = {
    "values": list,
    "validate": dict,
    "conditional": dict,
    "appearance": dict,
    "layout": dict,
    "type": str,
    "key": str,
    "path": str,
    "label": str,
    "dateLabel": str,
    "subtype": str,
    "description": str,
    "text": str,
    "valuesExpression": str,
    "expression": str,
    "accept": str,
    "defaultRepetitions": int,
}
SCOPES = ("case", "pass", "activation")


def read_form(data: bytes) -> Form:
    """Read a form-js schema with our root properties.

    Raises DiagramRefused when the bytes are no form; `check_form` finds everything else.
    """
    schema = _schema(data)
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        properties = {}
    return Form(
        id=str(schema["id"]),
        title=str(properties.get("title") or schema["id"]),
        schema=schema,
        scope=str(properties.get("scope") or "activation"),
        rules=tuple(_rule(one) for one in _listed(properties.get("rules"))),
        renames=dict(_renames(schema.get("components", ()))),
    )


def refusal(message: str, repair: str) -> DiagramRefused:
    """Return the error for a file that cannot be read as a form at all."""
    return DiagramRefused((Finding("form_file", Severity.ERROR, message, repair),))


def _schema(data: bytes) -> Mapping[str, Any]:
    if len(data) > MAX_BYTES:
        raise refusal("Biểu lớn hơn 1 MB", "Bớt nội dung của biểu")
    try:
        schema = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refusal("Biểu không phải JSON đọc được", "Lưu lại biểu từ trình soạn") from error
    parts = schema.get("components") if isinstance(schema, dict) else None
    if not isinstance(parts, list) or not schema.get("id") or not _are_components(parts):
        raise refusal(
            "Tệp không phải biểu form-js: thiếu id hoặc components",
            "Lưu lại biểu từ trình soạn biểu",
        )
    return dict(schema)


def _are_components(parts: Any, depth: int = 0) -> bool:
    if not isinstance(parts, list) or depth > 20:
        return False
    return all(
        isinstance(one, dict)
        and _is_component(one)
        and _are_components(one.get("components", []), depth + 1)
        for one in parts
    )


def _is_component(one: Mapping[str, Any]) -> bool:
    """Tell whether the parts of a component that others read have the shape they expect."""
    if not isinstance(one.get("properties", {}), dict):
        return False
    for part, shape in SHAPES.items():
        if one.get(part) is not None and not isinstance(one[part], shape):
            raise refusal(
                f"Mục “{str(one.get('label') or one.get('id') or '')[:80]}” ghi sai phần {part}",
                "Mở biểu trong trình soạn, sửa mục đó rồi lưu lại",
            )
    return all(isinstance(choice, dict) for choice in one.get("values") or ())


def _rule(written: Any) -> FormRule:
    if not isinstance(written, Mapping):
        raise refusal("properties.rules của biểu có dòng không phải quy tắc", "Sửa quy tắc đó")
    return FormRule(
        id=str(written.get("id") or ""),
        expression=str(written.get("expression") or ""),
        message=str(written.get("message") or ""),
        field=str(written.get("field") or ""),
        clauses=tuple(str(clause) for clause in _listed(written.get("clauses"))),
    )


def _listed(written: Any) -> list[Any]:
    if written is not None and not isinstance(written, list):
        raise refusal("properties.rules của biểu không phải danh sách", "Sửa phần rules của biểu")
    return written or []


def _renames(parts: Any) -> Iterator[tuple[str, str]]:
    for one in parts:
        fact = one.get("properties", {}).get("fact")
        name = one.get("key") or one.get("path")
        if fact and name:
            yield str(name), str(fact)
        if one.get("type") != "dynamiclist":
            yield from _renames(one.get("components", ()))
