"""Nodes: one small function for each family of BPMN shapes."""

from __future__ import annotations

from collections.abc import Callable

from app.diagrams.events import definitions_of, kind_of_event
from app.diagrams.picture import icons
from app.diagrams.picture.canvas import Canvas, circle, path, polyline, rect, text, turned_text
from app.diagrams.picture.geometry import Box, Shape
from app.diagrams.picture.labels import LINE, width_of, wrap
from app.diagrams.vocabulary import (
    ACTIVITIES,
    EVENTS,
    GATEWAYS,
    SCOPES,
    Node,
    child,
    is_true,
    text_of,
)

TITLE_BAND = 30.0
_THROWING = frozenset({"endEvent", "intermediateThrowEvent", "implicitThrowEvent"})
_DATA = ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput", "dataObject")


def draw_shape(canvas: Canvas, shape: Shape, classes: str) -> Node | None:
    """Draw one node and return its group; None for what has no shape of its own."""
    drawer = _drawer(shape.tag)
    if drawer is None:
        return None
    group = canvas.group(f"{classes} bd-{shape.tag}".strip(), shape.id)
    canvas.reach(shape.box.corners)
    drawer(canvas, group, shape)
    return group


def is_frame(shape: Shape) -> bool:
    """Tell whether other things are drawn inside this one, so that it must be drawn first."""
    return shape.tag in ("participant", "lane", "group") or _is_open_scope(shape)


def _drawer(tag: str) -> Callable[[Canvas, Node, Shape], None] | None:
    if tag in ACTIVITIES:
        return _activity
    if tag in EVENTS:
        return _event
    if tag in GATEWAYS:
        return _gateway
    if tag in _DATA:
        return _data
    return {
        "participant": _pool,
        "lane": _lane,
        "textAnnotation": _note,
        "group": _group,
    }.get(tag)


def _name(shape: Shape) -> str:
    return " ".join((shape.node.get("name") or "").split())


def _is_open_scope(shape: Shape) -> bool:
    return shape.tag in SCOPES and shape.expanded


def _pool(canvas: Canvas, group: Node, shape: Shape) -> None:
    box = shape.box
    rect(group, box, "bd-box")
    if not shape.horizontal:
        text(group, wrap(_name(shape), box.width - 8), (box.center[0], box.y + 15), "bd-title")
        return
    polyline(
        group, [(box.x + TITLE_BAND, box.y), (box.x + TITLE_BAND, box.y + box.height)], "bd-line"
    )
    middle = (box.x + TITLE_BAND / 2, box.center[1])
    turned_text(group, wrap(_name(shape), box.height - 8), middle, "bd-title")


def _lane(canvas: Canvas, group: Node, shape: Shape) -> None:
    box = shape.box
    rect(group, box, "bd-box")
    if shape.horizontal:
        lines = wrap(_name(shape), box.height - 8)
        middle = (box.x + max(TITLE_BAND, len(lines) * LINE) / 2, box.center[1])
        turned_text(group, lines, middle, "bd-title")
    else:
        text(group, wrap(_name(shape), box.width - 8), (box.center[0], box.y + 15), "bd-title")


def _activity(canvas: Canvas, group: Node, shape: Shape) -> None:
    box, open_scope = shape.box, _is_open_scope(shape)
    by_event = is_true(shape.node.get("triggeredByEvent"), otherwise=False)
    rect(group, box, "bd-box bd-dotted" if by_event else "bd-box", 8)
    if shape.tag == "transaction":
        rect(group, Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8), "bd-inner", 5)
    if shape.tag in icons.TASKS:
        filled = " bd-filled" if shape.tag == "sendTask" else ""
        path(group, icons.TASKS[shape.tag], "bd-sign" + filled, (box.x + 7, box.y + 5))
    lines = wrap(_name(shape), box.width - 12)
    if open_scope:
        text(group, lines[:2], (box.center[0], box.y + 8 + LINE * len(lines[:2]) / 2), "bd-name")
    else:
        text(group, lines, box.center, "bd-name")
    _markers(group, shape)


def _markers(group: Node, shape: Shape) -> None:
    found = []
    many = child(shape.node, "multiInstanceLoopCharacteristics")
    if many is not None:
        in_turn = is_true(many.get("isSequential"), otherwise=False)
        found.append("sequential" if in_turn else "parallel")
    if child(shape.node, "standardLoopCharacteristics") is not None:
        found.append("standard")
    if shape.tag in SCOPES and not shape.expanded:
        found.append("collapsed")
    if shape.tag == "adHocSubProcess":
        found.append("adHoc")
    x = shape.box.center[0] - 9 * (len(found) - 1)
    for place, name in enumerate(found):
        at = (x + 18 * place, shape.box.y + shape.box.height - 9)
        path(group, icons.MARKERS[name], "bd-sign", at)


def _event(canvas: Canvas, group: Node, shape: Shape) -> None:
    box, radius = shape.box, min(shape.box.width, shape.box.height) / 2
    held = is_true(shape.node.get("cancelActivity"), otherwise=True) and is_true(
        shape.node.get("isInterrupting"), otherwise=True
    )
    dashed = "" if held else " bd-dashed"
    circle(group, box.center, radius, "bd-box" + dashed)
    if shape.tag not in ("startEvent", "endEvent"):
        circle(group, box.center, radius - 3.5, "bd-inner" + dashed)
    kind = kind_of_event(shape.node)
    if kind in icons.EVENTS and (definitions_of(shape.node)):
        throws = shape.tag in _THROWING and kind not in ("timer", "cancel", "conditional")
        path(group, icons.EVENTS[kind], "bd-sign" + " bd-filled" * throws, box.center)
    _outer_label(canvas, group, shape)


def _gateway(canvas: Canvas, group: Node, shape: Shape) -> None:
    box = shape.box
    x, y = box.center
    right, low = box.x + box.width, box.y + box.height
    polyline(group, [(x, box.y), (right, y), (x, low), (box.x, y)], "bd-box", closed=True)
    if shape.tag != "exclusiveGateway" or shape.marked:
        path(group, icons.GATEWAYS[shape.tag], "bd-sign", box.center)
    _outer_label(canvas, group, shape)


def _data(canvas: Canvas, group: Node, shape: Shape) -> None:
    box = shape.box
    right, low = box.x + box.width, box.y + box.height
    if shape.tag == "dataStoreReference":
        rect(group, box, "bd-box", 6)
        polyline(group, [(box.x, box.y + 10), (right, box.y + 10)], "bd-line")
    else:
        fold = [(box.x, box.y), (right - 9, box.y), (right, box.y + 9), (right, low), (box.x, low)]
        polyline(group, fold, "bd-box", closed=True)
    _outer_label(canvas, group, shape)


def _note(canvas: Canvas, group: Node, shape: Shape) -> None:
    box = shape.box
    low = box.y + box.height
    polyline(
        group, [(box.x + 10, box.y), (box.x, box.y), (box.x, low), (box.x + 10, low)], "bd-line"
    )
    lines = wrap(text_of(child(shape.node, "text")), box.width - 10)
    text(group, lines, (box.x + 7, box.center[1]), "bd-label", anchor="start")


def _group(canvas: Canvas, group: Node, shape: Shape) -> None:
    rect(group, shape.box, "bd-frame", 8)


def _outer_label(canvas: Canvas, group: Node, shape: Shape) -> None:
    """Write the name of a small shape where the drawing says, or below it."""
    box = shape.box
    room = 100.0 if shape.label is None else max(shape.label.width + 8, 60)
    lines = wrap(_name(shape), room)
    half = len(lines) * LINE / 2
    if shape.label is None:
        middle = (box.center[0], box.y + box.height + 3 + half)
    else:
        middle = (shape.label.center[0], shape.label.y - 1 + half)
    reach = max((width_of(line) for line in lines), default=0.0) / 2
    canvas.reach([(middle[0] - reach, middle[1] - half), (middle[0] + reach, middle[1] + half)])
    text(group, lines, middle, "bd-label")
