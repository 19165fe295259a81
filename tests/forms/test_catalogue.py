"""The catalogue: one form for each user task, none spare, all readable, all keys there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree

from app.feel import names_of
from app.task_forms import check_form, read_form
from tests.forms import answers, emergency_answers, level_answers
from tests.forms.contexts import FACTS, FORMS, ROOT, form, refusals

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
PATHS = sorted(FORMS.glob("*/*.form"))
SCOPES = {
    "case": {"prepare_plan", "enter_paper_plan", "rework_plan"},
    "pass": {
        "resolve_outcome",
        "register_incoming",
        "determine_authority",
        "assign_appraisal",
        "write_appraisal",
        "triage_after_appraisal",
        "record_meeting",
        "write_council_report",
        "leader_decision",
        "draft_escalation",
        "record_external_answer",
        "write_legal_risk",
    },
}
VALID = {**answers.VALID, **level_answers.VALID, **emergency_answers.VALID}
UNKEYED = frozenset(("group", "text"))
F_PLAN = (
    "title proposer_kind proposers group_head proposer_org within_duties issue_type issue_analysis "
    "regulations objectives content scope_rank scope_area subject_class approval_kind_requested "
    "date_from date_to resources est_cost expected_results risks scientific_basis practical_basis "
    "declaration_common_good commitment interest_declaration attachments personnel"
)
F_APPR = (
    "report_next question issue_type_confirmed issue_note feasibility effectiveness legality "
    "authority_finding is_complex risks_assessed opinions_summary conditions overall reasons "
    "report_file opinions_received"
)
F_SCHEDULE = "meeting_at late_reason forum chair secretary place agenda"
# Of a go-ahead: what minutes, the head's decision and an answer from outside have in common.
GRANTED = "approval_kind scope date_from date_to reporting_cycle"
# Keys of processes.md section 22.
KEYS = {
    "prepare_plan": F_PLAN,
    "enter_paper_plan": F_PLAN + " paper_received_on paper_reason paper_dated_on scan",
    "rework_plan": F_PLAN + " change_note point_answers",
    "resolve_outcome": "level_outcome reason",
    "register_incoming": "incoming_no received_at channel completeness missing_items right_body "
    "passed_to file_no",
    "determine_authority": "dmn_result finding competent_body basis differs_reason new_ground",
    "confirm_authority": "agree remark",
    "advise_appraisal": "proposal scope_wide_complex lead_body coordinating reason",
    "assign_appraisal": "mode mode_reason lead_body coordinating council due legal_review_assigned "
    "legal_review_reason supplementary_only reappraisal_reason",
    "write_appraisal": F_APPR,
    "write_council_report": F_APPR,
    "ask_proposer": "question answer files",
    "check_report": "complete remarks",
    "triage_after_appraisal": "action forum_ground risk_answers remark",
    "schedule_meeting": F_SCHEDULE,
    "record_meeting": "held_at members_total present recused recused_present discussion_summary "
    "discussed_thoroughly authority authority_basis authority_differs_reason proposed_solution "
    "preparation rework_points resubmit_by votes_for votes_against votes_abstain legality "
    "urgency_assessment approved_scope_rank conditions support issuer_list_confirmed minutes_file "
    "report_to_issuer issuer_reports "
    "opinions " + GRANTED,
    "confirm_minutes": "agree remark",
    "edit_draft": "body recipients attachments",
    "check_draft": "ok remarks",
    "sign_document": "sign remark",
    "member_assess": "recuse feasible effective risk_view comment legal_view",
    "council_meeting": "held_at present minutes_file",
    "leader_decision": "decision declined_reason feasibility_reasons answers_to_objections "
    "urgency_assessment approved_scope_rank conditions issuer_list_confirmed responsibility_ack "
    + GRANTED,
    "draft_escalation": "target_body summary own_opinion proposed_solution attachments",
    "decide_extension": "requested_due is_complex needs_appraisal_time reasons decision new_due",
    "record_external_answer": "doc_no doc_date received_on summary file external_outcome "
    "return_mode rework_points issuers_reported_by_superior issuers_doc_no urgency_assessment "
    + GRANTED,
    "confirm_external": "agree remark",
    "acknowledge_report": "received_at passed_to",
    "superior_review": "direction text",
    "give_opinion": "opinion content file",
    "describe_situation": "situation detected_at place why_no_time latest_act_at harm_if_delay "
    "planned_action is_responsible",
    "log_attempts": "attempts impossibility",
    "recipient_confirm": "received received_at channel direction direction_text",
    "record_action_a": "action started_at ended_at results damage resources followed_direction",
    "head_table": "to_collective reason",
    "confirm_no_action": "acted",
    "record_own_decision": "decision decided_at measures resources_used affected risks",
    "write_emergency_report": "situation attempts own_decision results damage why_unable requests "
    "conditions_at",
    "schedule_collective": F_SCHEDULE,
    "collective_conclusion": "held_at members_total present recused recused_present was_emergency "
    "was_unable within_duty proportionate motive result votes_for votes_against votes_abstain "
    "conclusion reasons follow_up_plan",
    "confirm_conclusion": "agree remark",
    "legal_opinion": "participate reason risk_level findings recommendation",
    "write_legal_risk": "opinions_received overall_risk findings minority_views",
}
ROW_KEYS = {
    "regulations": "doc_no doc_title issuer provision why_unsuitable request",
    "risks": "description likelihood impact prevention mitigation",
    "point_answers": "point answer",
    "legality": "item ok note",
    "risks_assessed": "risk level prevention_ok note",
    "rework_points": "point",
    "issuer_list_confirmed": "issuer provisions request",
    "issuer_reports": "issuer provisions request",
    "opinions": "member content",
    "support": "content provider",
    "council": "person role",
    "opinions_received": "who view content",
    "risk_answers": "finding answer",
    "attempts": "to_person to_role channel at result",
    "findings": "risk law consequence prevention",
}


def user_tasks() -> dict[str, str]:
    """Return the form of each user task of the shipped diagrams, by process and task id."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "workflows").glob("*/*.bpmn")):
        for process in etree.parse(path).getroot().iter(BPMN + "process"):
            for task in process.iter(BPMN + "userTask"):
                key = f"{process.get('id')}.{task.get('id')}"
                found[key] = task.get(CAMUNDA + "formRef") or task.get(CAMUNDA + "formKey") or ""
    return found


def components(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every component, those inside groups and rows included."""
    for component in schema.get("components", ()):
        yield component
        yield from components(component)


def schema_of(form_id: str) -> dict[str, Any]:
    """Return a form's JSON as it stands in the file."""
    process, task = form_id.split(".")
    read: dict[str, Any] = json.loads((FORMS / process / f"{task}.form").read_bytes())
    return read


def feel_of(schema: dict[str, Any]) -> Iterator[str]:
    """Yield every FEEL text of a form."""
    for rule in schema["properties"]["rules"]:
        yield rule["expression"]
        if rule["message"].startswith("="):
            yield rule["message"]
    for component in components(schema):
        hide = component.get("conditional", {}).get("hide")
        texts = [hide, component.get("valuesExpression")]
        texts += [component.get("description"), component.get("text")]
        yield from (text for text in texts if text and text.startswith("="))


def own_keys(schema: dict[str, Any]) -> list[str]:
    """Return the keys of a form, those of rows left out."""
    found: list[str] = []
    for component in schema.get("components", ()):
        if component["type"] == "group":
            found += own_keys(component)
        elif component["type"] not in UNKEYED:
            found.append(component.get("key") or component["path"])
    return found


FORM_IDS = [f"{path.parent.name}.{path.stem}" for path in PATHS]


def test_each_user_task_has_its_form_and_no_form_is_spare() -> None:
    tasks = user_tasks()
    assert tasks == {task: task for task in tasks}
    assert sorted(tasks) == FORM_IDS == sorted(VALID)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_form_is_read_and_drawn(form_id: str) -> None:
    read = form(form_id)
    assert read.id == form_id
    assert read.title
    assert check_form(read) == ()


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_form_says_where_its_answers_become_facts(form_id: str) -> None:
    task = form_id.split(".")[1]
    scope = next((scope for scope, tasks in SCOPES.items() if task in tasks), "activation")
    assert form(form_id).scope == scope


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_form_has_the_keys_of_the_catalogue(form_id: str) -> None:
    assert sorted(own_keys(schema_of(form_id))) == sorted(KEYS[form_id.split(".")[1]].split())


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_rows_have_the_keys_of_the_catalogue(form_id: str) -> None:
    for component in components(schema_of(form_id)):
        if component["type"] == "dynamiclist":
            assert own_keys(component) == ROW_KEYS[component["path"]].split()
            assert component["properties"]["row_label"]


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_field_has_a_label_and_an_id(form_id: str) -> None:
    ids = []
    for component in components(schema_of(form_id)):
        ids.append(component["id"])
        assert component.get("label") or component["type"] == "text", component["id"]
        if component["type"] == "datetime":
            assert component["dateLabel"] == component["label"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_rule_parses_and_stands_at_a_field(form_id: str) -> None:
    keys = set(own_keys(schema_of(form_id)))
    rules = form(form_id).rules
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert names_of(rule.expression).names
        assert rule.field in keys
        assert rule.clauses
        if rule.message.startswith("="):
            names_of(rule.message)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_form_uses_only_facts_that_it_is_given(form_id: str) -> None:
    schema = schema_of(form_id)
    known = {*FACTS, *own_keys(schema), "profile", "options", "this"}
    used = {name for text in feel_of(schema) for name in names_of(text).names}
    assert used <= known


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_membership_stands_in_parentheses_beside_and_or(form_id: str) -> None:
    # feelin reads `x in [a] or y` as `x in ([a] or y)`
    for text in feel_of(schema_of(form_id)):
        assert not re.search(r" in \[[^\]]*\] (and|or) ", text), text


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_form_accepts_its_example(form_id: str) -> None:
    assert refusals(form_id, VALID[form_id]) == {}


def test_forms_differ_in_their_ids() -> None:
    assert len({read_form(path.read_bytes()).id for path in PATHS}) == len(PATHS)
