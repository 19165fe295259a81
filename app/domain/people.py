"""Persons, bodies and the roles people hold in them (processes.md section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """Kinds of organisational unit."""

    PARTY_COMMITTEE = "party_committee"
    PARTY_ORG = "party_org"
    PARTY_AGENCY = "party_agency"
    STATE_AGENCY = "state_agency"
    SERVICE_UNIT = "service_unit"
    FRONT = "front"
    MASS_ORG = "mass_org"
    ENTERPRISE = "enterprise"


class OrganKind(StrEnum):
    """Kinds of organ within a body."""

    STANDING_COMMITTEE = "thuong_truc"
    BOARD = "ban_thuong_vu"
    COMMITTEE = "cap_uy"
    CELL_MEETING = "chi_bo_hoi_nghi"
    OFFICE = "van_phong"
    COUNCIL = "hoi_dong"


class OrganRole(StrEnum):
    """What a member is in an organ."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


@dataclass(frozen=True)
class Unit:
    """A unit; `direct_superior_id` is an explicit link, only the root has none."""

    id: str
    code: str
    name: str
    kind: UnitKind
    rank: int
    direct_superior_id: str | None
    managing_committee_id: str | None = None
    parent_admin_id: str | None = None
    abbreviation: str = ""
    heading_lines: tuple[str, ...] = ()
    place: str = ""
    onboarded: bool = True
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True)
class Person:
    """A person; `unit_id` is the place of work, `party_org_id` the direct Party organisation.

    `email` is empty for who gets no mail.
    """

    id: str
    name: str
    unit_id: str
    party_org_id: str | None = None
    title: str = ""
    email: str = ""


@dataclass(frozen=True)
class Organ:
    """A standing organ of a unit (board, office, …)."""

    id: str
    unit_id: str
    kind: OrganKind
    size: int = 0


@dataclass(frozen=True)
class Membership:
    """A dated membership of an organ."""

    organ_id: str
    person_id: str
    role: OrganRole
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Position:
    """A position in a unit; `managed_by_unit_id` is the managing committee of its holder."""

    id: str
    unit_id: str
    title: str
    is_head: bool = False
    is_leading: bool = False
    position_kind: str = "khong"
    managed_by_unit_id: str | None = None


@dataclass(frozen=True)
class Appointment:
    """A dated appointment to a position."""

    person_id: str
    position_id: str
    valid_from: date
    valid_to: date | None = None
    kind: str = "chinh_thuc"


@dataclass(frozen=True)
class Delegation:
    """A dated delegation of one person's acts to another; never covers `leader_decision`."""

    from_person_id: str
    to_person_id: str
    scope: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Capacity:
    """A role held in a body today, by which a person may act; `label` is shown and recorded."""

    role: str
    body_id: str
    label: str = ""


@dataclass(frozen=True)
class Candidates:
    """Who may do a task: holders of a role in a body, or persons named one by one."""

    role: str
    body_id: str = ""
    person_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """The signed-in person as the floors below the web see them.

    Who `chooses_password` came with one that was handed over, and does nothing before that.
    """

    person_id: str
    name: str
    login: str
    capacities: tuple[Capacity, ...] = ()
    system_roles: frozenset[str] = field(default_factory=frozenset)
    title: str = ""
    chooses_password: bool = False

    def holds(self, role: str, body_id: str) -> Capacity | None:
        """Return the capacity by which the actor holds the role in the body, or None."""
        for capacity in self.capacities:
            if capacity.role == role and capacity.body_id == body_id:
                return capacity
        return None


@dataclass(frozen=True)
class OrganisationRows:
    """Everything the organisation is built from, as it stands in the database."""

    units: tuple[Unit, ...] = ()
    persons: tuple[Person, ...] = ()
    organs: tuple[Organ, ...] = ()
    memberships: tuple[Membership, ...] = ()
    positions: tuple[Position, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
