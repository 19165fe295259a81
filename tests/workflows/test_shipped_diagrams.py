"""The shipped diagrams say what the design says, and would be published as they stand."""

from __future__ import annotations

import json

import pytest

from app.diagrams.context import LintContext
from app.diagrams.lint import lint
from app.domain.diagrams import Element
from app.domain.facts import BUILT_IN, FACT_SCOPES
from app.engine import compile_program
from app.topics import TOPICS as REGISTERED
from tests.workflows.procedure import OUTCOMES, ROLES, TABLES, TOPICS
from tests.workflows.procedure_gateways import GATEWAYS
from tests.workflows.procedure_links import (
    CAUGHT,
    DOCUMENTS,
    ESCALATIONS,
    INPUTS,
    LOOPS,
    THROWN,
    TIMERS,
)
from tests.workflows.shipped import (
    FORMS,
    PROCESSES,
    WORKFLOWS,
    definition_of,
    diagram_of,
    elements_of,
)

every_process = pytest.mark.parametrize("process_id", PROCESSES)
CALLS = ("callActivity",)
THROWS = ("endEvent", "intermediateThrowEvent")
DOCUMENT = "s01_issue_document"
# The drafter neither checks nor signs; the leader and every signer give their password again.
SEPARATE = {
    ("s01_issue_document", "check_draft"): "edit_draft",
    ("s01_issue_document", "sign_document"): "edit_draft",
}
WITH_PASSWORD = {("s01_issue_document", "sign_document"), ("p01c_decision", "leader_decision")}


def test_the_shipped_processes_are_those_of_the_design() -> None:
    assert {path.stem for path in WORKFLOWS.glob("*/*.bpmn")} == set(PROCESSES)


@every_process
def test_file_folder_and_process_have_one_name(process_id: str) -> None:
    assert list(diagram_of(process_id).definitions) == [process_id]
    assert definition_of(process_id).executable
    assert definition_of(process_id).documentation


@every_process
def test_user_tasks_go_to_the_roles_of_the_design(process_id: str) -> None:
    drawn = {
        task.id: ",".join(task.extensions.candidate_groups)
        for task in elements_of(process_id, "userTask")
    }
    assert drawn == ROLES[process_id]


@every_process
def test_user_task_has_its_form_a_lane_and_a_note(process_id: str) -> None:
    for task in elements_of(process_id, "userTask"):
        assert task.extensions.form_ref == f"{process_id}.{task.id}"
        assert (FORMS / process_id / f"{task.id}.form").is_file(), task.id
        assert task.lane, task.id
        assert task.documentation, task.id


@every_process
def test_service_tasks_call_the_topics_of_the_design(process_id: str) -> None:
    tasks = list(elements_of(process_id, "serviceTask"))
    assert {task.id: task.extensions.topic for task in tasks} == TOPICS.get(process_id, {})
    assert {task.extensions.service_type for task in tasks} <= {"external"}


@every_process
def test_rule_tasks_read_tables_that_are_shipped(process_id: str) -> None:
    read = {
        task.id: task.extensions.decision_ref
        for task in elements_of(process_id, "businessRuleTask")
    }
    assert read == TABLES.get(process_id, {})
    for table in read.values():
        assert (WORKFLOWS / process_id / f"{table}.dmn").is_file(), table


@every_process
def test_ends_are_the_outcomes_of_the_design(process_id: str) -> None:
    ends = [e for e in elements_of(process_id, "endEvent") if not e.scope_id]
    side = {e.id for e in ends if e.extensions.properties.get("side") == "true"}
    assert {e.id for e in ends} - side == OUTCOMES[process_id]


def test_every_end_of_the_case_says_that_the_case_is_closed() -> None:
    for end in elements_of("p01_art4_case", "endEvent"):
        closes = end.extensions.properties.get("side") != "true"
        assert (end.message_name == "case_closed") == closes, end.id


def test_gateways_that_split_are_all_listed() -> None:
    drawn = {
        (process_id, gateway.id)
        for process_id in PROCESSES
        for gateway in elements_of(process_id, "exclusiveGateway")
        if len(_leaving(process_id, gateway)) > 1
    }
    assert drawn == set(GATEWAYS)


@pytest.mark.parametrize(("process_id", "gateway_id"), GATEWAYS)
def test_gateway_leads_where_its_conditions_say(process_id: str, gateway_id: str) -> None:
    gateway = definition_of(process_id).elements[gateway_id]
    flows = _leaving(process_id, gateway)
    assert {f.target: f.condition for f in flows} == GATEWAYS[process_id, gateway_id]
    default = [f.id for f in flows if not f.condition]
    assert default == [gateway.default_flow]
    assert all(f.name for f in flows), "every branch of a choice says when it is taken"


@every_process
def test_caller_tests_every_outcome_it_asks_for(process_id: str) -> None:
    for call in elements_of(process_id, *CALLS):
        for mapping in call.extensions.outputs:
            assert mapping.source == "outcome"
            tested = _texts_about(process_id, mapping.target)
            escalating = {end for (_, end), _ in ESCALATIONS.values()}
            for outcome in OUTCOMES[call.called_process] - escalating - {"unresolved"}:
                assert f'"{outcome}"' in tested, f"{call.id}: {outcome}"


@every_process
def test_calls_lead_to_shipped_processes(process_id: str) -> None:
    for call in elements_of(process_id, *CALLS):
        assert call.called_process in PROCESSES, call.id


def test_each_call_issues_its_document() -> None:
    issued = {
        (process_id, call.id): _inputs(call)["doc_type"]
        for process_id in PROCESSES
        for call in elements_of(process_id, *CALLS)
        if call.called_process == DOCUMENT
    }
    assert issued == DOCUMENTS


def test_calls_hand_over_what_the_design_says() -> None:
    handed = {
        (process_id, call.id): {k: v for k, v in _inputs(call).items() if k != "doc_type"}
        for process_id in PROCESSES
        for call in elements_of(process_id, *CALLS)
    }
    assert {place: inputs for place, inputs in handed.items() if inputs} == INPUTS


def test_loops_ask_everybody_at_once() -> None:
    drawn = {}
    for process_id in PROCESSES:
        for element in definition_of(process_id).elements.values():
            if element.loop:
                said = element.extensions
                drawn[process_id, element.id] = (said.collection, said.element_variable)
                assert (element.tag, element.loop) == ("callActivity", "parallel")
    assert drawn == LOOPS


def test_timers_have_the_values_of_the_design() -> None:
    drawn = {
        (process_id, event.id): (event.timer, event.interrupting)
        for process_id in PROCESSES
        for event in definition_of(process_id).elements.values()
        if event.event == "timer"
    }
    assert drawn == TIMERS


def test_messages_go_where_the_design_says() -> None:
    thrown: dict[str, set[tuple[str, str]]] = {}
    caught: dict[str, set[tuple[str, str]]] = {}
    for process_id in PROCESSES:
        for event in definition_of(process_id).elements.values():
            if event.event == "message":
                side = thrown if event.tag in THROWS else caught
                side.setdefault(event.message_name, set()).add((process_id, event.id))
    assert thrown == THROWN
    assert caught == CAUGHT


def test_each_escalation_is_caught_by_the_code_it_is_thrown_with() -> None:
    for code, (thrown, caught) in ESCALATIONS.items():
        end = definition_of(thrown[0]).elements[thrown[1]]
        boundary = definition_of(caught[0]).elements[caught[1]]
        assert (end.event, end.event_code) == ("escalation", code)
        assert (boundary.event, boundary.event_code) == ("escalation", code)
        assert boundary.interrupting


def test_only_the_proposers_own_time_and_silence_end_a_wait() -> None:
    ending = {
        place
        for place, (_, interrupting) in TIMERS.items()
        if interrupting and definition_of(place[0]).elements[place[1]].tag == "boundaryEvent"
    }
    assert {name for _, name in ending} == {
        "rework_lapse",
        "be_member_due",
        "be_opinion_due",
        "be_request_lapses",
    }


def test_four_eyes_and_passwords_stand_in_the_diagrams() -> None:
    separate, asking = {}, set()
    for process_id in PROCESSES:
        for task in elements_of(process_id, "userTask"):
            said = task.extensions.properties
            if "separateFrom" in said:
                separate[process_id, task.id] = said["separateFrom"]
            if said.get("asksPassword") == "true":
                asking.add((process_id, task.id))
    assert (separate, asking) == (SEPARATE, WITH_PASSWORD)


@every_process
def test_engine_takes_the_process_as_drawn(process_id: str) -> None:
    definitions = {name: definition_of(name) for name in PROCESSES}
    assert compile_program(definitions, process_id).process_id == process_id


@every_process
def test_publication_finds_nothing_to_mend(process_id: str) -> None:
    assert lint(diagram_of(process_id), _everything()) == ()


def _leaving(process_id: str, gateway: Element) -> list[Element]:
    return [f for f in elements_of(process_id, "sequenceFlow") if f.source == gateway.id]


def _inputs(call: Element) -> dict[str, str]:
    return {entry.target: entry.expression for entry in call.extensions.inputs}


def _texts_about(process_id: str, fact: str) -> str:
    flows = elements_of(process_id, "sequenceFlow")
    return " ".join(f.condition for f in flows if fact in f.condition)


def _everything() -> LintContext:
    return LintContext(
        forms=frozenset(f"{path.parent.name}.{path.stem}" for path in FORMS.glob("*/*.form")),
        roles={role: role for roles in ROLES.values() for role in roles.values()},
        topics=frozenset(REGISTERED),
        decisions=frozenset(path.stem for path in WORKFLOWS.glob("*/*.dmn")),
        facts=frozenset(FACT_SCOPES) | BUILT_IN | _form_keys(),
        processes={name: definition_of(name).calls() for name in PROCESSES},
    )


def _form_keys() -> frozenset[str]:
    """Return the facts that forms write, read from their files alone."""
    keys: set[str] = set()
    for path in FORMS.glob("*/*.form"):
        parts = json.loads(path.read_text(encoding="utf-8"))["components"]
        while parts:
            part = parts.pop()
            keys |= {part.get("key", ""), part.get("properties", {}).get("fact", "")}
            parts += part.get("components", [])
    return frozenset(keys - {""})
