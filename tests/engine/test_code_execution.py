"""Diagram text never becomes Python: the 22 places where the library evaluates or executes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.diagrams.reader import read_diagram
from app.engine import compile_program, start
from app.engine.state import dump, load
from app.engine.workflow import Workflow
from app.errors import ChuTruongError, DiagramRefused, EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="D" '
    'targetNamespace="http://t">'
)
EVIL = "__import__('builtins').__dict__.setdefault('engine_hit', 1)"
ENDS = '<bpmn:startEvent id="S"/><bpmn:endEvent id="E"/>'
FLOWS = (
    '<bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="M"/>'
    '<bpmn:sequenceFlow id="f2" sourceRef="M" targetRef="E"/>'
)
MESSAGE = '<bpmn:message id="m1" name="msg"/>'


def in_line(node: str) -> str:
    return ENDS + node + FLOWS


def gateway(tag: str) -> str:
    return (
        f'{ENDS}<bpmn:{tag} id="M" default="f2"/><bpmn:task id="A"/>{FLOWS}'
        f'<bpmn:sequenceFlow id="f3" sourceRef="M" targetRef="A"><bpmn:conditionExpression>{EVIL}'
        "</bpmn:conditionExpression></bpmn:sequenceFlow>"
        '<bpmn:sequenceFlow id="f4" sourceRef="A" targetRef="E"/>'
    )


def timer(clock: str) -> str:
    return in_line(
        f'<bpmn:intermediateCatchEvent id="M"><bpmn:timerEventDefinition><bpmn:{clock}>{EVIL}'
        f"</bpmn:{clock}></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    )


def many(inner: str, attributes: str = "", tag: str = "userTask") -> str:
    return in_line(
        f'<bpmn:{tag} id="M"><bpmn:multiInstanceLoopCharacteristics {attributes}>{inner}'
        f"</bpmn:multiInstanceLoopCharacteristics></bpmn:{tag}>"
    )


def extended(node: str, inner: str) -> str:
    inside = f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"
    return in_line(f'<bpmn:{node} id="M">{inside}</bpmn:{node}>')


CARDINALITY = f"<bpmn:loopCardinality>{EVIL}</bpmn:loopCardinality>"
THROW = (
    '<bpmn:intermediateThrowEvent id="M"><bpmn:{0} {1}>{2}</bpmn:{0}></bpmn:intermediateThrowEvent>'
)
SITES = {
    "exclusive gateway condition": (gateway("exclusiveGateway"), ""),
    "inclusive gateway condition": (gateway("inclusiveGateway"), ""),
    "script task": (
        in_line(f'<bpmn:scriptTask id="M"><bpmn:script>{EVIL}</bpmn:script></bpmn:scriptTask>'),
        "",
    ),
    "time date": (timer("timeDate"), ""),
    "time duration": (timer("timeDuration"), ""),
    "time cycle": (timer("timeCycle"), ""),
    "conditional event": (
        in_line(
            '<bpmn:intermediateCatchEvent id="M"><bpmn:conditionalEventDefinition>'
            f"<bpmn:condition>{EVIL}</bpmn:condition></bpmn:conditionalEventDefinition>"
            "</bpmn:intermediateCatchEvent>"
        ),
        "",
    ),
    "cardinality of parallel instances": (many(CARDINALITY), ""),
    "cardinality of sequential instances": (many(CARDINALITY, 'isSequential="true"'), ""),
    "completion condition": (
        many(
            "<bpmn:loopCardinality>1</bpmn:loopCardinality>"
            f"<bpmn:completionCondition>{EVIL}</bpmn:completionCondition>",
            tag="task",
        ),
        "",
    ),
    "collection": (many("", f'camunda:collection="{EVIL}" camunda:elementVariable="x"'), ""),
    "loop condition": (
        in_line(
            '<bpmn:task id="M"><bpmn:standardLoopCharacteristics testBefore="true">'
            f"<bpmn:loopCondition>{EVIL}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
            "</bpmn:task>"
        ),
        "",
    ),
    "ad hoc completion condition": (
        in_line(
            '<bpmn:adHocSubProcess id="M"><bpmn:task id="A1"/><bpmn:completionCondition>'
            f"{EVIL}</bpmn:completionCondition></bpmn:adHocSubProcess>"
        ),
        "",
    ),
    "message correlation": (
        in_line(THROW.format("messageEventDefinition", 'messageRef="m1"', "")),
        '<bpmn:collaboration id="C"><bpmn:correlationKey id="k" name="k">'
        "<bpmn:correlationPropertyRef>cp</bpmn:correlationPropertyRef></bpmn:correlationKey>"
        f'</bpmn:collaboration>{MESSAGE}<bpmn:correlationProperty id="cp" name="cp">'
        '<bpmn:correlationPropertyRetrievalExpression messageRef="m1"><bpmn:messagePath>'
        f"{EVIL}</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression>"
        "</bpmn:correlationProperty>",
    ),
    "pre script": (
        extended("userTask", f"<spiffworkflow:preScript>{EVIL}</spiffworkflow:preScript>"),
        "",
    ),
    "post script": (
        extended("userTask", f"<spiffworkflow:postScript>{EVIL}</spiffworkflow:postScript>"),
        "",
    ),
    "message payload": (
        in_line(
            THROW.format(
                "messageEventDefinition",
                'messageRef="m1"',
                f"<bpmn:extensionElements><spiffworkflow:messagePayload>{EVIL}"
                "</spiffworkflow:messagePayload></bpmn:extensionElements>",
            )
        ),
        MESSAGE,
    ),
    "signal payload": (
        in_line(THROW.format("signalEventDefinition", 'signalRef="s1"', "")),
        '<bpmn:signal id="s1" name="s"><bpmn:extensionElements><spiffworkflow:payloadExpression>'
        f"{EVIL}</spiffworkflow:payloadExpression></bpmn:extensionElements></bpmn:signal>",
    ),
    "service task parameter": (
        extended(
            "serviceTask",
            '<spiffworkflow:serviceTaskOperator id="op"><spiffworkflow:parameters>'
            f'<spiffworkflow:parameter id="a" type="str" value="{EVIL}"/>'
            "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>",
        ),
        "",
    ),
    "camunda message expression": (
        in_line(
            THROW.format(
                "messageEventDefinition", f'messageRef="m1" camunda:expression="{EVIL}"', ""
            )
        ),
        MESSAGE,
    ),
    "camunda service expression": (
        in_line(f'<bpmn:serviceTask id="M" camunda:expression="{EVIL}"/>'),
        "",
    ),
    "decision of a rule task": (
        in_line(f'<bpmn:businessRuleTask id="M" camunda:decisionRef="{EVIL}"/>'),
        "",
    ),
    "input of a call": (
        in_line(
            '<bpmn:callActivity id="M" calledElement="Q"><bpmn:extensionElements>'
            f'<camunda:in sourceExpression="{EVIL}" target="a"/></bpmn:extensionElements>'
            "</bpmn:callActivity>"
        ),
        '<bpmn:process id="Q"><bpmn:startEvent id="QS"/><bpmn:endEvent id="QE"/>'
        '<bpmn:sequenceFlow id="q" sourceRef="QS" targetRef="QE"/></bpmn:process>',
    ),
}

_EXECUTED: list[str] = []
_WATCHING = [False]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _WATCHING[0] and event in ("exec", "compile"):
        _EXECUTED.append(f"{event} {arguments!r}"[:200])


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Collect every `eval`, `exec` and `compile` of text while the block runs."""
    _EXECUTED.clear()
    _WATCHING[0] = True
    try:
        yield _EXECUTED
    finally:
        _WATCHING[0] = False


def run(data: bytes) -> None:
    """Read, compile, run and reload a diagram as far as it goes."""
    read = read_diagram(data).definitions
    made = compile_program(read, "P")
    instance = Instance(made)
    while instance.open:
        instance.do(instance.open[0])
    for wait in list(instance.waits):
        instance.tell(wait)


@pytest.mark.parametrize("site", SITES)
def test_text_in_a_diagram_is_never_run(site: str) -> None:
    body, roots = SITES[site]
    data = f'{HEAD}<bpmn:process id="P">{body}</bpmn:process>{roots}</bpmn:definitions>'.encode()
    with watched() as executed:
        try:
            run(data)
        except ChuTruongError as error:
            assert isinstance(error, DiagramRefused | EngineFault)
    assert [line for line in executed if "engine_hit" in line] == []
    assert not hasattr(sys.modules["builtins"], "engine_hit")


def test_watch_sees_code_that_is_run() -> None:
    with watched() as executed:
        eval("1 + 1")  # noqa: S307
    assert executed


SIMPLE = "process main\nstart s\nuser u\nend e\ns > u > e"


def closed(workflow: Workflow) -> None:
    task = workflow.tokens()[0]
    engine = workflow.script_engine
    for attempt in (
        lambda: engine.evaluate(task, EVIL),
        lambda: engine.execute(task, EVIL),
        lambda: engine.call_service(task, name=EVIL),
        lambda: engine.validate(EVIL),
        lambda: engine.environment.evaluate(EVIL, {}),
        lambda: engine.environment.execute(EVIL, {}),
        lambda: engine.environment.call_service({}, name=EVIL),
    ):
        with pytest.raises(EngineFault):
            attempt()


def test_script_engine_is_closed_in_a_new_and_in_a_reloaded_instance() -> None:
    made = program(SIMPLE)
    state = start(made, Desk()).state
    reloaded = load(made, state)
    closed(reloaded)
    closed(load(made, dump(reloaded)))


def test_engine_never_touches_the_library_parts_that_evaluate() -> None:
    folder = Path(compile_program.__code__.co_filename).parent
    text = "".join(path.read_text() for path in folder.glob("*.py"))
    for forbidden in ("serializer", "migration", "SpiffWorkflow.dmn", "SpiffWorkflow.spiff"):
        assert forbidden not in text, forbidden
    for call in ("eval(", "exec(", "pickle"):
        assert f" {call}" not in text, call
