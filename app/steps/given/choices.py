"""Sources of choices beyond those of the straight path: superiors, the fixed target, an office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.domain.forms import Option
from app.domain.people import UnitKind
from app.steps.opened_form import Opened

COMMITTEES = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_ORG})


def _superiors(opened: Opened) -> Sequence[Option]:
    """List the chain of superiors, nearest first, then other Party bodies of a higher rank."""
    organisation, body = opened.register.organisation, opened.register.case.body_id
    chain = organisation.superiors(body)
    rank = organisation.unit(body).rank
    others = (
        unit.id
        for unit in organisation.units()
        if unit.kind in COMMITTEES and unit.rank > rank and unit.id not in chain
    )
    return tuple(Option(one, organisation.unit(one).name) for one in (*chain, *others))


def _escalation_target(opened: Opened) -> Sequence[Option]:
    target = str(opened.fact("target_id") or "")
    organisation = opened.register.organisation
    return (Option(target, organisation.unit(target).name),) if target else ()


def _office_members(opened: Opened) -> Sequence[Option]:
    """List the office that does the task: the superior's own where the superior acts (S02)."""
    register = opened.register
    body = opened.task.body_id or register.case.body_id
    people = register.organisation.holders("office", body, register.today)
    return tuple(Option(one, register.organisation.person(one).name) for one in people)


SOURCES: Mapping[str, Callable[[Opened], Sequence[Option]]] = {
    "superiors": _superiors,
    "escalation_target": _escalation_target,
    "office_members": _office_members,
}
