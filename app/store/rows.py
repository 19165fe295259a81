"""Database rows to frozen data and back, field by field and by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")
_shapes: dict[type, tuple[tuple[str, ...], Mapping[str, Any]]] = {}


def _shape(cls: type) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """Return a dataclass's field names, and how to read those that are no plain column."""
    if cls not in _shapes:
        hints = get_type_hints(cls)
        names = tuple(f.name for f in fields(cls))
        readers: dict[str, Any] = {}
        for name in names:
            hint = hints[name]
            if isinstance(hint, type) and issubclass(hint, StrEnum):
                readers[name] = hint
            elif getattr(hint, "__origin__", None) is tuple:
                readers[name] = tuple
        _shapes[cls] = (names, readers)
    return _shapes[cls]


def from_row(cls: type[T], row: Mapping[str, Any], prefix: str = "") -> T:
    """Build the dataclass from the columns named like its fields (after `prefix`)."""
    names, readers = _shape(cls)
    values = {name: row[prefix + name] for name in names}
    for name, read in readers.items():
        values[name] = read(values[name])
    return cls(**values)


def to_row(record: Any) -> dict[str, Any]:
    """Return a record's fields as column values."""
    names, _ = _shape(type(record))
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value
