"""Gate rule about texts that are evaluated: all of them are FEEL, and fixed timers are ISO 8601."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.diagrams import Finding
from app.engine.drawing import Drawing, Flow, Node
from app.engine.findings import at_flow, at_node
from app.engine.timers import TimerTextError, due_from
from app.errors import FeelError
from app.feel import names_of

# All texts of one check together; a drawing of honest size needs a tenth.
SECONDS = 4.0
# An input may well be a fixed date; every other text that is no timer must be an expression.
INPUT = "input"


@dataclass(frozen=True)
class Text:
    """An expression, where it stands, and the kind of timer if it is one (or INPUT)."""

    place: Node | Flow
    text: str
    clock: str = ""


def expressions_are_feel(drawings: Mapping[str, Drawing], _process_id: str) -> Iterator[Finding]:
    """Refuse texts that FEEL cannot read, and bare timers that are no ISO 8601 of their kind."""
    stop = time.monotonic() + SECONDS
    for drawing in drawings.values():
        for entry in _texts(drawing):
            if time.monotonic() > stop:
                message = "đứng sau quá nhiều biểu thức tốn thời gian, chưa kiểm tra được"
                yield _at(entry, message, "Rút gọn các biểu thức của sơ đồ")
                return
            problem = _problem(entry)
            if problem:
                yield _at(entry, f"có biểu thức sai: {problem}", "Sửa biểu thức theo FEEL")


def _at(entry: Text, message: str, repair: str) -> Finding:
    if isinstance(entry.place, Flow):
        return at_flow(entry.place, "expression", message, repair)
    return at_node(entry.place, "expression", message, repair)


def _problem(entry: Text) -> str:
    try:
        expression = names_of(entry.text)
        if expression.is_value and not entry.clock:
            return f"“{entry.text[:60]}” là thời điểm hoặc thời hạn, không phải biểu thức cần ở đây"
        if expression.is_value and entry.clock != INPUT:
            due_from(entry.clock, expression.text, datetime(2026, 1, 1, tzinfo=UTC))
    except FeelError as error:
        return error.message
    except TimerTextError as error:
        return str(error)
    return ""


def _texts(drawing: Drawing) -> Iterator[Text]:
    for flow in drawing.flows:
        if flow.condition:
            yield Text(flow, flow.condition)
    for node in drawing.nodes.values():
        for event in node.events:
            if event.kind == "timer" and not event.missing:
                yield Text(node, event.text, event.clock)
            if event.accept:
                yield Text(node, event.accept)
        if node.loop is not None:
            loop = node.loop
            written = (loop.collection, loop.cardinality, loop.completion, loop.condition)
            yield from (Text(node, text) for text in written if text)
        for entry in node.element.extensions.inputs:
            yield Text(node, entry.expression, INPUT)
