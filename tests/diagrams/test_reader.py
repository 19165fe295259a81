"""Reading what a diagram says: elements, lanes, messages, scopes, extensions."""

from __future__ import annotations

import pytest

from app.diagrams.reader import read_diagram
from app.domain.diagrams import InputMapping, OutputMapping, Severity
from tests.diagrams.factories import STRAIGHT, bpmn_file, definition_of, tasks_in_a_row


def test_elements_are_read_in_file_order_with_names_and_ends() -> None:
    process = definition_of(STRAIGHT)
    assert list(process.elements) == ["begin", "f1", "write", "f2", "done"]
    assert process.elements["write"].name == "Viết kế hoạch"
    assert (process.elements["f1"].source, process.elements["f1"].target) == ("begin", "write")


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1"])
def test_file_in_its_declared_encoding_is_read(encoding: str) -> None:
    process = '<startEvent id="begin" name="Début à côté"/>'
    assert definition_of(process, encoding=encoding).elements["begin"].name == "Début à côté"


def test_byte_order_mark_before_the_declaration_is_read() -> None:
    assert read_diagram(b"\xef\xbb\xbf" + bpmn_file()).main_id == "p"


def test_camunda_words_of_a_user_task_become_extensions() -> None:
    task = definition_of(
        '<userTask id="t" camunda:formRef="p.t" camunda:candidateGroups="office, leader"'
        ' camunda:assignee="=owner" camunda:dueDate="=due" camunda:priority="50"/>'
    ).elements["t"]
    assert task.extensions.form_ref == "p.t"
    assert task.extensions.candidate_groups == ("office", "leader")
    assert (task.extensions.assignee, task.extensions.due_date) == ("=owner", "=due")


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("camunda-forms:deployment:p.t.form", "p.t"),
        ("camunda-forms:bpmn:p.t", "p.t"),
        ("p.t", "p.t"),
    ],
)
def test_form_key_names_the_same_form_as_a_form_ref(key: str, form: str) -> None:
    task = definition_of(f'<userTask id="t" camunda:formKey="{key}"/>').elements["t"]
    assert task.extensions.form_ref == form


def test_properties_of_children_are_not_those_of_the_sub_process() -> None:
    inner = (
        "<extensionElements><camunda:properties>"
        "<camunda:property name='clause' value='C-001, C-2'/>"
        "</camunda:properties></extensionElements>"
    )
    process = definition_of(f'<subProcess id="s"><userTask id="t">{inner}</userTask></subProcess>')
    assert process.elements["s"].clauses == ()
    assert process.elements["t"].clauses == ("C-001", "C-2")
    assert process.elements["t"].scope_id == "s"


def test_mappings_of_a_call_are_read_with_feel_marks_removed_from_names() -> None:
    call = definition_of(
        '<callActivity id="c" calledElement="other"><extensionElements>'
        '<camunda:in sourceExpression="=a + 1" target="b"/><camunda:in source="x" target="y"/>'
        '<camunda:out source="outcome" target="level"/>'
        '<camunda:out sourceExpression="${late}" target="was_late"/>'
        "</extensionElements></callActivity>"
    ).elements["c"]
    assert call.called_process == "other"
    assert call.extensions.inputs == (InputMapping("=a + 1", "b"), InputMapping("x", "y"))
    assert call.extensions.outputs == (
        OutputMapping("outcome", "level"),
        OutputMapping("late", "was_late"),
    )


def test_many_times_call_is_read_with_its_collection() -> None:
    call = definition_of(
        '<callActivity id="c" calledElement="o"><multiInstanceLoopCharacteristics '
        'camunda:collection="member_ids" camunda:elementVariable="member_id"/></callActivity>'
    ).elements["c"]
    assert call.loop == "parallel"
    assert call.extensions.collection == "member_ids"
    assert call.extensions.element_variable == "member_id"


def test_innermost_lane_counts_and_reaches_into_a_sub_process() -> None:
    process = definition_of(
        '<laneSet><lane id="outer" name="Văn phòng"><flowNodeRef>s</flowNodeRef>'
        "<flowNodeRef>a</flowNodeRef>"
        '<childLaneSet><lane id="inner" name="Lãnh đạo"><flowNodeRef>a</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
        '<userTask id="a"/><subProcess id="s"><userTask id="b"/></subProcess>'
    )
    assert (process.elements["a"].lane, process.elements["a"].lane_id) == ("Lãnh đạo", "inner")
    assert process.elements["b"].lane == "Văn phòng"


def test_event_definition_by_reference_means_the_same_as_inside() -> None:
    diagram = read_diagram(
        bpmn_file(
            '<startEvent id="begin"><eventDefinitionRef>m</eventDefinitionRef></startEvent>',
            around='<messageEventDefinition id="m" messageRef="msg"/>'
            '<message id="msg" name="plan_requested"/>',
        )
    )
    start = diagram.main.elements["begin"]
    assert (start.event, start.message_name) == ("message", "plan_requested")
    assert diagram.main.start_messages == {"plan_requested": "begin"}
    node = diagram.tree.find(".//{*}startEvent")
    assert [child.tag.rpartition("}")[2] for child in node] == ["messageEventDefinition"]


def test_events_are_read_with_kind_code_timer_and_host() -> None:
    process = definition_of(
        '<userTask id="t"/>'
        '<boundaryEvent id="late" attachedToRef="t" cancelActivity="false">'
        "<timerEventDefinition><timeDuration> P30D </timeDuration></timerEventDefinition>"
        "</boundaryEvent>"
        '<endEvent id="up"><escalationEventDefinition escalationRef="e"/></endEvent>',
        around='<escalation id="e" escalationCode="QN_4_2"/>',
    )
    late = process.elements["late"]
    assert (late.attached_to, late.interrupting) == ("t", False)
    assert (late.event, late.timer_kind, late.timer) == ("timer", "timeDuration", "P30D")
    assert process.elements["up"].event_code == "QN_4_2"


def test_sequence_flow_without_id_gets_one_that_is_the_same_each_time() -> None:
    process = (
        '<startEvent id="a"/><endEvent id="b"/><sequenceFlow sourceRef="a" targetRef="b"/>'
        '<sequenceFlow sourceRef="a" targetRef="b"/>'
    )
    first, second = definition_of(process), definition_of(process)
    assert list(first.elements) == ["a", "b", "flow_a_b", "flow_a_b_2"]
    assert list(first.elements) == list(second.elements)
    assert first.tree.find(".//{*}sequenceFlow").get("id") == "flow_a_b"


def test_first_executable_process_is_the_main_one() -> None:
    around = (
        '<process id="q" isExecutable="true"><userTask id="t"/></process>'
        '<collaboration id="c"><participant id="one" name="Dân" processRef="p"/>'
        '<participant id="two" name="Trống"/></collaboration>'
    )
    diagram = read_diagram(bpmn_file(around=around, attributes='isExecutable="false"'))
    assert diagram.main_id == "q"
    assert list(diagram.definitions) == ["p", "q"]
    assert [pool.process_id for pool in diagram.participants] == ["p", ""]


def test_process_for_documentation_is_read_as_such() -> None:
    diagram = read_diagram(bpmn_file(attributes='isExecutable="false"'))
    assert diagram.main.executable is False
    assert read_diagram(bpmn_file(attributes="")).main.executable is True


@pytest.mark.parametrize(
    ("inside", "severity"),
    [
        ('<serviceTask id="t" camunda:class="x.Y"/>', Severity.ERROR),
        ('<userTask id="t" camunda:formHandlerClass="x.Y"/>', Severity.ERROR),
        (
            '<userTask id="t"><extensionElements><camunda:inputOutput/></extensionElements>'
            "</userTask>",
            Severity.ERROR,
        ),
        ('<userTask id="t" camunda:async="true"/>', Severity.WARNING),
    ],
)
def test_camunda_word_that_is_not_acted_on_is_named(inside: str, severity: Severity) -> None:
    findings = read_diagram(bpmn_file(inside)).findings
    assert [(f.rule, f.element_id, f.severity) for f in findings] == [
        ("camunda-unread", "t", severity)
    ]


def test_condition_in_another_language_is_named() -> None:
    flow = (
        '<startEvent id="a"/><endEvent id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b">'
        '<conditionExpression language="groovy">x</conditionExpression></sequenceFlow>'
    )
    assert [f.rule for f in read_diagram(bpmn_file(flow)).findings] == ["condition-language"]


def test_six_hundred_tasks_in_a_row_are_read() -> None:
    assert len(read_diagram(tasks_in_a_row(600)).main.elements) == 600 + 2 + 601
