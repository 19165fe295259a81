"""A file's rows beside the organisation: new, changed, same, or refused with the column named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.organisation_changes import KeptImport, ReadRow, RowChange
from app.domain.people import OrganisationRows
from app.domain.views.organisation import ImportLine, ImportState
from app.organisation.changing import rows_by_key
from app.organisation.row_reading import Names, Problem, read_key, read_record
from app.organisation.sheets import Sheet, sheet_of
from app.steps.organisation_pages import names_over
from app.steps.organisation_planning import Plan, cells_of, judged, named, plan_of


@dataclass(frozen=True)
class Reading:
    """One row of the file as it was read; a change, or what stands against it, or neither."""

    row: ReadRow
    key: str
    change: RowChange | None = None
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def plan_import(
    rows: OrganisationRows, kept: KeptImport, today: date
) -> tuple[Plan, tuple[ImportLine, ...]]:
    """Return what taking the file over would change, and each of its rows in words.

    A row that is refused is left out, and then whatever names what it would have added.
    """
    sheet = sheet_of(kept.file.sheet)
    readings = _read(sheet, rows, kept)
    while True:
        good = [one for one in readings if one.change and not one.problems]
        plan = plan_of(rows, [one.change for one in good if one.change], today)
        refused: dict[str, list[Problem]] = {}
        for refusal in judged(plan):
            told = refused.setdefault(good[refusal.at].key, [])
            told.append((refusal.column, refusal.message))
        if not refused:
            break
        readings = [
            replace(one, problems=tuple(refused.get(one.key, one.problems))) for one in readings
        ]
    names = names_over(plan.after, plan.changes)
    return plan, tuple(_line(sheet, one, names) for one in readings)


def _read(sheet: Sheet, rows: OrganisationRows, kept: KeptImport) -> list[Reading]:
    names, table = Names(rows), rows_by_key(rows, sheet)
    seen: dict[str, int] = {}
    found = []
    for row in kept.file.rows:
        key, problems = read_key(sheet, row.texts, names)
        before = table.get(key)
        record, more = read_record(sheet, row.texts, before, names)
        problems = more or problems
        if not problems and key in seen:
            first = sheet.keys[0].name
            problems = [(first, f"Bỏ dòng này hoặc dòng {seen[key]}: hai dòng về cùng một việc")]
        seen.setdefault(key, row.number)
        changes = record is not None and record != before and not problems
        change = RowChange(sheet.key, before, record) if changes else None
        # A refused row is told apart from the row of the same key that stands before it.
        found.append(Reading(row, key if change else f"{row.number}", change, tuple(problems)))
    return found


def _line(sheet: Sheet, one: Reading, names: Names) -> ImportLine:
    headings = {column.name: column.heading for column in sheet.columns}
    if one.problems:
        told = tuple((headings.get(name, ""), text) for name, text in one.problems)
        return ImportLine(one.row.number, _said(sheet, one.row), ImportState.REFUSED, (), told)
    if one.change is None:
        return ImportLine(one.row.number, _said(sheet, one.row), ImportState.SAME)
    state = ImportState.NEW if one.change.before is None else ImportState.CHANGED
    name = named(sheet, one.change.record, names)
    return ImportLine(one.row.number, name, state, cells_of(sheet, one.change, names))


def _said(sheet: Sheet, row: ReadRow) -> str:
    """Return what the file itself calls the row."""
    parts = (row.texts.get(column.name, "") for column in sheet.keys)
    return " · ".join(part[:60] for part in parts if part)


def seen_of(lines: tuple[ImportLine, ...]) -> str:
    """Return what names exactly these lines: another preview has another one."""
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:24]
