"""What the record lets one know of facts: answers as sent, and what a taken branch proves.

A fact that a service or a table wrote is not in the record. A branch that was taken later says
something of it all the same: that its condition held. So each writing is kept as a `Version`, which
may be filled in after it was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from app.errors import FeelError
from app.feel import Environment, evaluate, names_of

Key = tuple[str, str]
"""The activation that a fact belongs to ("" for facts of case and pass), and its name."""

_EQUALS = re.compile(r'(\w+)\s*=\s*("[^"]*"|true|false|-?\d+)')
_DIFFERS = re.compile(r"(\w+)\s*!=\s*(.+)", re.DOTALL)
_NOT = re.compile(r"not\((.+)\)", re.DOTALL)


@dataclass
class Version:
    """One writing of a fact: `told` where the value is known; else conditions known to hold."""

    told: bool = False
    value: Any = None
    truths: dict[str, bool] = field(default_factory=dict)


Lookup = Callable[[str], Version | None]


def learn(text: str, holds: bool, lookup: Lookup) -> None:
    """Note that a condition held or did not, where it rests on one fact alone."""
    names = names_of(text).names
    version = lookup(next(iter(names))) if len(names) == 1 else None
    if version is None or version.told:
        return
    version.truths[text.strip()] = holds
    equals = _EQUALS.fullmatch(text.strip())
    if equals and holds:
        version.told, version.value = True, orjson.loads(equals[2])


def truth(text: str, lookup: Lookup, env: Environment) -> bool | None:
    """Tell whether a condition held; None where the record cannot tell."""
    text = text.strip()
    if " or " not in text and " and " in text:
        parts = [truth(part, lookup, env) for part in text.split(" and ")]
        return None if None in parts and False not in parts else False not in parts
    negated = _NOT.fullmatch(text) or _DIFFERS.fullmatch(text)
    found = _learnt(text, lookup)
    if found is None and negated:
        inner = negated[1] if text.startswith("not(") else f"{negated[1]} = {negated[2]}"
        held = _learnt(inner, lookup)
        found = None if held is None else not held
    if found is not None:
        return found
    told, value = read(text, lookup, env)
    return value is True if told else None


def read(text: str, lookup: Lookup, env: Environment) -> tuple[bool, Any]:
    """Return whether a text's value is known, and the value."""
    needed = names_of(text)
    versions = {name: lookup(name) for name in needed.names | needed.maybe}
    values = {name: one.value for name, one in versions.items() if one and one.told}
    if len(values) < len(versions):
        return False, None
    try:
        return True, evaluate(text, values.get, env)
    except FeelError:
        return False, None


def _learnt(text: str, lookup: Lookup) -> bool | None:
    names = names_of(text).names
    version = lookup(next(iter(names))) if len(names) == 1 else None
    return version.truths.get(text) if version else None
