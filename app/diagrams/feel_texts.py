"""Every FEEL text of a process: conditions, timers, mappings, people, dates and loops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.diagrams.structure import nodes
from app.diagrams.vocabulary import Node, bpmn, text_of
from app.domain.diagrams import Definition, Element

_TIMERS = {
    "timeDate": "mốc thời gian",
    "timeDuration": "khoảng thời gian",
    "timeCycle": "chu kỳ",
}
_LOOP_PARTS = {
    "loopCardinality": "số lần lặp",
    "completionCondition": "điều kiện dừng lặp",
    "loopCondition": "điều kiện lặp",
}


@dataclass(frozen=True)
class FeelText:
    """A text that the engine evaluates, and what it is called in a message."""

    element: Element
    what: str
    text: str


def feel_texts(definition: Definition) -> Iterator[FeelText]:
    """Yield the non-empty FEEL texts of a process in drawing order."""
    by_id = nodes(definition)
    for element in definition.elements.values():
        for what, text in (*_of_element(element), *_of_node(by_id.get(element.id))):
            if text:
                yield FeelText(element, what, text)


def _of_element(element: Element) -> Iterator[tuple[str, str]]:
    said = element.extensions
    yield "điều kiện", element.condition
    yield _TIMERS.get(element.timer_kind, "thời gian"), element.timer
    for what, text in (("người làm", said.assignee), ("ưu tiên", said.priority)):
        if text.startswith(("=", "${")):
            yield what, text
    yield "hạn", said.due_date
    yield "ngày nhắc", said.follow_up_date
    yield "tập để lặp", said.collection
    for mapping in said.inputs:
        yield f"giá trị của {mapping.target}", mapping.expression


def _of_node(node: Node | None) -> Iterator[tuple[str, str]]:
    if node is None:
        return
    for tag, what in _LOOP_PARTS.items():
        for part in node.findall(f"{{*}}*/{bpmn(tag)}"):
            yield what, text_of(part)
    for part in node.findall(f"{bpmn('conditionalEventDefinition')}/{bpmn('condition')}"):
        yield "điều kiện của sự kiện", text_of(part)
