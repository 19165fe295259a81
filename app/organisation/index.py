"""Rows of the organisation, found by what they belong to and valid on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Protocol

from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    OrganisationRows,
    OrganKind,
    OrganRole,
    Position,
)

_SEATS = (OrganRole.CHAIR, OrganRole.DEPUTY, OrganRole.SECRETARY, OrganRole.MEMBER)
# What stands for a forum that a small body lacks.
_STANDS_FOR = {
    OrganKind.BOARD: (OrganKind.COMMITTEE, OrganKind.CELL_MEETING),
    OrganKind.COMMITTEE: (OrganKind.CELL_MEETING,),
}


class Dated(Protocol):
    """A row that counts from one day to another, both included."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def is_valid(row: Dated, on: date) -> bool:
    """Tell whether the row counts on the day."""
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)


class Index:
    """The rows by unit and by person, in the order they were given."""

    def __init__(self, rows: OrganisationRows) -> None:
        self.units = {unit.id: unit for unit in rows.units}
        self.persons = {person.id: person for person in rows.persons}
        self._organs = {(organ.unit_id, organ.kind): organ for organ in rows.organs}
        self._unit_of_organ = {organ.id: organ.unit_id for organ in rows.organs}
        self._positions = {position.id: position for position in rows.positions}
        self._memberships: dict[str, list[Membership]] = defaultdict(list)
        self._memberships_of: dict[str, list[Membership]] = defaultdict(list)
        self._appointments_of: dict[str, list[Appointment]] = defaultdict(list)
        self._appointed_in: dict[str, list[Appointment]] = defaultdict(list)
        self.delegations = rows.delegations
        self._delegations_to: dict[str, list[Delegation]] = defaultdict(list)
        self._delegations_from: dict[str, list[Delegation]] = defaultdict(list)
        self._working_in: dict[str, list[str]] = defaultdict(list)
        self._fill(rows)

    def _fill(self, rows: OrganisationRows) -> None:
        for membership in rows.memberships:
            self._memberships[membership.organ_id].append(membership)
            self._memberships_of[membership.person_id].append(membership)
        for appointment in rows.appointments:
            self._appointments_of[appointment.person_id].append(appointment)
            position = self._positions[appointment.position_id]
            self._appointed_in[position.unit_id].append(appointment)
        for delegation in rows.delegations:
            self._delegations_to[delegation.to_person_id].append(delegation)
            self._delegations_from[delegation.from_person_id].append(delegation)
        for person in rows.persons:
            # Accounts of the system have no Party organisation and no part in the procedure.
            if person.party_org_id:
                self._working_in[person.unit_id].append(person.id)

    def seated(self, unit_id: str, kind: OrganKind, on: date) -> tuple[Membership, ...]:
        """Return the memberships of an organ that day: chair, deputies, secretary, members."""
        organ = self._organs.get((unit_id, kind))
        if organ is None:
            return ()
        valid = [m for m in self._memberships[organ.id] if is_valid(m, on)]
        return tuple(sorted(valid, key=lambda m: _SEATS.index(m.role)))

    def in_seats(
        self, unit_id: str, kind: OrganKind, on: date, seats: tuple[OrganRole, ...] = _SEATS
    ) -> tuple[str, ...]:
        """Return the persons in these seats of an organ that day, each once."""
        seated = self.seated(unit_id, kind, on)
        return tuple(dict.fromkeys(m.person_id for m in seated if m.role in seats))

    def forum_kind(self, unit_id: str, kind: OrganKind, on: date) -> OrganKind:
        """Return the organ that acts as the forum: itself, or what stands for it (A-35)."""
        for candidate in (kind, *_STANDS_FOR.get(kind, ())):
            if self.seated(unit_id, candidate, on):
                return candidate
        return kind

    def forum(self, unit_id: str, kind: OrganKind, on: date) -> tuple[str, ...]:
        """Return the members of a forum that day, the chair first."""
        return self.in_seats(unit_id, self.forum_kind(unit_id, kind, on), on)

    def heads(self, unit_id: str, on: date) -> tuple[str, ...]:
        """Return who holds the unit's position of head that day."""
        return tuple(
            appointment.person_id
            for appointment in self._appointed_in[unit_id]
            if is_valid(appointment, on) and self._positions[appointment.position_id].is_head
        )

    def head_titles(self, unit_id: str) -> tuple[str, ...]:
        """Return the titles of the unit's positions of head, held or not."""
        found = (p for p in self._positions.values() if p.unit_id == unit_id and p.is_head)
        return tuple(position.title for position in found)

    def working_in(self, unit_id: str, on: date) -> tuple[str, ...]:
        """Return who is appointed in the unit that day or has it as place of work."""
        appointed = [a.person_id for a in self._appointed_in[unit_id] if is_valid(a, on)]
        return tuple(dict.fromkeys((*appointed, *self._working_in[unit_id])))

    def positions_of(self, person_id: str, on: date) -> tuple[Position, ...]:
        """Return the positions a person holds that day."""
        held = (a for a in self._appointments_of[person_id] if is_valid(a, on))
        return tuple(self._positions[appointment.position_id] for appointment in held)

    def delegations_to(self, person_id: str, on: date) -> tuple[Delegation, ...]:
        """Return what is delegated to a person that day."""
        return tuple(d for d in self._delegations_to[person_id] if is_valid(d, on))

    def delegations_from(self, person_id: str, on: date) -> tuple[Delegation, ...]:
        """Return what a person delegates that day."""
        return tuple(d for d in self._delegations_from[person_id] if is_valid(d, on))

    def bodies_of(self, person_id: str, on: date) -> tuple[str, ...]:
        """Return the units in which a person may hold a role that day, place of work last."""
        seats = (m for m in self._memberships_of[person_id] if is_valid(m, on))
        units = [self._unit_of_organ[membership.organ_id] for membership in seats]
        units += [position.unit_id for position in self.positions_of(person_id, on)]
        for delegation in self.delegations_to(person_id, on):
            units += [p.unit_id for p in self.positions_of(delegation.from_person_id, on)]
        units.append(self.persons[person_id].unit_id)
        return tuple(dict.fromkeys(units))
