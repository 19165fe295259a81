"""form-js's core in the sandbox: which fields are shown, what they hold, what it refuses."""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.forms import Form, FormContext
from app.errors import FeelError
from app.feel import Sandbox, as_json, names_of, names_of_test, nested
from app.task_forms.components import MAX_SCHEMAS, components, fields, is_yes_no, truth
from app.task_forms.typed import LOCAL

SANDBOX = Sandbox(
    Path(__file__).parent / "built" / "formcore.js", seconds=2, megabytes=128, stack_megabytes=2
)
WORDS = ("label", "dateLabel", "description", "text")
_TEMPLATE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True)
class FieldState:
    """One field instance as form-js sees it with these answers."""

    hidden: bool
    value: Any = None
    errors: tuple[str, ...] = ()
    limits: Mapping[str, Any] | None = None
    options: Any = None
    words: Mapping[str, str] | None = None

    def word(self, name: str, written: str) -> str:
        """Return a label, description or text with its template filled in."""
        return (self.words or {}).get(name, written)


@dataclass(frozen=True)
class Examination:
    """What form-js makes of a set of answers: by path, and by id for what has no path."""

    by_path: Mapping[str, FieldState]
    by_id: Mapping[str, FieldState]

    def order(self, path: str) -> int:
        """Return the place of a field on the page."""
        for place, known in enumerate(self.by_path):
            if known == path:
                return place
        return len(self.by_path)


@dataclass(frozen=True)
class _Prepared:
    key: str
    schema: str
    facts: frozenset[str] | None  # None: every fact may be used


_prepared: OrderedDict[int, tuple[Mapping[str, Any], _Prepared]] = OrderedDict()


def examine(form: Form, answers: Mapping[str, Any], context: FormContext) -> Examination:
    """Let form-js import the answers, check conditions, compute totals and validate.

    `answers` has every key of the form; facts never stand in for one that is missing.
    """
    prepared = _prepare(form)
    data = {**facts_for(form, context, prepared.facts), **answers}
    now = context.now.astimezone(LOCAL).isoformat()
    given = as_json(data)
    result = SANDBOX.call("formCheck", prepared.key, given, now)
    if "missing" in result:
        load(prepared.key, prepared.schema)
        result = SANDBOX.call("formCheck", prepared.key, given, now)
    if "error" in result:
        raise FeelError(f"Biểu “{form.title}” không tính được: {result['error']}")
    return _examination(result["fields"])


def load(key: str, schema: str) -> None:
    """Import a schema into this thread's sandbox; raises FeelError when form-js refuses it."""
    result = SANDBOX.call("formLoad", key, schema)
    if "error" in result:
        raise FeelError(f"form-js không nhận biểu: {result['error']}")


def schema_text(form: Form) -> str:
    """Return the schema as form-js gets it."""
    return json.dumps(_with_booleans(form.schema))


def facts_for(
    form: Form, context: FormContext, wanted: frozenset[str] | None = None
) -> dict[str, Any]:
    """Return the facts that a form may see; its own keys never come from the register."""
    own = {one.name for one in fields(components(form))}
    facts = {"profile": context.profile, **context.facts}
    return {
        name: nested(value)
        for name, value in facts.items()
        if name not in own and (wanted is None or name in wanted)
    }


def expressions(json_part: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield each FEEL text of one component, and whether form-js reads it as a unary test."""
    hide = (json_part.get("conditional") or {}).get("hide")
    if isinstance(hide, str) and hide:
        yield hide, True
    places = [json_part.get("expression"), json_part.get("valuesExpression")]
    places += list((json_part.get("validate") or {}).values())
    places += [json_part.get(name) for name in WORDS]
    for text in places:
        if isinstance(text, str) and text.startswith("="):
            yield text, False


def has_template(json_part: Mapping[str, Any]) -> bool:
    """Tell whether a label, description or text of one component has ``{{…}}`` in it."""
    texts = (json_part.get(name) for name in WORDS)
    return any(isinstance(text, str) and _TEMPLATE.search(text) for text in texts)


def names_used(form: Form) -> frozenset[str] | None:
    """Return the names that the form's own FEEL may read; None when a template may read any."""
    names: set[str] = set()
    for part in _parts(form.schema):
        if has_template(part):
            return None
        for text, unary in expressions(part):
            found = (names_of_test if unary else names_of)(text)
            names |= found.names | found.maybe
    return frozenset(names)


def _prepare(form: Form) -> _Prepared:
    known = _prepared.get(id(form.schema))
    if known is not None and known[0] is form.schema:
        return known[1]
    schema = schema_text(form)
    key = hashlib.sha256(schema.encode()).hexdigest()
    made = _Prepared(key, schema, names_used(form))
    _prepared[id(form.schema)] = (form.schema, made)
    while len(_prepared) > MAX_SCHEMAS:
        _prepared.popitem(last=False)
    return made


def _parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in schema.get("components", ()):
        yield part
        yield from _parts(part)


def _with_booleans(part: Mapping[str, Any]) -> dict[str, Any]:
    """Write yes/no options as JSON booleans, so that `agree = true` holds inside form-js too."""
    values = part.get("values")
    changed = dict(part)
    if isinstance(values, list) and is_yes_no([one.get("value") for one in values]):
        changed["values"] = [{**one, "value": truth(one["value"])} for one in values]
    if isinstance(part.get("components"), list):
        changed["components"] = [_with_booleans(one) for one in part["components"]]
    return changed


def _examination(found: list[dict[str, Any]]) -> Examination:
    by_path: dict[str, FieldState] = {}
    by_id: dict[str, FieldState] = {}
    for entry in found:
        state = FieldState(
            hidden=entry["hidden"],
            value=entry.get("value"),
            errors=tuple(entry.get("errors") or ()),
            limits=entry.get("limits"),
            options=entry.get("options"),
            words={
                k: entry[k] for k in ("label", "dateLabel", "description", "text") if k in entry
            },
        )
        by_id[entry["id"]] = state
        if entry["path"]:
            by_path[path_text(entry["path"])] = state
    return Examination(by_path, by_id)


def path_text(parts: list[str | int]) -> str:
    """Return `risks[0].prevention` for the parts of a path."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
