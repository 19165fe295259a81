"""Files that are XML and BPMN and still not one diagram."""

from __future__ import annotations

import pytest

from app.diagrams.reader import read_diagram
from app.errors import DiagramRefused
from tests.diagrams.factories import bpmn_file

ENDS = '<startEvent id="a"/><endEvent id="b"/>'


@pytest.mark.parametrize(
    ("process", "rule", "element_id"),
    [
        ('<task id="a"/><task id="a"/>', "duplicate-id", "a"),
        ('<task id="p"/>', "duplicate-id", "p"),
        ('<userTask name="Không id"/>', "missing-id", ""),
        (f'{ENDS}<sequenceFlow id="f" sourceRef="a" targetRef="x"/>', "dangling-reference", "f"),
        (f'{ENDS}<sequenceFlow id="f" sourceRef="a"/>', "dangling-reference", "f"),
        (
            f'{ENDS}<subProcess id="s"><task id="t"/></subProcess>'
            '<sequenceFlow id="f" sourceRef="a" targetRef="t"/>',
            "dangling-reference",
            "f",
        ),
        ('<boundaryEvent id="e" attachedToRef="x"/>', "dangling-reference", "e"),
        ('<exclusiveGateway id="g" default="x"/>', "dangling-reference", "g"),
        (
            f'{ENDS}<sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
            '<exclusiveGateway id="g" default="f"/>',
            "dangling-reference",
            "g",
        ),
        ('<receiveTask id="r" messageRef="m"/>', "dangling-reference", "r"),
        (
            '<endEvent id="e"><errorEventDefinition errorRef="p"/></endEvent>',
            "dangling-reference",
            "e",
        ),
        (
            '<startEvent id="e"><eventDefinitionRef>none</eventDefinitionRef></startEvent>',
            "dangling-reference",
            "e",
        ),
        ('<dataObjectReference id="d" dataObjectRef="x"/>', "dangling-reference", "d"),
        ('<usertask id="t"/>', "unknown-tag", "t"),
        ('<x:userTask xmlns:x="http://example.org" id="t"/>', "unknown-tag", "t"),
    ],
)
def test_what_breaks_the_diagram_is_named(process: str, rule: str, element_id: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(bpmn_file(process))
    found = [(finding.rule, finding.element_id) for finding in refused.value.findings]
    assert found == [(rule, element_id)]


def test_all_findings_come_at_once_but_at_most_two_hundred() -> None:
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="a" targetRef="x"/>' for n in range(500))
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(bpmn_file(ENDS + flows))
    assert len(refused.value.findings) == 201
    assert "300" in refused.value.findings[-1].message


def test_notes_groups_data_stores_and_empty_pools_never_block() -> None:
    drawn = (
        f'{ENDS}<sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<textAnnotation id="n"><text>Ghi chú</text></textAnnotation>'
        '<association id="l" sourceRef="a" targetRef="n"/><group id="g"/>'
        '<dataStoreReference id="s" name="Sổ"/><dataObject id="o"/>'
        '<dataObjectReference id="d" dataObjectRef="o"/>'
    )
    around = '<collaboration id="c"><participant id="one" name="Dân"/></collaboration>'
    assert read_diagram(bpmn_file(drawn, around=around)).findings == ()
