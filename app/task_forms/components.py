"""A form's components as a typed tree, walked once per schema; knows no answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.domain.forms import Form

TEXTS = frozenset({"textfield", "textarea"})
ONE_OF = frozenset({"radio", "select"})
MANY_OF = frozenset({"checklist", "taglist"})
LIST = "dynamiclist"
ANSWERED = TEXTS | ONE_OF | MANY_OF | {"number", "datetime", "checkbox", "filepicker", "expression"}
DRAWN = frozenset({"group", "text", "separator", "spacer", "button"})
SUPPORTED = ANSWERED | DRAWN | {LIST}
MAX_SCHEMAS = 500


@dataclass(frozen=True)
class Component:
    """One component of a form-js schema; `name` is its key, or a list's path."""

    json: Mapping[str, Any]
    kind: str
    id: str
    name: str
    children: tuple[Component, ...] = ()

    @cached_property
    def label(self) -> str:
        """The label as written in the form."""
        written = self.json.get("dateLabel") if self.kind == "datetime" else None
        return str(written or self.json.get("label") or self.properties.get("label") or "")

    @cached_property
    def noun(self) -> str:
        """What the field is called inside a sentence: property `noun`, else the label."""
        return self.properties.get("noun") or self.label

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Our own additions to the component, as text."""
        return {key: str(value) for key, value in self.json.get("properties", {}).items()}

    @cached_property
    def validate(self) -> Mapping[str, Any]:
        """The limits written at the component; may hold FEEL."""
        found = self.json.get("validate")
        return found if isinstance(found, Mapping) else {}

    @property
    def subtype(self) -> str:
        """Of a datetime: date, time or datetime."""
        return str(self.json.get("subtype") or ("date" if self.kind == "datetime" else ""))

    @property
    def is_answer(self) -> bool:
        """Whether it holds a value of its own."""
        return self.kind in ANSWERED and bool(self.name)

    @property
    def is_readonly(self) -> bool:
        """Whether only the register writes it; what a browser sends is ignored."""
        return self.json.get("readonly") is True or self.json.get("disabled") is True

    @property
    def has_fixed_rows(self) -> bool:
        """Whether a list shows the rows the register gives, none added, none taken out."""
        return self.kind == LIST and self.json.get("allowAddRemove") is False

    @cached_property
    def source(self) -> str:
        """The option source: the `ref` property, or what follows ``=options.``."""
        expression = str(self.json.get("valuesExpression") or "").replace(" ", "")
        written = expression.removeprefix("=options.") if "=options." in expression else ""
        return self.properties.get("ref") or (written if written.isidentifier() else "")

    @cached_property
    def static_options(self) -> tuple[tuple[Any, str], ...] | None:
        """The (value, label) pairs written in the form; None when they come from data."""
        if self.json.get("valuesExpression") or not isinstance(self.json.get("values"), list):
            return None
        values = [one.get("value") for one in self.json["values"]]
        if is_yes_no(values):
            values = [truth(value) for value in values]
        labels = (str(one.get("label") or "") for one in self.json["values"])
        return tuple(zip(values, labels, strict=True))


_trees: OrderedDict[int, tuple[Mapping[str, Any], tuple[Component, ...]]] = OrderedDict()


def components(form: Form) -> tuple[Component, ...]:
    """Return the top-level components of a form, parsed once for each schema object."""
    known = _trees.get(id(form.schema))
    if known is not None and known[0] is form.schema:
        return known[1]
    tree = tuple(component(one) for one in form.schema.get("components", ()))
    # the schema stands beside its tree, so the id cannot be given to another object meanwhile
    _trees[id(form.schema)] = (form.schema, tree)
    while len(_trees) > MAX_SCHEMAS:
        _trees.popitem(last=False)
    return tree


def component(json: Mapping[str, Any]) -> Component:
    """Return one component with all below it."""
    kind = str(json.get("type") or "")
    name = json.get("path") if kind == LIST else json.get("key") if kind in ANSWERED else None
    below = tuple(component(one) for one in json.get("components", ()))
    return Component(json, kind, str(json.get("id") or ""), str(name or ""), below)


def fields(level: tuple[Component, ...]) -> Iterator[Component]:
    """Yield the answers and lists of one level: groups are looked through, rows are not."""
    for one in level:
        if one.is_answer or one.kind == LIST:
            yield one
        else:
            yield from fields(one.children)


def everything(level: tuple[Component, ...]) -> Iterator[Component]:
    """Yield every component at any depth, in page order."""
    for one in level:
        yield one
        yield from everything(one.children)


def fact_names(form: Form) -> tuple[str, ...]:
    """Return the names under which the form's answers become facts; read-only keys write none."""
    own = (one.name for one in fields(components(form)) if not one.is_readonly)
    return tuple(form.renames.get(name, name) for name in own)


def field_labels(form: Form) -> dict[str, str]:
    """Return what each field is called inside a sentence, by its key."""
    return {one.name: one.noun for one in fields(components(form))}


def is_yes_no(values: Sequence[Any]) -> bool:
    """Tell whether options are written as the words true and false, and mean booleans."""
    return bool(values) and all(value in ("true", "false") for value in values)


def truth(value: Any) -> Any:
    """Return the boolean that the words true and false stand for; anything else as it is."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def at(path: str, name: str) -> str:
    """Return the path of a field inside a row, or of a top-level one."""
    return f"{path}.{name}" if path else name
