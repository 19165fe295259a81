"""BPMN files made from a few words, for tests about reading, drawing and checking them."""

from __future__ import annotations

from itertools import pairwise

from app.diagrams.reader import read_diagram
from app.domain.diagrams import Definition

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)
STRAIGHT = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="write"/>'
    '<userTask id="write" name="Viết kế hoạch"/>'
    '<sequenceFlow id="f2" sourceRef="write" targetRef="done"/><endEvent id="done"/>'
)


def bpmn_file(
    process: str = STRAIGHT,
    *,
    around: str = "",
    attributes: str = 'isExecutable="true"',
    encoding: str = "UTF-8",
) -> bytes:
    """Return a file with one process `p`; `around` stands beside it in `definitions`."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<definitions {NAMESPACES} id="file" targetNamespace="http://example.org/t">'
        f'<process id="p" {attributes}>{process}</process>{around}</definitions>'
    )
    return text.encode(encoding)


def tasks_in_a_row(count: int, tag: str = "userTask") -> bytes:
    """Return a file with `count` tasks one after another between a start and an end."""
    names = ["begin", *(f"t{number}" for number in range(count)), "done"]
    nodes = "".join(f'<{tag} id="{name}" name="{name}"/>' for name in names[1:-1])
    flows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(pairwise(names))
    )
    return bpmn_file(f'<startEvent id="begin"/>{nodes}<endEvent id="done"/>{flows}')


def definition_of(process: str, **options: str) -> Definition:
    """Return the one process of a file with this content."""
    return read_diagram(bpmn_file(process, **options)).main
