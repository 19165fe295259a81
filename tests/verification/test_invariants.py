"""Each invariant is kept by what is shipped and fails on a diagram or form broken on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.documents import DOC_TYPES
from app.domain.forms import Form
from app.task_forms import read_form
from app.verification import INVARIANTS, State, verify
from app.verification.node_names import REPLY_SET
from tests.verification.redrawing import Redrawing, with_field, without_field, without_rules
from tests.verification.shelves import (
    HERE,
    SWITCHED,
    broken,
    drawing,
    shipped,
    shipped_form,
    whole,
)

P01, P01L, P01B = "p01_art4_case", "p01_level_pass", "p01b_appraisal"
P01C, P01D, P01E = "p01c_decision", "p01d_escalate", "p01e_extension"
P02, S01 = "p02_emergency_action", "s01_issue_document"
KEPT = sorted((HERE / "broken").glob("*/*.bpmn"))
MINUTES = "p01c_decision.record_meeting"
KEPT_FORMS = sorted((HERE / "broken").glob("*/*.form"))
# Kept apart: what the code itself must do (INV-18, INV-19), and what no diagram is drawn for yet.
NOTHING_DRAWN = {"INV-16", "INV-17"}


def redrawn(process_id: str) -> Redrawing:
    """A diagram of the whole article to be changed."""
    return Redrawing(drawing(process_id))


def test_the_shipped_diagrams_break_no_invariant() -> None:
    assert broken(shipped()) == {}


def test_an_invariant_waits_only_for_processes_that_are_not_shipped() -> None:
    shelf = shipped()
    waiting = {v.invariant: v.waits_for for v in verify(shelf) if v.state is State.WAITS}
    assert all(not shelf.has(process) for absent in waiting.values() for process in absent)
    assert waiting["INV-16"] == waiting["INV-17"] == ("p05_protection",)
    if SWITCHED:
        assert set(waiting) == {"INV-16", "INV-17"}


def test_the_whole_article_keeps_every_invariant_but_those_of_protection() -> None:
    states = {verdict.invariant: verdict.state for verdict in verify(whole())}
    assert {name for name, state in states.items() if state is not State.KEPT} == {
        "INV-16",
        "INV-17",
    }


def test_every_invariant_of_a_diagram_or_form_has_a_kept_broken_one() -> None:
    proved = {invariant.id for invariant in INVARIANTS} - NOTHING_DRAWN
    assert {path.parent.name for path in (*KEPT, *KEPT_FORMS)} == proved


@pytest.mark.parametrize("path", KEPT, ids=[path.parent.name for path in KEPT])
def test_a_diagram_broken_on_purpose_is_found(path: Path) -> None:
    name = path.parent.name
    found = broken(whole([path.read_bytes()]), name)
    assert all(sentence.startswith(name) for sentence in found[name])


@pytest.mark.parametrize("path", KEPT_FORMS, ids=[path.parent.name for path in KEPT_FORMS])
def test_a_form_broken_on_purpose_is_found(path: Path) -> None:
    name = path.parent.name
    found = broken(whole(forms=[read_form(path.read_bytes())]), name)
    assert all(sentence.startswith(name) for sentence in found[name])


CHANGES = {
    "INV-01 a round without its notice": redrawn(P01).lead(
        "gw_level_outcome", "call_notice_rework", "rework_plan"
    ),
    "INV-01 a withdrawal without an answer": redrawn(P01).lead(
        "be_withdraw_pass", "call_withdraw_ack", "end_withdrawn"
    ),
    "INV-01 a reply that stays signed": redrawn(P01).hold("call_reply_no"),
    "INV-01 no notice of the escalation": redrawn(P01D).lead(
        "svc_release_pair", "call_notice_proposer", "escalated"
    ),
    "INV-01 an emergency that ends without a paper": redrawn(P02).lead(
        "gw_acted", "call_confirm_not_acted", "end_not_acted"
    ),
    "INV-01 issued without a number": redrawn(S01).lead(
        "gw_hold", "svc_number_issue", "end_issued"
    ),
    "INV-02 straight to the go-ahead": redrawn(P01C).lead(
        "gw_leader", "call_leader_decision_doc", "approved"
    ),
    "INV-03 without quorum": redrawn(P01C).lead(
        "gw_quorum", "schedule_meeting", "svc_leader_check"
    ),
    "INV-03 a head in conflict": redrawn(P01C).lead(
        "gw_vote", "svc_leader_check", "leader_decision"
    ),
    "INV-03 without discussion": redrawn(P01C).lead("gw_thorough", "schedule_meeting", "gw_vote"),
    "INV-03 a deputy": redrawn(P01C).set(
        "leader_decision", "candidateGroups", "standing_committee", camunda=True
    ),
    "INV-04 another answer": redrawn(P01).lead(
        "gw_level_outcome", "call_reply_infeasible", "call_reply_no"
    ),
    "INV-05 no report": redrawn(P02).lead(
        "record_own_decision", "report_in_writing", "schedule_collective"
    ),
    "INV-05 cut short": redrawn(P02).set("be_report_missing", "cancelActivity", "true"),
    "INV-06 one report for all": redrawn(P01).strip(
        "mi_report_issuers", "multiInstanceLoopCharacteristics"
    ),
    "INV-08 issued before the test": redrawn(P01E).strip("call_extension_doc", "in", target="hold"),
    "INV-08 declined and applied": redrawn(P01E).lead(
        "gw_extension", "ext_declined", "call_extension_doc"
    ),
    "INV-09 issued apart": redrawn(P01D).strip("call_inform_superior", "in", target="hold"),
    "INV-09 never released": redrawn(P01D).lead(
        "join_pair", "svc_release_pair", "call_notice_proposer"
    ),
    "INV-10 nobody catches it": redrawn(P01).remove("be_esc_4_3b1"),
    "INV-12 returned without a letter": redrawn(P01).lead(
        "gw_level_outcome", "call_notice_return", "svc_pop_body"
    ),
    "INV-12 pushed without a report": redrawn(P01).lead(
        "be_esc_4_2", "call_escalate", "svc_push_body"
    ),
    "INV-13 the secretary confirms": redrawn(P01C).set(
        "confirm_minutes", "candidateGroups", "board_secretary", camunda=True
    ),
    "INV-14 no quorum asked": redrawn(P01C).lead("svc_count", "gw_quorum", "gw_authority2"),
    "INV-21 tacit refusal": redrawn(P01).set("rework_reminder", "cancelActivity", "true"),
    "INV-21 the reminder joins the case": redrawn(P01).lead(
        "svc_remind_rework", "end_rework_reminded", "call_notice_lapse"
    ),
    "INV-21 the lapse by a fixed term": redrawn(P01).time("rework_lapse", "P30D"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_breaks_an_invariant_is_found(change: str) -> None:
    assert broken(whole([CHANGES[change].data]), change[:6])


FORMS = {
    "INV-04 triage without its rule": without_rules(
        shipped_form("p01b_appraisal.triage_after_appraisal"), "triage_negative"
    ),
    "INV-10 no solution asked": without_field(shipped_form(MINUTES), "proposed_solution"),
    "INV-11 sent back without points": without_rules(
        shipped_form(MINUTES), "minutes_rework_points"
    ),
    "INV-11 resubmitted without answers": without_rules(
        shipped_form("p01_art4_case.rework_plan"), "rework_points_answered"
    ),
    "INV-13 a chair in conflict": without_rules(
        shipped_form("p01c_decision.schedule_meeting"), "meeting_chair_free"
    ),
    "INV-14 votes that do not add up": without_rules(shipped_form(MINUTES), "minutes_votes_add_up"),
    "INV-14 a result typed in": with_field(
        shipped_form(MINUTES), type="radio", key="vote_result", values=[{"value": "approved"}]
    ),
    "INV-15 a hard item passed over": without_rules(shipped_form(MINUTES), "minutes_legal_dieu_le"),
    "INV-22 a hash typed in": with_field(
        shipped_form("p01_art4_case.prepare_plan"), type="textfield", key="plan_hash"
    ),
}


@pytest.mark.parametrize("change", FORMS)
def test_a_form_that_breaks_an_invariant_is_found(change: str) -> None:
    form: Form = FORMS[change]
    assert broken(whole(forms=[form]), change[:6])


def test_the_replies_are_those_of_the_document_types() -> None:
    assert {key for key, doc_type in DOC_TYPES.items() if doc_type.reply_set} <= REPLY_SET
