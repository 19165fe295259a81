"""Each mechanical repair is offered where its finding stands, and the finding is gone after it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from app.diagrams import lint, read_diagram
from app.diagrams.context import LintContext
from app.diagrams.repairs.shelf import REPAIRS, mended, offered
from app.domain.diagrams import Diagram, Finding
from app.engine import compile_program
from app.errors import ChuTruongError, DiagramRefused, FormInvalid, NotFound
from app.task_forms import check_form, read_form
from tests.diagrams.factories import bpmn_file

NO_START = (
    '<userTask id="write" name="Viết"/><sequenceFlow id="f1" sourceRef="write" targetRef="done"/>'
    '<endEvent id="done"/>'
)
NO_WAY_ON = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="write"/>'
    '<userTask id="write" name="Viết"/><endEvent id="done"/>'
)
LABELLED = (
    '<startEvent id="begin"/><sequenceFlow id="f0" sourceRef="begin" targetRef="gw"/>'
    '<exclusiveGateway id="gw" name="Đủ hồ sơ?"/><endEvent id="a"/><endEvent id="b"/>'
    '<sequenceFlow id="f1" name="Có" sourceRef="gw" targetRef="a"/>'
    '<sequenceFlow id="f2" name="Không" sourceRef="gw" targetRef="b"/>'
)
TIMER = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="wait"/>'
    '<intermediateCatchEvent id="wait"><timerEventDefinition/></intermediateCatchEvent>'
    '<sequenceFlow id="f2" sourceRef="wait" targetRef="done"/><endEvent id="done"/>'
)
MESSAGE = TIMER.replace("<timerEventDefinition/>", "<messageEventDefinition/>")
ISLAND = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="done"/>'
    '<endEvent id="done"/><userTask id="lost" name="Lạc"/>'
    '<sequenceFlow id="f2" sourceRef="lost" targetRef="done"/>'
)


def found_in(data: bytes) -> tuple[Diagram, list[Finding]]:
    diagram = read_diagram(data)
    findings = [*lint(diagram, LintContext())]
    try:
        compile_program(diagram.definitions, diagram.main_id)
    except DiagramRefused as refused:
        findings += refused.findings
    return diagram, findings


def buttons(data: bytes) -> dict[tuple[str, str], Mapping[str, str]]:
    diagram, findings = found_in(data)
    return {
        (one.key, one.element_id): one.suggested
        for finding in findings
        for one in offered(finding, diagram)
    }


def rules(data: bytes) -> set[str]:
    return {finding.rule for finding in found_in(data)[1]}


CASES: list[tuple[bytes, str, str, dict[str, str], set[str]]] = [
    (
        bpmn_file(attributes='isExecutable="false"'),
        "mark-executable",
        "p",
        {},
        {"executable"},
    ),
    (bpmn_file(NO_START), "add-start", "p", {"first": "write"}, {"start-required", "reached"}),
    (bpmn_file(NO_WAY_ON), "lead-on", "write", {"target": "+end"}, {"way-out"}),
    (bpmn_file(NO_WAY_ON), "lead-here", "done", {"source": "write"}, {"way-out", "reached"}),
    (bpmn_file(ISLAND), "lead-here", "lost", {"source": "begin"}, {"reached"}),
    (bpmn_file(ISLAND), "remove-element", "lost", {}, {"reached"}),
    (bpmn_file(TIMER), "write-timer", "wait", {"time": "P30D"}, {"timer-value", "timer-time"}),
    (
        bpmn_file(TIMER),
        "write-timer",
        "wait",
        {"time": "working days(30, received_at)"},
        {"timer-value", "timer-time"},
    ),
    (
        bpmn_file(MESSAGE),
        "name-message",
        "wait",
        {"name": "withdraw_plan"},
        {"event-name", "message-name", "reference"},
    ),
    (
        bpmn_file(LABELLED),
        "ask-person",
        "gw",
        {"question": "Đủ hồ sơ?", "role": "office"},
        {"choice-complete", "default-flow"},
    ),
]


@pytest.mark.parametrize(("data", "key", "element", "values", "gone"), CASES)
def test_repair_is_offered_and_mends_what_it_is_offered_for(
    data: bytes, key: str, element: str, values: dict[str, str], gone: set[str]
) -> None:
    assert rules(data) & gone
    assert (key, element) in buttons(data)
    after, _forms = mended(data, key, element, values)
    assert rules(after) & gone == set()


def test_every_repair_is_tried_here() -> None:
    tried = {case[1] for case in CASES} | {"write-condition", "make-default"}
    assert {repair.KEY for repair in REPAIRS} == tried


def test_condition_and_default_together_complete_a_choice() -> None:
    data = bpmn_file(LABELLED)
    assert {("write-condition", "f1"), ("make-default", "f2")} <= set(buttons(data))
    half, _ = mended(data, "write-condition", "f1", {"condition": '= decision = "dong_y"'})
    whole, _ = mended(half, "make-default", "f2", {})
    assert rules(whole) & {"choice-complete", "default-flow"} == set()
    flow = read_diagram(whole).main.elements["f1"]
    assert flow.condition == 'decision = "dong_y"'


def test_person_who_is_asked_gets_a_form_with_the_labels_as_answers() -> None:
    values = {"question": "Đủ hồ sơ?", "role": "office"}
    after, forms = mended(bpmn_file(LABELLED), "ask-person", "gw", values)
    ((form_id, content),) = forms.items()
    schema = json.loads(content)
    assert check_form(read_form(content)) == ()
    assert [one["label"] for one in schema["components"][0]["values"]] == ["Có", "Không"]
    main = read_diagram(after).main
    task = next(e for e in main.elements.values() if e.tag == "userTask")
    assert (task.extensions.form_ref, task.extensions.candidate_groups) == (form_id, ("office",))
    assert main.elements["f1"].condition == f'{task.id}_answer = "co"'
    assert main.elements["gw"].default_flow == "f2"


def test_repair_draws_what_it_adds_and_leaves_foreign_parts_alone() -> None:
    picture = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane bpmnElement="p">'
        '<bpmndi:BPMNShape bpmnElement="write"><dc:Bounds x="300" y="100" width="100" height="80"/>'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    foreign = '<extensionElements><x:note xmlns:x="urn:x" k="1">Giữ</x:note></extensionElements>'
    task = '<userTask id="write" name="Viết"/>'
    body = NO_START.replace(task, task.replace("/>", f">{foreign}</userTask>"))
    after, _ = mended(bpmn_file(body, around=picture), "add-start", "p", {"first": "write"})
    assert b'k="1">' in after and "Giữ".encode() in after
    assert after.count(b"BPMNShape ") == 2 and after.count(b"BPMNEdge ") == 1


@pytest.mark.parametrize(
    ("key", "element", "values", "error"),
    [
        ("no-such", "gw", {}, NotFound),
        ("write-condition", "nowhere", {"condition": "1 = 1"}, NotFound),
        ("write-condition", "f1", {"condition": "a ="}, FormInvalid),
        ("write-condition", "f1", {}, FormInvalid),
        ("write-condition", "f1", {"condition": "a" * 501}, FormInvalid),
        ("name-message", "begin", {"name": "x"}, FormInvalid),
        ("write-timer", "begin", {"time": "P30D"}, FormInvalid),
        ("write-timer", "begin", {"time": "ba mươi ("}, FormInvalid),
    ],
)
def test_answer_that_fits_nothing_is_refused_in_words(
    key: str, element: str, values: dict[str, str], error: type[ChuTruongError]
) -> None:
    with pytest.raises(error):
        mended(bpmn_file(LABELLED), key, element, values)
