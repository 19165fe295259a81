"""What a change of the organisation may not do, row by row, over the rows as they would be.

The first rule is that of dates: what held before today stays as it was. Everything else keeps the
rows readable: what is named is there, nobody sits twice in one seat, a body has one head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from app.domain.organisation_changes import Record, RowChange, RowRefusal
from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    OrganisationRows,
    OrganRole,
    Person,
    Position,
    Unit,
)
from app.organisation.checks import findings_of
from app.organisation.index import Index
from app.organisation.row_reading import REFERENCES, Names, Problem
from app.organisation.sheets import SEATS, SHEETS, Cell, key_of, sheet_of

HIGHEST_RANK = 5
_NAMED_BY: dict[type, Cell] = {
    Unit: Cell.UNIT,
    Person: Cell.PERSON,
    Organ: Cell.ORGAN,
    Position: Cell.POSITION,
}
Dated = Membership | Appointment | Delegation


def refusals_of(
    after: OrganisationRows, changes: Sequence[RowChange], today: date
) -> list[RowRefusal]:
    """Return why changes may not be, in their order; `after` are the rows with all of them."""
    rules = Rules(after, today)
    found = [
        RowRefusal(at, column, message)
        for at, change in enumerate(changes)
        for column, message in rules.of(change)
    ]
    return found or list(_of_lines(after, changes))


def _of_lines(after: OrganisationRows, changes: Sequence[RowChange]) -> Iterator[RowRefusal]:
    """Yield what is wrong with lines of authority; only where all that is named is there."""
    changed = {c.after.id: at for at, c in enumerate(changes) if isinstance(c.after, Unit)}
    if not changed:
        return
    for finding in findings_of(Index(after)):
        if finding.element_id in changed:
            at = changed[finding.element_id]
            yield RowRefusal(at, "direct_superior_id", f"{finding.message}. {finding.repair}")


class Rules:
    """The rules over rows as they would be, on one day."""

    def __init__(self, after: OrganisationRows, today: date) -> None:
        self._rows = after
        self._today = today
        self._names = Names(after)
        self._positions = {position.id: position for position in after.positions}
        self._seats: dict[tuple[str, str], list[Membership]] = defaultdict(list)
        self._chairs: dict[str, list[Membership]] = defaultdict(list)
        self._heads: dict[str, list[Appointment]] = defaultdict(list)
        self._held: dict[tuple[str, str], list[Appointment]] = defaultdict(list)
        self._lent: dict[tuple[str, str, str], list[Delegation]] = defaultdict(list)
        for membership in after.memberships:
            self._seats[membership.organ_id, membership.person_id].append(membership)
            if membership.role is OrganRole.CHAIR:
                self._chairs[membership.organ_id].append(membership)
        for appointment in after.appointments:
            self._held[appointment.person_id, appointment.position_id].append(appointment)
            position = self._positions.get(appointment.position_id)
            if position and position.is_head:
                self._heads[position.unit_id].append(appointment)
        for lent in after.delegations:
            self._lent[lent.from_person_id, lent.to_person_id, lent.scope].append(lent)

    def of(self, change: RowChange) -> Iterator[Problem]:
        """Yield what stands against one change: the column and what to do."""
        yield from self._past(change)
        if change.after is None:
            yield from self._still_named(change.record)
            return
        yield from self._references(change)
        if isinstance(change.after, Unit) and not 1 <= change.after.rank <= HIGHEST_RANK:
            yield "rank", f"Ghi cấp từ 1 đến {HIGHEST_RANK}"
        if isinstance(change.after, Dated):
            yield from self._dates(change.after)

    def _past(self, change: RowChange) -> Iterator[Problem]:
        """What held before today is not rewritten: rows begin today or later, and end so."""
        if not isinstance(change.record, Dated):
            return
        was, becomes = self._until_today(change.before), self._until_today(change.after)
        if was == becomes:
            return
        today = f"{self._today:%d/%m/%Y}"
        if change.before is None:
            yield "valid_from", f"Ghi từ ngày {today} trở đi; ngày đã qua không được ghi lại"
        elif change.after is None:
            yield "valid_from", "Ghi ngày thôi thay vì bỏ dòng: dòng này đã có hiệu lực"
        else:
            yesterday = f"{self._today - timedelta(days=1):%d/%m/%Y}"
            yield "valid_to", f"Ghi từ ngày {yesterday} trở đi; ngày đã qua không được ghi lại"

    def _until_today(self, record: Record | None) -> tuple[date, date] | None:
        """Return the days before today on which a row counted, as first and last."""
        last = self._today - timedelta(days=1)
        if not isinstance(record, Dated) or record.valid_from > last:
            return None
        return record.valid_from, min(record.valid_to or last, last)

    def _references(self, change: RowChange) -> Iterator[Problem]:
        for column in sheet_of(change.sheet).columns:
            one = getattr(change.after, column.name)
            if column.cell in REFERENCES and one and one not in self._names.labels[column.cell]:
                word = REFERENCES[column.cell][0]
                yield column.name, f"Chưa có {word} “{one}”; thêm {word} này trước"

    def _still_named(self, gone: Record) -> Iterator[Problem]:
        """A row that others name stays; one of them is told."""
        cell = _NAMED_BY.get(type(gone))
        one = getattr(gone, "id", "")
        if cell is not None and (cell, one) in self._naming:
            yield "id", f"Giữ lại “{one}”: {self._naming[cell, one]} còn nhắc tới"

    @cached_property
    def _naming(self) -> dict[tuple[Cell, str], str]:
        """What is named, with a row that names it."""
        found: dict[tuple[Cell, str], str] = {}
        for sheet in SHEETS:
            for column in (c for c in sheet.columns if c.cell in REFERENCES):
                for record in getattr(self._rows, sheet.key):
                    if one := getattr(record, column.name):
                        found[column.cell, one] = f"{sheet.one} “{key_of(sheet, record)}”"
        return found

    def _dates(self, row: Dated) -> Iterator[Problem]:
        if row.valid_to is not None and row.valid_to < row.valid_from:
            yield "valid_to", f"Ghi ngày không trước {row.valid_from:%d/%m/%Y}"
        elif isinstance(row, Membership):
            yield from self._seat(row)
        elif isinstance(row, Appointment):
            yield from self._office(row)
        else:
            yield from self._loan(row)

    def _seat(self, row: Membership) -> Iterator[Problem]:
        for own in self._seats[row.organ_id, row.person_id]:
            if _meet(row, own):
                seat = SEATS[own.role.value]
                yield "role", f"Ghi ngày thôi trước: người này là {seat} {_span(own)}"
                return
        if row.role is not OrganRole.CHAIR:
            return
        for other in self._chairs[row.organ_id]:
            if _meet(row, other):
                name = self._name(other.person_id)
                yield "role", f"Ghi ngày thôi của {name} trước: đang đứng đầu {_span(other)}"
                return

    def _office(self, row: Appointment) -> Iterator[Problem]:
        for same in self._held[row.person_id, row.position_id]:
            if _meet(row, same):
                yield "valid_from", f"Ghi ngày thôi trước: đã giữ chức vụ này {_span(same)}"
                return
        position = self._positions.get(row.position_id)
        if position is None or not position.is_head:
            return
        for other in self._heads[position.unit_id]:
            if _meet(row, other):
                name = self._name(other.person_id)
                yield "person_id", f"Ghi ngày thôi của {name} trước: đang đứng đầu {_span(other)}"
                return

    def _loan(self, row: Delegation) -> Iterator[Problem]:
        if row.from_person_id == row.to_person_id:
            yield "to_person_id", "Chọn người khác với người ủy quyền"
        for other in self._lent[row.from_person_id, row.to_person_id, row.scope]:
            if _meet(row, other):
                yield "valid_from", f"Ghi ngày thôi trước: đã ủy quyền {_span(other)}"
                return

    def _name(self, person_id: str) -> str:
        return self._names.label(Cell.PERSON, person_id)


def _meet(row: Any, other: Any) -> bool:
    """Tell whether another row counts on a day on which this one does."""
    if row == other:
        return False
    return bool(
        (other.valid_to is None or row.valid_from <= other.valid_to)
        and (row.valid_to is None or other.valid_from <= row.valid_to)
    )


def _span(row: Dated) -> str:
    until = f" đến hết {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    return f"từ {row.valid_from:%d/%m/%Y}{until}"
