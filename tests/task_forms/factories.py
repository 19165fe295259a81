"""Forms written in a few lines, and what the register gives them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.domain.forms import FieldError, Form, FormContext, Option
from app.errors import FormInvalid
from app.task_forms import read_form, validate

# Wednesday 24 April 2024, 08:00 in Hanoi
MORNING = datetime(2024, 4, 24, 1, 0, tzinfo=UTC)
PEOPLE = (Option("p-an", "Nguyễn Văn An"), Option("p-binh", "Trần Thị Bình"))


def field(kind: str, key: str, **more: Any) -> dict[str, Any]:
    """Return one component; `required`, `minLength` and the like go to its limits."""
    limits = {
        name: more.pop(name)
        for name in ("required", "min", "max", "minLength", "maxLength", "pattern")
        if name in more
    }
    hide = more.pop("hide", None)
    made: dict[str, Any] = {"type": kind, "id": f"id_{key}", "key": key, "label": key.title()}
    made.update(more)
    if limits:
        made["validate"] = limits
    if hide:
        made["conditional"] = {"hide": hide}
    return made


def choice(kind: str, key: str, values: Mapping[Any, str], **more: Any) -> dict[str, Any]:
    """Return a component with options written in the form."""
    options = [{"value": value, "label": label} for value, label in values.items()]
    return field(kind, key, values=options, **more)


def rows(path: str, *components: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a list of rows."""
    made = field("dynamiclist", path, **more)
    del made["key"]
    return {
        "isRepeating": True,
        "allowAddRemove": True,
        "defaultRepetitions": 0,
        **made,
        "path": path,
        "components": list(components),
    }


def group(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a group, which has no data of its own."""
    made = field("group", "g" + components[0]["id"], **more)
    del made["key"]
    return {**made, "components": list(components)}


def form(*components: dict[str, Any], **properties: Any) -> Form:
    """Return a form read from its JSON bytes."""
    schema = {
        "type": "default",
        "id": "p.t",
        "schemaVersion": 19,
        "components": list(components),
        "properties": {"title": "Biểu thử", "scope": "pass", **properties},
    }
    return read_form(json.dumps(schema).encode())


def rule(expression: str, field_name: str, message: str = "Sửa lại") -> dict[str, Any]:
    """Return a rule across fields."""
    return {"id": "r", "expression": expression, "message": message, "field": field_name}


def context(**given: Any) -> FormContext:
    """Return what the register gives, with two people to choose from."""
    return FormContext(**{"now": MORNING, "options": {"people": PEOPLE}, **given})


def accepted(made: Form, answers: Mapping[str, Any], **given: Any) -> dict[str, Any]:
    """Validate and return the accepted answers."""
    return dict(validate(made, answers, context(**given)).answers)


def refused(made: Form, answers: Mapping[str, Any], **given: Any) -> tuple[FieldError, ...]:
    """Validate and return the errors; none when the answers pass."""
    try:
        validate(made, answers, context(**given))
    except FormInvalid as invalid:
        return invalid.errors
    return ()


def sentences(made: Form, answers: Mapping[str, Any], **given: Any) -> dict[str, str]:
    """Validate and return the sentence at each refused path."""
    return {error.path: error.message for error in refused(made, answers, **given)}
