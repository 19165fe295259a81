"""The shipped diagrams can be read: nothing overlaps, every line meets its shapes, labels fit."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from app.domain.diagrams import Element
from tests.workflows.shipped import (
    PROCESSES,
    Box,
    definition_of,
    labels_of,
    lines_of,
    node_shapes_of,
    shapes_of,
    wrapped,
)

every_process = pytest.mark.parametrize("process_id", PROCESSES)

# Width of a letter and height of a line, in pixels, as bpmn-js writes them.
TASK_LETTER, LABEL_LETTER, LINE = 6.6, 6.0, 14
MARKERS = 34  # room that a task keeps for the mark of its kind and of a call
TOUCH = 1.0  # a line may end this far from a border


@every_process
def test_every_element_is_drawn(process_id: str) -> None:
    drawn = {**shapes_of(process_id), **lines_of(process_id)}
    assert set(definition_of(process_id).elements) <= set(drawn)


@every_process
def test_shapes_stand_apart(process_id: str) -> None:
    elements = definition_of(process_id).elements
    for (one, box), (two, other) in combinations(node_shapes_of(process_id).items(), 2):
        if two not in _holders(elements[one]) and one not in _holders(elements[two]):
            assert not box.meets(other), f"{one} and {two}"


@every_process
def test_what_is_inside_a_sub_process_is_drawn_inside(process_id: str) -> None:
    shapes = node_shapes_of(process_id)
    for name, box in shapes.items():
        element = definition_of(process_id).elements[name]
        if element.scope_id and not element.attached_to:
            assert shapes[element.scope_id].holds(box), name


@every_process
def test_elements_stand_in_their_lane(process_id: str) -> None:
    shapes = shapes_of(process_id)
    for name, box in node_shapes_of(process_id).items():
        element = definition_of(process_id).elements[name]
        if not element.attached_to:
            assert shapes[element.lane_id].holds(box), name


@every_process
def test_lines_run_from_border_to_border_in_right_angles(process_id: str) -> None:
    shapes = shapes_of(process_id)
    for name, line in lines_of(process_id).items():
        flow = definition_of(process_id).elements[name]
        assert _on_border(shapes[flow.source], line[0]), f"{name} does not start at its shape"
        assert _on_border(shapes[flow.target], line[-1]), f"{name} does not end at its shape"
        for start, end in pairwise(line):
            assert start[0] == end[0] or start[1] == end[1], name


@every_process
def test_no_line_runs_through_a_shape(process_id: str) -> None:
    shapes = node_shapes_of(process_id)
    for name, line in lines_of(process_id).items():
        flow = definition_of(process_id).elements[name]
        hosts = {definition_of(process_id).elements[flow.source].attached_to, flow.scope_id}
        for start, end in pairwise(line):
            for shape, box in shapes.items():
                if shape not in hosts:
                    assert not _stretch(start, end).meets(box.shrunk(2)), f"{name}, {shape}"


@every_process
def test_labels_stand_free(process_id: str) -> None:
    labels, shapes = labels_of(process_id), node_shapes_of(process_id)
    for name, label in labels.items():
        around = definition_of(process_id).elements[name].scope_id
        for shape, box in shapes.items():
            if shape != around:
                assert not label.meets(_ink(process_id, shape, box)), f"label of {name} on {shape}"
        for other, line in lines_of(process_id).items():
            for start, end in pairwise(line):
                assert not label.meets(_stretch(start, end)), f"label of {name} on {other}"
    for (one, box), (two, other_box) in combinations(labels.items(), 2):
        assert not box.meets(other_box), f"labels of {one} and {two}"


@every_process
def test_no_lane_border_runs_through_a_label(process_id: str) -> None:
    elements = definition_of(process_id).elements
    lanes = {e.lane_id for e in elements.values() if e.lane_id}
    for name, label in labels_of(process_id).items():
        for lane in (shapes_of(process_id)[lane_id] for lane_id in lanes):
            edges = (lane.y, lane.y + lane.height)
            assert not any(label.y < edge < label.y + label.height for edge in edges), name


@every_process
def test_labels_fit(process_id: str) -> None:
    shapes, labels = shapes_of(process_id), labels_of(process_id)
    for name, element in definition_of(process_id).elements.items():
        if not element.name:
            continue
        if element.tag == "subProcess":
            continue
        if _is_task(element):
            box, room, letter = shapes[name], shapes[name].height - MARKERS, TASK_LETTER
        else:
            box, letter = labels[name], LABEL_LETTER
            room = box.height
        lines = wrapped(element.name, box.width, letter)
        assert len(lines) * LINE <= room, name
        assert max(len(line) for line in lines) * letter <= box.width + letter, name


def test_a_label_that_is_too_long_would_be_noticed() -> None:
    lines = wrapped("Gửi kế hoạch qua văn phòng cấp ủy có thẩm quyền quản lý", 140, TASK_LETTER)
    assert len(lines) == 3
    assert wrapped("Ký", 140, TASK_LETTER) == ["Ký"]


def _holders(element: Element) -> tuple[str, str]:
    """Return what an element may touch: the activity it hangs on, the sub-process around it."""
    return element.attached_to, element.scope_id


def _is_task(element: Element) -> bool:
    return element.tag.endswith(("Task", "Activity"))


def _ink(process_id: str, name: str, box: Box) -> Box:
    """Return what a shape covers: the corners around a diamond are free."""
    is_diamond = definition_of(process_id).elements[name].tag.endswith("Gateway")
    return box.shrunk(8) if is_diamond else box


def _on_border(box: Box, point: tuple[float, float]) -> bool:
    return box.within(point, TOUCH) and not box.within(point, -TOUCH)


def _stretch(start: tuple[float, float], end: tuple[float, float]) -> Box:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Box(x, y, max(abs(start[0] - end[0]), 0.1), max(abs(start[1] - end[1]), 0.1))
