"""Facts of determining authority: who stands above, what was granted, who returned it (C-074)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.clock import local_day
from app.steps.given.kinds import Given
from app.steps.opened_form import Opened
from app.store import documents


def _authority(opened: Opened) -> Mapping[str, Any]:
    register = opened.register
    case = register.facts.case_facts()
    return {
        "entry_reason": case.get("entry_reason"),
        "superior_granted": case.get("superior_granted") is True,
        "grant_document": _grant_document(opened),
        "superior_ids": list(register.organisation.superiors(register.case.body_id)),
        "expected_body": _expected_body(opened),
        "returned_by_ids": list(case.get("returned_by_ids") or ()),
    }


def _expected_body(opened: Opened) -> str | None:
    register, rank = opened.register, opened.fact("competent_rank")
    if not rank:
        return None
    return register.organisation.competent_body(register.case.body_id, int(rank))


def _grant_document(opened: Opened) -> str | None:
    """Name the letter by which the superior gave the decision back (A-38)."""
    facts = opened.register.facts.case_facts()
    if facts.get("grant_letter"):
        return str(facts["grant_letter"])
    document_id = facts.get("grant_document_id")
    if not document_id:
        return None
    letter = documents.load(opened.register.tx, str(document_id))
    issuer = opened.register.organisation.unit(letter.body_id).name
    day = f" ngày {local_day(letter.issued_at):%d/%m/%Y}" if letter.issued_at else ""
    return f"{letter.number}{day} của {issuer}"


def _first_finding(opened: Opened) -> Mapping[str, Any]:
    if opened.register.facts.case_facts().get("superior_granted") is True:
        return {"finding": "trong_tham_quyen"}
    expected = _expected_body(opened)
    other = expected if expected != opened.register.case.body_id else None
    return {"competent_body": opened.fact("competent_body") or other}


FACTS: Mapping[str, Given] = {"determine_authority": _authority}
VALUES: Mapping[str, Given] = {"determine_authority": _first_finding}
