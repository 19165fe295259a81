"""Facts of an emergency action: the log of attempts, true times, the collective (C-043 … C-046)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.clock import local_iso
from app.domain.people import OrganKind
from app.steps.given.kinds import Given, facts_named, in_conflict
from app.steps.opened_form import Opened


def _detected(opened: Opened) -> Mapping[str, Any]:
    return facts_named(opened, "detected_at")


def _attempts(opened: Opened) -> Mapping[str, Any]:
    return {
        **_detected(opened),
        "cadre_id": opened.register.case.started_by,
        "attempts_logged": list(opened.fact("attempts") or ()),
    }


def _first_attempts(opened: Opened) -> Mapping[str, Any]:
    return facts_named(opened, "attempts", "impossibility")


def _report(opened: Opened) -> Mapping[str, Any]:
    logged = list(opened.fact("attempts") or ())
    return {**facts_named(opened, "decided_at"), "attempts_logged": logged}


def _first_report(opened: Opened) -> Mapping[str, Any]:
    kept = facts_named(opened, "situation", "attempts", "own_decision", "results", "damage")
    return {**kept, "why_unable": opened.fact("why_unable") or opened.fact("impossibility")}


def _schedule(opened: Opened) -> Mapping[str, Any]:
    due = opened.task.due_at
    return {
        "conflicted_ids": sorted(in_conflict(opened)),
        "current_due_end": local_iso(due) if due else None,
    }


def _forum(opened: Opened) -> Mapping[str, Any]:
    body = opened.register.organisation.unit(opened.register.case.body_id).name
    return {"forum": f"Tập thể lãnh đạo {body}"}


def _members(opened: Opened) -> tuple[str, ...]:
    register = opened.register
    return register.organisation.members(register.case.body_id, OrganKind.BOARD, register.today)


def _conclusion(opened: Opened) -> Mapping[str, Any]:
    members = _members(opened)
    recused = sorted(set(members) & in_conflict(opened))
    return {"members_total": len(members), "system_recused": recused}


def _first_conclusion(opened: Opened) -> Mapping[str, Any]:
    given = _conclusion(opened)
    return {"members_total": given["members_total"], "recused": given["system_recused"]}


FACTS: Mapping[str, Given] = {
    "log_attempts": _attempts,
    "recipient_confirm": _detected,
    "record_action_a": _detected,
    "record_own_decision": _detected,
    "write_emergency_report": _report,
    "schedule_collective": _schedule,
    "collective_conclusion": _conclusion,
}
VALUES: Mapping[str, Given] = {
    "log_attempts": _first_attempts,
    "write_emergency_report": _first_report,
    "schedule_collective": _forum,
    "collective_conclusion": _first_conclusion,
}
