"""Facts of the minutes and of the head's own decision (C-037 … C-041, INV-03, INV-15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.register.register import CaseRegister
from app.steps.given.kinds import Given, facts_named
from app.steps.opened_form import Opened

# What the minutes may already say of the go-ahead, and the plan's key where they are silent.
GRANTED = {
    "approval_kind": "approval_kind_requested",
    "scope": "scope_area",
    "approved_scope_rank": "scope_rank",
    "date_from": "date_from",
    "date_to": "date_to",
    "reporting_cycle": "",
    "conditions": "",
    "urgency_assessment": "",
    "issuer_list_confirmed": "",
}


def _minutes(opened: Opened) -> Mapping[str, Any]:
    stack = opened.register.facts.case_facts().get("body_stack") or ()
    return {"authority_finding": opened.fact("authority_finding"), "stack_depth": len(stack)}


def _first_minutes(opened: Opened) -> Mapping[str, Any]:
    kept = opened.fact("approved_scope_rank") if opened.fact("agree") is False else None
    return {"approved_scope_rank": kept or opened.plan.get("scope_rank")}


def _override(opened: Opened) -> Mapping[str, Any]:
    names = ("vote_result", "quorum_ok", "discussed_thoroughly", "authority", "preparation")
    more = ("overall", "leader_status", "issue_type_confirmed")
    register = opened.register
    superior = register.organisation.direct_superior(register.case.body_id)
    return {
        **facts_named(opened, *names, *more),
        "plan": opened.plan,
        "legality_failed": legality_failed(register),
        "superior_name": register.organisation.unit(superior).name if superior else None,
    }


def legality_failed(register: CaseRegister) -> list[str]:
    """Return the names of the hard items that the minutes say are not met."""
    labels = {one.item: one.label for one in register.profile.legality_items if one.hard}
    rows = register.facts.pass_facts().get("legality") or ()
    met = {str(row.get("item")) for row in rows if row.get("ok") is True}
    return [label for item, label in labels.items() if item not in met]


def _first_override(opened: Opened) -> Mapping[str, Any]:
    minutes = opened.register.facts.pass_facts()
    return {key: minutes.get(key) or opened.plan.get(plan) for key, plan in GRANTED.items()}


FACTS: Mapping[str, Given] = {"record_meeting": _minutes, "leader_decision": _override}
VALUES: Mapping[str, Given] = {
    "record_meeting": _first_minutes,
    "leader_decision": _first_override,
}
