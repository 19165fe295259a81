"""The state of a case as people read it, from what is open and how it ended (ui.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.cases import CaseState

# Earlier rows win when several tasks are open.
STATE_OF_ELEMENT: tuple[tuple[CaseState, frozenset[str]], ...] = (
    (CaseState.REWORK, frozenset({"rework_plan"})),
    (CaseState.LEADER, frozenset({"leader_decision"})),
    (
        CaseState.MEETING,
        frozenset({"schedule_meeting", "record_meeting", "confirm_minutes"}),
    ),
    (
        CaseState.APPRAISAL,
        frozenset(
            {
                "advise_appraisal",
                "assign_appraisal",
                "write_appraisal",
                "ask_proposer",
                "check_report",
                "triage_after_appraisal",
            }
        ),
    ),
    (CaseState.AUTHORITY, frozenset({"determine_authority", "confirm_authority"})),
    (CaseState.SUBMITTED, frozenset({"register_incoming"})),
    (CaseState.DRAFT, frozenset({"prepare_plan", "enter_paper_plan"})),
)

# S01 writes many papers; only those that answer the proposer make the case “drafting”.
PAPER_STEPS = frozenset({"edit_draft", "check_draft", "sign_document"})

STATE_OF_END: Mapping[str, CaseState] = {
    "end_approved": CaseState.APPROVED,
    "end_approved_by_leader": CaseState.APPROVED_BY_LEADER,
    "end_rejected": CaseState.REFUSED,
    "end_no_go": CaseState.REFUSED,
    "end_infeasible": CaseState.INFEASIBLE,
    "end_lapsed": CaseState.ENDED,
    "end_withdrawn": CaseState.ENDED,
}


def state_of(present: CaseState, open_elements: Iterable[str], outcome: str) -> CaseState:
    """Return the state of the case after a step of its main instance."""
    if outcome:
        return STATE_OF_END.get(outcome, CaseState.ENDED)
    elements = frozenset(open_elements)
    for state, names in STATE_OF_ELEMENT:
        if elements & names:
            return state
    if elements & PAPER_STEPS and present in {CaseState.MEETING, CaseState.LEADER}:
        return CaseState.DRAFTING
    return present
