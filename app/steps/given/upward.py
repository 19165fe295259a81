"""Facts of reporting up, of more time, of answers from outside, and of the superior's side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.clock import local_iso
from app.steps.given.kinds import Given, days_off_until_cap, facts_named
from app.steps.opened_form import Opened
from app.store import documents


def _escalation(opened: Opened) -> Mapping[str, Any]:
    register = opened.register
    superior = register.organisation.direct_superior(register.case.body_id)
    return {**facts_named(opened, "escalation_kind", "target_id"), "superior_id": superior}


def _first_escalation(opened: Opened) -> Mapping[str, Any]:
    solution = opened.register.facts.pass_facts().get("proposed_solution")
    return {"target_body": opened.fact("target_id"), "proposed_solution": solution}


def _extension(opened: Opened) -> Mapping[str, Any]:
    dates = facts_named(opened, "current_due", "current_due_end", "cap")
    return {**dates, "days_off": days_off_until_cap(opened.register)}


def _first_extension(opened: Opened) -> Mapping[str, Any]:
    asked = facts_named(opened, "requested_due", "is_complex", "needs_appraisal_time", "reasons")
    return {**asked, "new_due": asked["requested_due"]}


def _external(opened: Opened) -> Mapping[str, Any]:
    confirmed = opened.register.facts.pass_facts().get("issue_type_confirmed")
    return {"issue_type_confirmed": confirmed, "plan": opened.plan}


def _first_external(opened: Opened) -> Mapping[str, Any]:
    """Show again what the standing committee sent back; a first answer begins empty."""
    if opened.fact("agree") is not False:
        return {}
    kept = opened.register.facts.pass_facts()
    keys = (str(one.get("key") or one.get("path")) for one in _fields(opened.form.schema))
    return {key: kept.get(opened.form.renames.get(key, key)) for key in keys}


def _fields(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for one in part.get("components", ()):
        found += _fields(one) if one.get("type") == "group" else [one]
    return found


def _report_issued_at(opened: Opened) -> datetime | None:
    document_id = opened.fact("doc_id")
    if not document_id:
        return None
    return documents.load(opened.register.tx, str(document_id)).issued_at


def _acknowledgement(opened: Opened) -> Mapping[str, Any]:
    issued = _report_issued_at(opened)
    return {"report_issued_at": local_iso(issued) if issued else None}


def _first_acknowledgement(opened: Opened) -> Mapping[str, Any]:
    issued = _report_issued_at(opened)
    return {"received_at": local_iso(issued) if issued else None}


FACTS: Mapping[str, Given] = {
    "draft_escalation": _escalation,
    "decide_extension": _extension,
    "record_external_answer": _external,
    "acknowledge_report": _acknowledgement,
}
VALUES: Mapping[str, Given] = {
    "draft_escalation": _first_escalation,
    "decide_extension": _first_extension,
    "record_external_answer": _first_external,
    "acknowledge_report": _first_acknowledgement,
}
