"""Python values on their way into FEEL: JSON, with dates as ISO text and dotted keys nested."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def as_json(value: Any) -> str:
    """Return the value as JSON text; raises TypeError for a kind that FEEL has no word for."""
    return json.dumps(value, default=_plain)


def nested(value: Any) -> Any:
    """Return a mapping with dotted keys (`override.scope`) nested, the way FEEL reads them."""
    if not isinstance(value, Mapping) or not any("." in str(key) for key in value):
        return value
    tree: dict[str, Any] = {}
    for key, entry in value.items():
        *folders, last = str(key).split(".")
        at = tree
        for folder in folders:
            inner = at.get(folder)
            at[folder] = at = dict(inner) if isinstance(inner, Mapping) else {}
        at[last] = entry
    return tree


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"a fact of type {type(value).__name__} has no place in FEEL")
