"""Who is in conflict of interest with a case: declared, and by rule (A-26, INV-13)."""

from __future__ import annotations

from app.register.register import CaseRegister


def conflicted(register: CaseRegister) -> frozenset[str]:
    """Return everybody in conflict in this case, by declaration or by rule."""
    return register.declared_conflicts | conflicted_by_rule(register)


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


def legal_review_lead(register: CaseRegister) -> str:
    """Return the body that leads the review of legal risks (C-097).

    It is the profile's; where everybody there proposes the plan or heads who does, the first of
    the bodies asked in which somebody is free.
    """
    profile, barred = register.profile, conflicted_by_rule(register)
    lead = profile.lead_body("legal_review_lead")
    for body in (lead, *profile.texts("lead_bodies.legal_review_members")):
        if set(register.organisation.holders("appraisal_body", body, register.today)) - barred:
            return body
    return lead
