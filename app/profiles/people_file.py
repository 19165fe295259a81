"""Reads `organisation.yaml` of a profile: units, people, organs, positions and demo accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    OrganisationRows,
    OrganKind,
    OrganRole,
    Person,
    Position,
    Unit,
    UnitKind,
)
from app.errors import SettingsError

T = TypeVar("T")
Row = Mapping[str, Any]
# Written keys of each list, the ones without which a row means nothing first.
UNIT_KEYS = (
    ("id", "name", "kind", "rank", "superior"),
    (
        "abbreviation",
        "admin",
        "heading",
        "managed_by",
        "onboarded",
        "place",
    ),
)
PERSON_KEYS = ("id", "name", "unit"), ("email", "login", "party_org", "system_roles", "title")
ORGAN_KEYS = ("unit", "kind", "size"), ("chair", "deputies", "members", "secretary")
POSITION_KEYS = ("id", "unit", "title", "holder"), ("head", "kind", "leading", "managed_by")
DELEGATION_KEYS = ("from", "to", "scope"), ("since", "until")
FILE_KEYS = ("valid_from", "password", "units", "people", "organs", "positions"), ("delegations",)
SEATS = {
    "chair": OrganRole.CHAIR,
    "deputies": OrganRole.DEPUTY,
    "members": OrganRole.MEMBER,
    "secretary": OrganRole.SECRETARY,
}


@dataclass(frozen=True)
class Account:
    """A sign-in of the demo; the password is that of the demo data and of nothing else."""

    person_id: str
    login: str
    password: str
    system_roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OrganisationData:
    """Everything an installation starts from, as rows of the domain."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    organs: tuple[Organ, ...]
    memberships: tuple[Membership, ...]
    positions: tuple[Position, ...]
    appointments: tuple[Appointment, ...]
    delegations: tuple[Delegation, ...]
    accounts: tuple[Account, ...]

    @property
    def rows(self) -> OrganisationRows:
        """What an `Organisation` is built from."""
        return OrganisationRows(
            units=self.units,
            persons=self.people,
            organs=self.organs,
            memberships=self.memberships,
            positions=self.positions,
            appointments=self.appointments,
            delegations=self.delegations,
        )


def load_organisation(folder: Path, code: str) -> OrganisationData:
    """Read the organisation of a profile below the folder of profiles.

    Raises SettingsError naming the file, the row and what to change.
    """
    path = folder / code / "organisation.yaml"
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"Sửa {code}/organisation.yaml: không đọc được ({error})") from error
    check_row("tệp organisation.yaml", table, FILE_KEYS)
    data = data_of(table)
    check_references(data)
    return data


def data_of(table: Row) -> OrganisationData:
    """Turn the checked file into rows; what names no day of its own counts from `valid_from`."""
    since = table["valid_from"]
    return OrganisationData(
        units=each(table["units"], "đơn vị", UNIT_KEYS, unit_of),
        people=each(table["people"], "người", PERSON_KEYS, person_of),
        organs=each(table["organs"], "tổ chức", ORGAN_KEYS, organ_of),
        memberships=tuple(m for row in table["organs"] for m in memberships_of(row, since)),
        positions=each(table["positions"], "chức vụ", POSITION_KEYS, position_of),
        appointments=tuple(
            Appointment(row["holder"], row["id"], since) for row in table["positions"]
        ),
        delegations=each(
            table.get("delegations", ()), "ủy quyền", DELEGATION_KEYS, partial(delegation_of, since)
        ),
        accounts=tuple(
            Account(
                row["id"], row["login"], table["password"], frozenset(row.get("system_roles", ()))
            )
            for row in table["people"]
            if "login" in row
        ),
    )


def each(
    rows: Iterable[Row], what: str, keys: tuple[Sequence[str], ...], make: Callable[[Row], T]
) -> tuple[T, ...]:
    """Check every row of a list and turn it into a domain row."""
    made = []
    for number, row in enumerate(rows, start=1):
        check_row(f"{what} thứ {number}", row, keys)
        try:
            made.append(make(row))
        except ValueError as error:
            raise SettingsError(f"Sửa {what} thứ {number}: kind lạ ({error})") from error
    return tuple(made)


def check_row(place: str, row: Any, keys: tuple[Sequence[str], ...]) -> None:
    """Refuse a row that lacks a needed key or has one that nobody reads."""
    needed, other = keys
    if not isinstance(row, Mapping):
        raise SettingsError(f"Sửa {place}: ghi dạng khóa và giá trị")
    if missing := [key for key in needed if key not in row]:
        raise SettingsError(f"Sửa {place} ({row.get('id', '')}): ghi thêm {', '.join(missing)}")
    if unknown := sorted(set(row) - {*needed, *other}):
        raise SettingsError(f"Sửa {place} ({row.get('id', '')}): bỏ {', '.join(unknown)}")


def unit_of(row: Row) -> Unit:
    """Return the unit of a row; its code is its id."""
    return Unit(
        id=row["id"],
        code=row["id"],
        name=row["name"],
        kind=UnitKind(row["kind"]),
        rank=row["rank"],
        direct_superior_id=row["superior"],
        managing_committee_id=row.get("managed_by"),
        parent_admin_id=row.get("admin"),
        abbreviation=row.get("abbreviation", ""),
        heading_lines=tuple(row.get("heading", ())),
        place=row.get("place", ""),
        onboarded=row.get("onboarded", True),
    )


def person_of(row: Row) -> Person:
    """Return the person of a row."""
    return Person(
        id=row["id"],
        name=row["name"],
        unit_id=row["unit"],
        party_org_id=row.get("party_org"),
        title=row.get("title", ""),
        email=row.get("email", ""),
    )


def organ_of(row: Row) -> Organ:
    """Return the organ of a row; its id is made of unit and kind, which are unique together."""
    kind = OrganKind(row["kind"])
    return Organ(f"{row['unit']}.{kind.value}", row["unit"], kind, row["size"])


def memberships_of(row: Row, since: date) -> Iterator[Membership]:
    """Yield the memberships of an organ's row; a secretary is one of its members."""
    organ = organ_of(row)
    for seat, role in SEATS.items():
        for person_id in row.get(seat, ()):
            yield Membership(organ.id, person_id, role, since)


def position_of(row: Row) -> Position:
    """Return the position of a row."""
    return Position(
        id=row["id"],
        unit_id=row["unit"],
        title=row["title"],
        is_head=row.get("head", False),
        is_leading=row.get("leading", False),
        position_kind=row.get("kind", "khong"),
        managed_by_unit_id=row.get("managed_by"),
    )


def delegation_of(since: date, row: Row) -> Delegation:
    """Return the delegation of a row; `scope` is a role, or `*` for all that may be delegated."""
    begun, ended = row.get("since", since), row.get("until")
    return Delegation(row["from"], row["to"], row["scope"], begun, ended)


def check_references(data: OrganisationData) -> None:
    """Refuse an id given twice and a reference to a unit or person that is not there."""
    units = unique("đơn vị", (unit.id for unit in data.units))
    people = unique("người", (person.id for person in data.people))
    unique("tên đăng nhập", (account.login for account in data.accounts))
    unique("tổ chức", (organ.id for organ in data.organs))
    unique("chức vụ", (position.id for position in data.positions))
    links = (
        link for unit in data.units for link in (unit.direct_superior_id, unit.parent_admin_id)
    )
    known("đơn vị", units, links)
    known("đơn vị", units, (unit.managing_committee_id for unit in data.units))
    known("đơn vị", units, (person.unit_id for person in data.people))
    known("đơn vị", units, (person.party_org_id for person in data.people))
    known("đơn vị", units, (organ.unit_id for organ in data.organs))
    known("đơn vị", units, (position.unit_id for position in data.positions))
    known("đơn vị", units, (position.managed_by_unit_id for position in data.positions))
    known("người", people, (member.person_id for member in data.memberships))
    known("người", people, (appointment.person_id for appointment in data.appointments))
    lent = ((row.from_person_id, row.to_person_id) for row in data.delegations)
    known("người", people, (person_id for both in lent for person_id in both))


def unique(what: str, ids: Iterable[str]) -> frozenset[str]:
    """Return the ids; SettingsError names the one given twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise SettingsError(f"Sửa organisation.yaml: {what} “{one}” ghi hai lần")
        seen.add(one)
    return frozenset(seen)


def known(what: str, ids: frozenset[str], links: Iterable[str | None]) -> None:
    """Refuse a link to an id that is not there."""
    for link in links:
        if link is not None and link not in ids:
            raise SettingsError(f"Sửa organisation.yaml: chưa có {what} “{link}”")
