"""A profile's values as a page shows and sends them: texts in, values out, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import SettingsError
from app.profiles.keys import KEYS, Key
from app.profiles.limits import NUMBERS
from app.profiles.meanings import CHOICE_WORDS

Typed = Mapping[str, Sequence[str]]
YES, NO = "co", "khong"
EMPTY = "để trống"
# Who the profile is: another one is another installation, not an edit.
IDENTITY = frozenset({"code", "procedure_source", "tried_on"})


def is_fixed(key: str) -> bool:
    """Tell whether nothing but the present value may stand: identity, or a clause fixes it."""
    least, most = NUMBERS.get(key, (0, 1))
    return key in IDENTITY or len(KEYS[key].choices) == 1 or least == most


def read_value(key: str, typed: Typed) -> Any:
    """Return the value that was typed for a key; None for an optional one left empty.

    Raises SettingsError naming the key and what to write.
    """
    wanted = KEYS[key]
    if wanted.columns is not None:
        rows = _rows(key, wanted, typed)
        return rows if rows or wanted.required else None
    texts = [text.strip() for text in typed.get(key, ())]
    if wanted.kind is list:
        lines = texts if wanted.choices else _lines(texts)
        return lines if lines or wanted.required else None
    text = texts[0] if texts else ""
    if not text and not wanted.required:
        return None
    return _single(f"khóa {key}", wanted.kind, text)


def _single(place: str, kind: type[Any], text: str) -> Any:
    if kind is bool:
        return text == YES
    if kind is not int:
        return text
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise SettingsError(f"Sửa {place}: ghi một số nguyên")
    return int(digits)


def _lines(texts: Sequence[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _rows(key: str, wanted: Key, typed: Typed) -> list[dict[str, Any]]:
    """Return the rows of a table; one whose cells were all emptied is taken out."""
    columns = wanted.columns or {}
    cells = zip(*(typed.get(f"{key}.{name}", ()) for name in columns), strict=False)
    written = [row for row in cells if any(cell.strip() for cell in row if cell != NO)]
    return [
        {
            name: _single(f"khóa {key}: cột {name}", kind, cell.strip())
            for (name, kind), cell in zip(columns.items(), row, strict=True)
        }
        for row in written
    ]


def shown(value: Any) -> str:
    """Return a value as one line of text for readers."""
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return ", ".join(shown(cell) for cell in value.values())
    if isinstance(value, list | tuple):
        return "; ".join(shown(part) for part in value) or EMPTY
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return CHOICE_WORDS.get(str(value), str(value))


def typed_of(key: str, value: Any) -> dict[str, list[str]]:
    """Return what the inputs of a key hold: texts by input name."""
    columns = KEYS[key].columns
    if columns is not None:
        rows: Sequence[Mapping[str, Any]] = value or ()
        return {f"{key}.{name}": [_input(row[name]) for row in rows] for name in columns}
    if isinstance(value, list) and not KEYS[key].choices:
        return {key: ["\n".join(value)]}
    return {key: [_input(part) for part in value] if isinstance(value, list) else [_input(value)]}


def _input(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)
