"""Rows of a form without JavaScript: add one, take one out, put it back. Pure functions.

A path is what a field is called in the page: `risks`, `risks[1]`, `risks[1].notes`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

PART = re.compile(r"([^.\[\]]+)|\[(\d{1,4})\]")
MAX_ROWS = 500


def steps_of(path: str) -> list[str | int]:
    """Split a path into keys and row numbers (from 0)."""
    return [name or int(number) for name, number in PART.findall(path)]


def add_row(answers: Mapping[str, Any], path: str) -> tuple[dict[str, Any], int]:
    """Return the answers with an empty row at the end of the list, and the row's number."""
    changed = copy.deepcopy(dict(answers))
    rows = _rows_at(changed, steps_of(path))
    if rows is None or len(rows) >= MAX_ROWS:
        return changed, -1
    rows.append({})
    return changed, len(rows) - 1


def remove_row(answers: Mapping[str, Any], path: str) -> tuple[dict[str, Any], Any]:
    """Return the answers without the row at `path`, and the row that was taken out."""
    changed = copy.deepcopy(dict(answers))
    *where, number = steps_of(path) or [""]
    rows = _rows_at(changed, where)
    if rows is None or not isinstance(number, int) or number >= len(rows):
        return changed, None
    return changed, rows.pop(number)


def put_back(answers: Mapping[str, Any], path: str, row: Any) -> dict[str, Any]:
    """Return the answers with a row that was taken out at `path` standing there again."""
    changed = copy.deepcopy(dict(answers))
    *where, number = steps_of(path) or [""]
    rows = _rows_at(changed, where)
    if rows is not None and isinstance(number, int) and isinstance(row, dict):
        rows.insert(number, row)
    return changed


def is_filled(row: Any) -> bool:
    """Tell whether anything was typed in the row."""
    if isinstance(row, dict):
        return any(is_filled(value) for value in row.values())
    if isinstance(row, list):
        return any(is_filled(value) for value in row)
    return row not in (None, "", False)


def _rows_at(answers: dict[str, Any], steps: list[str | int]) -> list[Any] | None:
    """Walk to the list of rows, making it where the form has none yet."""
    here: Any = answers
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        if isinstance(step, int):
            if not isinstance(here, list) or step >= len(here):
                return None
            here = here[step]
        elif isinstance(here, dict):
            here = here.setdefault(step, [] if last else {})
        else:
            return None
    return here if isinstance(here, list) else None
