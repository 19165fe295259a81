"""The organisation as it would be after changes: rows put in, replaced, taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.domain.organisation_changes import Record, RowChange
from app.domain.people import OrganisationRows
from app.organisation.sheets import SHEETS, Sheet, key_of, sheet_of, texts_of


def rows_by_key(rows: OrganisationRows, sheet: Sheet) -> dict[str, Record]:
    """Return the rows of a sheet by their key."""
    return {key_of(sheet, record): record for record in getattr(rows, sheet.key)}


def rows_with(rows: OrganisationRows, changes: Iterable[RowChange]) -> OrganisationRows:
    """Return the rows after the changes; they need not be allowed."""
    tables: dict[str, dict[str, Record]] = {}
    for change in changes:
        sheet = sheet_of(change.sheet)
        if sheet.key not in tables:
            tables[sheet.key] = rows_by_key(rows, sheet)
        table = tables[sheet.key]
        if change.before is not None:
            table.pop(key_of(sheet, change.before), None)
        if change.after is not None:
            table[key_of(sheet, change.after)] = change.after
    found: dict[str, Any] = {name: tuple(table.values()) for name, table in tables.items()}
    return replace(rows, **found)


def inverse(changes: Iterable[RowChange]) -> tuple[RowChange, ...]:
    """Return the changes that take these back, the last first."""
    found = [RowChange(one.sheet, one.after, one.before) for one in changes]
    return tuple(reversed(found))


def in_order(changes: Iterable[RowChange]) -> list[RowChange]:
    """Return changes so that what is named is there before what names it, and goes after it."""
    order = {sheet.key: number for number, sheet in enumerate(_WRITTEN)}
    kept = sorted((c for c in changes if c.after), key=lambda c: order[c.sheet])
    gone = sorted((c for c in changes if not c.after), key=lambda c: -order[c.sheet])
    return [*kept, *gone]


def version_of(record: Record | None) -> str:
    """Return what a page shows to have seen: it differs when any cell of the row does."""
    if record is None:
        return ""
    sheet = next(sheet for sheet in SHEETS if sheet.record is type(record))
    text = repr(sorted(texts_of(sheet, record).items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_WRITTEN = tuple(
    sheet_of(key)
    for key in "units persons organs memberships positions appointments delegations".split()
)
