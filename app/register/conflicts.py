"""Who is in conflict of interest with a case: declared, and by rule (A-26, INV-13)."""

from __future__ import annotations

from app.register.register import CaseRegister
from app.store import conflicts


def conflicted(register: CaseRegister) -> frozenset[str]:
    """Return everybody in conflict in this case, by declaration or by rule."""
    return conflicts.of_case(register.tx, register.case.id) | conflicted_by_rule(register)


def conflicted_by_rule(register: CaseRegister) -> frozenset[str]:
    """Return proposers, co-proposers and the head of the proposing unit.

    The head of the body that decides is no head of a proposing unit: a cadre who works in the
    committee's own apparatus does not bar its leader.
    """
    facts, organisation = register.facts.case_facts(), register.organisation
    people = {str(person) for person in facts.get("proposers") or ()}
    units = {organisation.person(p).unit_id for p in people if organisation.has_person(p)}
    if facts.get("proposer_org"):
        units.add(str(facts["proposer_org"]))
    heads = {
        head
        for unit in units - {register.case.body_id}
        for head in organisation.holders("own_head", unit, register.today)
    }
    return frozenset(people | heads)
