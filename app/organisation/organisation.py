"""The organisation on a given day: who holds which role in which body, and who stands above it.

Built once from its rows and never changed; every question names its day (processes.md section 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.diagrams import Finding
from app.domain.people import (
    Capacity,
    OrganisationRows,
    OrganKind,
    Person,
    Unit,
)
from app.errors import NotFound
from app.organisation import roles
from app.organisation.checks import findings_of
from app.organisation.index import Index
from app.organisation.role_holders import RoleHolders

POSITION_KINDS = ("lanh_dao", "quan_ly", "su_nghiep")
NO_POSITION = "khong"


class Organisation:
    """Units, persons and their dated roles; safe to share between threads."""

    def __init__(self, rows: OrganisationRows) -> None:
        self._index = Index(rows)
        self._holders = RoleHolders(self._index)

    # Units and persons

    def unit(self, unit_id: str) -> Unit:
        """Return a unit; raise NotFound."""
        if unit_id not in self._index.units:
            raise NotFound(f"Không có đơn vị “{unit_id}” trong danh mục")
        return self._index.units[unit_id]

    def units(self) -> tuple[Unit, ...]:
        """Return all units, highest rank first, then by name."""
        return tuple(sorted(self._index.units.values(), key=lambda u: (-u.rank, u.name, u.id)))

    def has_unit(self, unit_id: str) -> bool:
        """Tell whether there is such a unit."""
        return unit_id in self._index.units

    def person(self, person_id: str) -> Person:
        """Return a person; raise NotFound."""
        if person_id not in self._index.persons:
            raise NotFound(f"Không có người “{person_id}” trong danh mục")
        return self._index.persons[person_id]

    def people(self) -> tuple[Person, ...]:
        """Return all persons by name."""
        return tuple(sorted(self._index.persons.values(), key=lambda p: (p.name, p.id)))

    def has_person(self, person_id: str) -> bool:
        """Tell whether there is such a person."""
        return person_id in self._index.persons

    # Lines of authority

    def direct_superior(self, body_id: str) -> str | None:
        """Return the body directly above, by the explicit link; None for the root."""
        return self.unit(body_id).direct_superior_id

    def superiors(self, body_id: str) -> tuple[str, ...]:
        """Return the bodies above, nearest first; a ring of superiors is walked once."""
        found: list[str] = []
        above = self.unit(body_id).direct_superior_id
        while above and above not in found and above != body_id:
            found.append(above)
            above = self.unit(above).direct_superior_id
        return tuple(found)

    def competent_body(self, body_id: str, rank: int) -> str | None:
        """Return the first body, from this one upwards, of at least the rank (3.2)."""
        for candidate in (body_id, *self.superiors(body_id)):
            if self.unit(candidate).rank >= rank:
                return candidate
        return None

    def managing_body(self, person_id: str, on: date) -> str | None:
        """Return the committee that manages a person: that of the highest leading position (A-24).

        A person without such a position is managed by the committee of the place of work, else
        by the own Party organisation.
        """
        held = [p for p in self._index.positions_of(person_id, on) if p.managed_by_unit_id]
        if held:
            held.sort(key=lambda p: (p.is_leading, self._rank(p.managed_by_unit_id), p.is_head))
            return held[-1].managed_by_unit_id
        person = self.person(person_id)
        return self.unit(person.unit_id).managing_committee_id or person.party_org_id

    def _rank(self, unit_id: str | None) -> int:
        return self._index.units[unit_id].rank if unit_id in self._index.units else 0

    def can_receive(self, body_id: str) -> bool:
        """Tell whether a case may be opened for the body: onboarded, with a superior (SC-53)."""
        return self.unit(body_id).onboarded and self.direct_superior(body_id) is not None

    # Roles

    def holders(self, role: str, body_id: str, on: date) -> tuple[str, ...]:
        """Return who holds a role in a body that day, in order of seat; fallbacks of A-35."""
        return self._holders.of(role, body_id, on)

    def acting(self, role: str, body_id: str, on: date) -> tuple[str, ...]:
        """Return who may act in a role that day: its holders, then those to whom it is lent."""
        own = self.holders(role, body_id, on)
        lent = (
            row.to_person_id
            for holder in own
            for row in self._index.delegations_from(holder, on)
            if _covers(row.scope, role)
        )
        return tuple(dict.fromkeys((*own, *lent)))

    def named(self, person_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the names of persons, in their order."""
        return tuple(self.person(person_id).name for person_id in person_ids)

    def office_of(self, body_id: str, on: date) -> tuple[str, ...]:
        """Return the members of the body's office, the chief first (fallback A-35)."""
        return self.holders(roles.OFFICE, body_id, on)

    def members(self, body_id: str, kind: OrganKind, on: date) -> tuple[str, ...]:
        """Return the members of a body's forum that day, the chair first; each is entitled once.

        Where there is no board, the committee stands for it, or the whole cell (A-35).
        """
        return self._index.forum(body_id, kind, on)

    def has_board(self, body_id: str, on: date) -> bool:
        """Tell whether the body has a standing board of its own that day."""
        return bool(self._index.seated(body_id, OrganKind.BOARD, on))

    def headed_by(self, person_id: str, on: date) -> tuple[str, ...]:
        """Return the units whose head the person is that day."""
        held = self._index.positions_of(person_id, on)
        return tuple(dict.fromkeys(p.unit_id for p in held if p.is_head))

    def position_kind(self, person_id: str, on: date) -> str:
        """Return the best kind of position the person holds that day, or `khong`."""
        kinds = {p.position_kind for p in self._index.positions_of(person_id, on)}
        return next((kind for kind in POSITION_KINDS if kind in kinds), NO_POSITION)

    def capacities(self, person_id: str, on: date) -> tuple[Capacity, ...]:
        """Return every role the person may act in that day, delegated ones last."""
        if person_id not in self._index.persons:
            return ()
        own = self._capacities_of(person_id, on)
        known = {(c.role, c.body_id) for c in own}
        lent = (c for c in self._lent_to(person_id, on) if (c.role, c.body_id) not in known)
        return (*own, *lent)

    def role_label(self, role: str, body_id: str) -> str:
        """Return the Vietnamese name of a role in a body."""
        name = self._index.units[body_id].name if body_id in self._index.units else ""
        return roles.label_of(role, name)

    def _capacities_of(self, person_id: str, on: date) -> list[Capacity]:
        return [
            Capacity(role, body_id, self._capacity_label(person_id, role, body_id, on))
            for body_id in self._index.bodies_of(person_id, on)
            for role in roles.HELD_ROLES
            if person_id in self.holders(role, body_id, on)
        ]

    def _lent_to(self, person_id: str, on: date) -> Iterable[Capacity]:
        for delegation in self._index.delegations_to(person_id, on):
            name = self.person(delegation.from_person_id).name
            for capacity in self._capacities_of(delegation.from_person_id, on):
                if _covers(delegation.scope, capacity.role):
                    label = f"{capacity.label} (thay {name})"
                    yield Capacity(capacity.role, capacity.body_id, label)

    def _capacity_label(self, person_id: str, role: str, body_id: str, on: date) -> str:
        if role in (roles.LEADER, roles.OWN_HEAD):
            for position in self._index.positions_of(person_id, on):
                if position.unit_id == body_id and position.is_head:
                    return position.title
        if role == roles.OFFICE and not self._index.seated(body_id, OrganKind.OFFICE, on):
            return roles.OFFICE_ASSIGNED.format(body=self.unit(body_id).name)
        return self.role_label(role, body_id)

    # Order of the house

    def check(self) -> tuple[Finding, ...]:
        """Return what is wrong with the rows: a unit without superior, rings, empty offices."""
        return findings_of(self._index)


def _covers(scope: str, role: str) -> bool:
    if role in roles.NEVER_DELEGATED or role == roles.PROPOSER:
        return False
    return scope in (roles.EVERY_ROLE, role)
