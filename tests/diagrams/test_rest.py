"""What of a broken file can still be looked at, so that a person hears everything at once."""

from __future__ import annotations

import time

import pytest

from app.actions.owner.check_diagram import check_diagram
from app.diagrams.reader import read_diagram
from app.diagrams.rest import MENDS, rest_of
from app.domain.diagrams import Diagram
from app.errors import DiagramRefused
from tests.diagrams.factories import STRAIGHT, bpmn_file

MORE = '<scriptTask id="code"/><sequenceFlow id="f9" sourceRef="write" targetRef="code"/>'
BROKEN = {
    "missing-id": STRAIGHT + "<userTask name='Không id'/>" + MORE,
    "duplicate-id": STRAIGHT + '<userTask id="write"/>' + MORE,
    "unknown-tag": STRAIGHT + '<userTaks id="typo"/>' + MORE,
    "dangling-reference": STRAIGHT
    + '<sequenceFlow id="f8" sourceRef="write" targetRef="gone"/>'
    + '<boundaryEvent id="late" attachedToRef="gone"/>'
    + '<sequenceFlow id="f7" sourceRef="late" targetRef="done"/>'
    + '<exclusiveGateway id="gw" default="f1"/>'
    + '<receiveTask id="wait" messageRef="gone"/>'
    + MORE,
}


def rest(data: bytes) -> Diagram | None:
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(data)
    return rest_of(data, refused.value.findings)


def test_every_fault_that_leaves_a_rest_is_tried_here() -> None:
    assert set(BROKEN) == set(MENDS)


@pytest.mark.parametrize("rule", BROKEN)
def test_fault_of_another_element_is_told_beside_the_one_that_breaks_the_file(rule: str) -> None:
    found = check_diagram(bpmn_file(BROKEN[rule]), [])
    assert found[0].rule == rule
    assert "code" in {one.element_id for one in found}


def test_rest_loses_only_what_was_refused() -> None:
    found = rest(bpmn_file(BROKEN["dangling-reference"]))
    assert found is not None
    assert set(found.main.elements) == {
        "begin",
        "f1",
        "write",
        "f2",
        "done",
        "code",
        "f9",
        "gw",
        "wait",
    }
    assert found.main.elements["gw"].default_flow == ""


@pytest.mark.parametrize("data", [b"", b"<broken", bpmn_file("").replace(b"<process", b"<proces")])
def test_file_that_is_no_diagram_has_no_rest(data: bytes) -> None:
    assert rest(data) is None


def test_many_bearers_of_one_id_cost_no_more_than_a_moment() -> None:
    twins = '<dataObject id="twin"/>' * 50_000
    began = time.monotonic()
    assert check_diagram(bpmn_file(STRAIGHT + twins), [])
    assert time.monotonic() - began < 10
