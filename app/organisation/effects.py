"""Which roles change hands when rows of the organisation change, and from which day on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.domain.organisation_changes import Record, RoleEffect, RowChange
from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    OrganisationRows,
    Person,
    Position,
    Unit,
)
from app.organisation import roles
from app.organisation.organisation import Organisation

# Further days of one batch are left to the next preview: nobody reads more.
MOST_DAYS = 12
# Everybody proposes, and a meeting names its chair: neither falls vacant.
_TOLD = tuple(r for r in roles.HELD_ROLES if r not in (roles.PROPOSER, roles.MEETING_CHAIR))


def days_of(changes: Sequence[RowChange], today: date) -> tuple[date, ...]:
    """Return today and the later days on which one of the changes begins to tell."""
    found = {today}
    for change in changes:
        for record in (change.before, change.after):
            if isinstance(record, Membership | Appointment | Delegation):
                found.add(record.valid_from)
                if record.valid_to:
                    found.add(record.valid_to + timedelta(days=1))
    return tuple(sorted(day for day in found if day >= today)[:MOST_DAYS])


def role_effects(
    rows: OrganisationRows,
    before: Organisation,
    after: Organisation,
    changes: Sequence[RowChange],
    days: Sequence[date],
) -> tuple[RoleEffect, ...]:
    """Return the roles that other persons hold, each with the first such day."""
    units = [unit for unit in touched_units(rows, changes) if before.has_unit(unit)]
    pairs = [(role, unit) for unit in units for role in _TOLD]
    found = (_first(before, after, role, unit, days) for role, unit in pairs)
    return tuple(effect for effect in found if effect)


def _first(
    before: Organisation, after: Organisation, role: str, unit_id: str, days: Sequence[date]
) -> RoleEffect | None:
    for day in days:
        was = before.acting(role, unit_id, day)
        becomes = after.acting(role, unit_id, day) if after.has_unit(unit_id) else ()
        if set(was) != set(becomes):
            return RoleEffect(
                after.role_label(role, unit_id), day, before.named(was), after.named(becomes)
            )
    return None


def touched_units(rows: OrganisationRows, changes: Sequence[RowChange]) -> tuple[str, ...]:
    """Return the units in which a change may move a role; `rows` hold all that is named."""
    organs = {organ.id: organ.unit_id for organ in rows.organs}
    positions = {position.id: position.unit_id for position in rows.positions}
    found: list[str] = []
    for change in changes:
        for record in (change.before, change.after):
            if record is None:
                continue
            if isinstance(record, Delegation):
                found += _bodies_of(rows, record.from_person_id, organs, positions)
            else:
                found += _of_record(record, organs, positions)
    return tuple(dict.fromkeys(unit for unit in found if unit))


def _of_record(record: Record, organs: dict[str, str], positions: dict[str, str]) -> Iterator[str]:
    match record:
        case Unit():
            yield record.id
        case Person() | Organ() | Position():
            yield record.unit_id
        case Membership():
            yield organs.get(record.organ_id, "")
        case Appointment():
            yield positions.get(record.position_id, "")


def _bodies_of(
    rows: OrganisationRows, person_id: str, organs: dict[str, str], positions: dict[str, str]
) -> list[str]:
    seats = [organs[m.organ_id] for m in rows.memberships if m.person_id == person_id]
    held = [positions[a.position_id] for a in rows.appointments if a.person_id == person_id]
    return [*seats, *held]
