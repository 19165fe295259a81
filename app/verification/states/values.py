"""Which values of a fact the diagram can tell apart: one representative for each.

A writer's own domain comes first (options of a field, outputs of a topic); where it says nothing,
the values that the fact is compared with, their neighbours and one more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.profiles.keys import KEYS
from app.task_forms.components import MANY_OF, ONE_OF, Component
from app.verification.states.bound import OTHER, Variables
from app.verification.states.facts import GIVEN
from app.verification.states.graph import Value

MANY = 2
_LISTS = MANY_OF | {"dynamiclist", "filepicker"}


def general(variables: Variables, number: int, extra: Iterable[Value] = ()) -> tuple[Value, ...]:
    """Return the values that any writer may give a fact."""
    literals = {*variables.literals[number], *extra}
    if variables.counted[number]:
        return lengths(literals)
    sheet, path = variables.keys[number]
    if sheet == GIVEN:
        return _of_profile(path, literals)
    return compared(literals)


def compared(literals: set[Value], step: float = 1) -> tuple[Value, ...]:
    """Return the literals, each number's neighbours, and a value that is none of them."""
    truths = {one for one in literals if isinstance(one, bool)}
    numbers = {one for one in literals if isinstance(one, int | float) and one not in truths}
    texts = {one for one in literals if isinstance(one, str)}
    found: list[Value] = [True, False] if truths else []
    found += around(numbers, step)
    found += sorted(texts)
    return tuple(found) if found and not texts else (*found, OTHER)


def around(numbers: Iterable[Value], step: float) -> list[Value]:
    """Return each number with its neighbours one step away."""
    real = [one for one in numbers if isinstance(one, int | float)]
    near = {round(one + by, 6) for one in real for by in (-step, 0, step)}
    return [int(one) if one == int(one) else one for one in sorted(near)]


def lengths(literals: Iterable[Value], *, required: bool = False) -> tuple[Value, ...]:
    """Return the lists that counting can tell apart; an empty one is None, as forms keep it."""
    numbers = {int(one) for one in literals if isinstance(one, int | float)}
    counts = {1, MANY} | {one + by for one in numbers for by in (-1, 0, 1)}
    some: tuple[Value, ...] = tuple(("list", count) for count in sorted(counts) if count > 0)
    return some if required else (None, *some)


def _of_profile(path: str, literals: set[Value]) -> tuple[Value, ...]:
    key = KEYS.get(path.partition(".")[2])
    if key is not None and key.choices:
        return tuple(key.choices)
    if key is not None and key.kind is bool:
        return (True, False)
    return compared(literals)


def of_field(field: Component, literals: set[Value], options: tuple[Value, ...]) -> list[Value]:
    """Return what a shown field may hold; `options` are those written in its form, if any."""
    required = field.validate.get("required") is True
    if field.kind in _LISTS:
        return list(lengths(literals, required=required))
    found = _one(field, literals, options)
    if field.kind == "checkbox":
        return [True] if required else [True, False]
    return found if required else [*found, None]


def _one(field: Component, literals: set[Value], options: tuple[Value, ...]) -> list[Value]:
    if field.kind == "checkbox":
        return [True, False]
    if field.kind in ONE_OF and options:
        return list(options)
    if field.kind == "number":
        return _numbers(field.validate, literals, field)
    return list(compared(literals))


def _numbers(limits: Mapping[str, object], literals: set[Value], field: Component) -> list[Value]:
    step = 10.0 ** -int(str(field.json.get("decimalDigits") or 0))
    low, high = limits.get("min"), limits.get("max")
    bounds = [one for one in (low, high) if isinstance(one, int | float)]
    numbers = around(literals, step) or [*bounds[:1]] or [0]
    return [
        one
        for one in numbers
        if isinstance(one, int | float)
        and (not isinstance(low, int | float) or one >= low)
        and (not isinstance(high, int | float) or one <= high)
    ]
