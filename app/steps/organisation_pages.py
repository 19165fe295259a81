"""Rows of the organisation as pages show them: lists, forms, histories, batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.forms import Option
from app.domain.organisation_changes import Record, RowChange
from app.domain.people import Appointment, Delegation, Membership, OrganisationRows, Person
from app.domain.views.organisation import (
    BatchLine,
    FieldPage,
    RowHistory,
    RowLine,
    RowStanding,
)
from app.organisation.row_reading import REFERENCES, Names
from app.organisation.sheets import Cell, Column, Sheet, key_of, text_of
from app.steps.organisation_planning import cells_of, named, shown
from app.store.organisation_log import Noted, NotedChange

# Longer lists are typed with suggestions instead of opened.
_SUGGESTED = frozenset({Cell.PERSON, Cell.POSITION})
# What every list shows beside the name, to keep one line a row.
_LISTED = {
    "persons": ("title", "unit_id", "party_org_id"),
    "units": ("kind", "rank", "direct_superior_id", "onboarded"),
    "organs": ("unit_id", "kind", "size"),
    "memberships": ("organ_id", "role", "valid_from", "valid_to"),
    "positions": ("unit_id", "is_head", "position_kind"),
    "appointments": ("position_id", "kind", "valid_from", "valid_to"),
    "delegations": ("to_person_id", "scope", "valid_from", "valid_to"),
}
_NAMED_BY = {
    "memberships": "person_id",
    "appointments": "person_id",
    "delegations": "from_person_id",
}


def listed(sheet: Sheet) -> tuple[Column, ...]:
    """Return the columns that a list shows beside the name."""
    found = {column.name: column for column in sheet.columns}
    return tuple(found[name] for name in _LISTED[sheet.key])


def line_of(sheet: Sheet, record: Record, names: Names, today: date) -> RowLine:
    """Return one row of a list."""
    about = getattr(record, _NAMED_BY.get(sheet.key, "id"))
    person = about if sheet.key in _NAMED_BY or isinstance(record, Person) else ""
    name = names.label(Cell.PERSON, person) if person else named(sheet, record, names)
    cells = tuple(_short(column, record, names) for column in listed(sheet))
    return RowLine(key_of(sheet, record), name, cells, standing_of(record, today), person)


def _short(column: Column, record: Record, names: Names) -> str:
    text = text_of(column, record)
    return names.label(column.cell, text) if column.cell in REFERENCES else text


def standing_of(record: Record, today: date) -> RowStanding:
    """Return whether a dated row counts today."""
    if not isinstance(record, Membership | Appointment | Delegation):
        return RowStanding.PLAIN
    if record.valid_from > today:
        return RowStanding.LATER
    return RowStanding.OVER if record.valid_to and record.valid_to < today else RowStanding.NOW


def form_fields(
    sheet: Sheet, record: Record | None, names: Names, given: dict[str, str] | None = None
) -> tuple[FieldPage, ...]:
    """Return a row's form; `given` is what an address fills in for a new row."""
    return tuple(_field(column, record, names, given or {}) for column in sheet.columns)


def _field(column: Column, record: Record | None, names: Names, given: dict[str, str]) -> FieldPage:
    text = text_of(column, record) if record is not None else given.get(column.name, "")
    if column.cell in _SUGGESTED and text:
        text = f"{names.label(column.cell, text)} ({text})"
    return FieldPage(
        name=column.name,
        heading=column.heading,
        text=text,
        shown=shown(column, record, names),
        hint=column.hint,
        required=column.required,
        fixed=record is not None and (column.key or column.fixed),
        options=_options(column, names),
        suggested=column.cell in _SUGGESTED,
    )


def _options(column: Column, names: Names) -> tuple[Option, ...]:
    if column.choices:
        return tuple(Option(words, words) for words in column.choices.values())
    if column.cell not in REFERENCES:
        return ()
    labels = sorted(names.labels[column.cell].items(), key=lambda pair: (pair[1], pair[0]))
    if column.cell in _SUGGESTED:
        return tuple(Option(f"{name} ({one})", name) for one, name in labels)
    return tuple(Option(one, f"{name} ({one})") for one, name in labels)


def history_of(sheet: Sheet, noted: Iterable[NotedChange], names: Names) -> tuple[RowHistory, ...]:
    """Return what was changed in a row, newest first."""
    return tuple(
        RowHistory(
            one.batch.made_name,
            one.batch.made_at,
            one.batch.reason,
            one.batch.id,
            cells_of(sheet, one.change, names),
        )
        for one in noted
    )


def batch_line(noted: Noted) -> BatchLine:
    """Return a batch as lists show it."""
    batch = noted.batch
    return BatchLine(
        batch.id,
        batch.kind,
        batch.made_name,
        batch.made_at,
        batch.reason,
        batch.source,
        noted.rows,
        bool(noted.undone_by),
    )


def names_over(rows: OrganisationRows, changes: Sequence[RowChange]) -> Names:
    """Return names of what is there and of what a batch took away."""
    gone = [c.before for c in changes if isinstance(c.before, Person)]
    known = {person.id for person in rows.persons}
    persons = (*rows.persons, *(person for person in gone if person.id not in known))
    return Names(
        OrganisationRows(
            units=rows.units, persons=persons, organs=rows.organs, positions=rows.positions
        )
    )
