"""Choices of references: people, bodies, members; only the sources a form asks for are built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.domain.forms import Option
from app.domain.people import OrganKind, UnitKind
from app.register.forums import FORUM_OF_ACTION
from app.steps.given import SOURCES as FURTHER_SOURCES
from app.steps.opened_form import Opened
from app.store import accounts

ADVISORY = frozenset({UnitKind.PARTY_AGENCY, UnitKind.STATE_AGENCY})


def options_for(opened: Opened) -> Mapping[str, Sequence[Option]]:
    """Return the choices of each source that the form's components name by `ref`."""
    names = dict.fromkeys(_refs(opened.form.schema))
    return {name: SOURCES[name](opened) for name in names if name in SOURCES}


def _refs(component: Mapping[str, Any]) -> Iterator[str]:
    ref = component.get("properties", {}).get("ref")
    if isinstance(ref, str):
        yield ref
    for child in component.get("components", ()):
        yield from _refs(child)


def _people(opened: Opened) -> Sequence[Option]:
    """List everybody but those who run the system: they carry no business act (INV-20)."""
    register = opened.register
    apart = accounts.with_system_roles(register.tx)
    people = [person for person in register.organisation.people() if person.id not in apart]
    return tuple(Option(p.id, f"{p.name}{', ' + p.title if p.title else ''}") for p in people)


def _units(opened: Opened) -> Sequence[Option]:
    return tuple(Option(unit.id, unit.name) for unit in opened.register.organisation.units())


def _forum_members(opened: Opened) -> Sequence[Option]:
    register = opened.register
    forum = FORUM_OF_ACTION.get(str(opened.fact("action")), OrganKind.BOARD)
    return _named(opened, register.organisation.members(_body(opened), forum, register.today))


def _advisory_bodies(opened: Opened) -> Sequence[Option]:
    units = opened.register.organisation.units()
    body = _body(opened)
    return tuple(
        Option(unit.id, unit.name)
        for unit in units
        if unit.kind in ADVISORY
        and unit.onboarded
        and unit.direct_superior_id == body
        # A body in which nobody works would never report.
        and opened.register.organisation.holders("appraisal_body", unit.id, opened.register.today)
    )


def _recipients(opened: Opened) -> Sequence[Option]:
    chosen = opened.document.recipients if opened.document else ()
    listed = [*_units(opened), *_people(opened)]
    known = {option.value for option in listed}
    return (*listed, *(Option(name, name) for name in chosen if name not in known))


def _legality_items(opened: Opened) -> Sequence[Option]:
    return tuple(
        Option(item.item, f"{item.label} (bắt buộc đạt)" if item.hard else item.label)
        for item in opened.legality
    )


def _named(opened: Opened, person_ids: Sequence[str]) -> Sequence[Option]:
    organisation = opened.register.organisation
    return tuple(Option(person, organisation.person(person).name) for person in person_ids)


def _body(opened: Opened) -> str:
    return opened.register.case.body_id


SOURCES: Mapping[str, Callable[[Opened], Sequence[Option]]] = {
    "people": _people,
    "org_units": _units,
    "advisory_bodies": _advisory_bodies,
    "forum_members": _forum_members,
    "recipients": _recipients,
    "legality_items": _legality_items,
    **FURTHER_SOURCES,
}
