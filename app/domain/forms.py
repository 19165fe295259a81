"""Forms of user tasks: schema, rules, answers and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# Names in a posted page that steer it; a form's own top-level keys may not be among them.
CONTROL_NAMES = frozenset(
    (
        "csrf_token",
        "form_version",
        "plan_hash",
        "idempotency_key",
        "answers",
        "add",
        "remove",
        "removed",
        "restore",
        "check",
        "confirm",
        "draft",
        "back",
        "refresh",
        "section",
        "next_section",
        "password",
        "kept",
        "drop_file",
    )
)


@dataclass(frozen=True)
class FieldError:
    """One refusal at one field; `path` like `risks[1].prevention` (rows count from 0)."""

    path: str
    label: str
    message: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormRule:
    """A cross-field rule: FEEL that must be true, else `message` at `field`."""

    id: str
    expression: str
    message: str
    field: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form-js form: `id` is `<process id>.<task id>`, `schema` the parsed JSON.

    `scope` says where its keys become facts (case, pass or activation); `renames` maps a key to
    the fact name it is kept under when that differs.
    """

    id: str
    title: str
    schema: Mapping[str, Any]
    scope: str
    rules: tuple[FormRule, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One choice of a select, radio or checklist."""

    value: str
    label: str


@dataclass(frozen=True)
class FormContext:
    """What the register gives a form when it is opened and when it is checked.

    `options` by source name (people, org_units, …) and for `valuesExpression`; `facts` are the
    names that rules, conditions and read-only fields may use; `prefill` the values shown first;
    `uploads` maps an upload id to its file name, for the files this person may attach;
    `working_days` answers FEEL `working days(n, from)` (the same function as the engine's host).
    """

    now: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    prefill: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, Any] = field(default_factory=dict)
    working_days: Callable[[int, str | None], str | None] | None = None


@dataclass(frozen=True)
class Accepted:
    """Answers that passed: whitelisted, recomputed, with hidden values dropped.

    Every key that the form writes is there; one that is hidden or was left empty is None, so
    that a second acceptance overwrites what the first one said.
    """

    answers: Mapping[str, Any]


@dataclass(frozen=True)
class FieldView:
    """One field ready to draw. `kind` is the form-js component type.

    `value` is what stands in the control, `shown` tells whether its condition holds, `rows` the
    fields of each row of a dynamic list (paths already indexed), `children` those of a group.
    """

    path: str
    key: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    readonly: bool = False
    shown: bool = True
    value: Any = None
    text: str = ""
    subtype: str = ""
    options: tuple[Option, ...] = ()
    children: tuple[FieldView, ...] = ()
    rows: tuple[tuple[FieldView, ...], ...] = ()
    can_add: bool = False
    can_remove: bool = False
    multiple: bool = False
    accept: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
