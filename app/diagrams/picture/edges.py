"""Connections: sequence flows, message flows and associations, with their heads and labels."""

from __future__ import annotations

import math
from itertools import pairwise

from app.diagrams.picture.canvas import Canvas, circle, path, polyline, text
from app.diagrams.picture.geometry import Edge, Point
from app.diagrams.picture.labels import LINE, wrap
from app.diagrams.vocabulary import ACTIVITIES, Node, child, local, reference
from app.domain.diagrams import Mark

_KINDS = {
    "sequenceFlow": "bd-flow",
    "messageFlow": "bd-message-flow",
    "association": "bd-association",
    "dataInputAssociation": "bd-association",
    "dataOutputAssociation": "bd-association",
}
LABEL_ROOM = 110.0


def draw_edge(canvas: Canvas, edge: Edge, state: Mark | None, source: Node | None) -> None:
    """Draw one connection; `source` is the node it leaves, for default and condition marks."""
    kind = _KINDS.get(edge.tag)
    if kind is None:
        return
    group = canvas.group(f"{kind} {state or ''}".strip(), edge.id)
    polyline(group, edge.points, "bd-line")
    canvas.reach(edge.points)
    if kind != "bd-association" or edge.tag == "dataOutputAssociation":
        _head(group, edge.points[-2], edge.points[-1])
    if kind == "bd-message-flow":
        circle(group, edge.points[0], 4, "bd-tail")
    if kind == "bd-flow":
        _foot(group, edge, source)
    _label(canvas, group, edge)


def _direction(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _head(group: Node, before: Point, tip: Point) -> None:
    dx, dy = _direction(before, tip)
    x, y = tip[0] - 10 * dx, tip[1] - 10 * dy
    corners = ((x - 4.5 * dy, y + 4.5 * dx), tip, (x + 4.5 * dy, y - 4.5 * dx))
    polyline(group, corners, "bd-head", closed=True)


def _foot(group: Node, edge: Edge, source: Node | None) -> None:
    """Mark a default flow with a stroke, a conditional one out of an activity with a diamond."""
    if source is None:
        return
    (x, y), (dx, dy) = edge.points[0], _direction(edge.points[0], edge.points[1])
    if reference(source.get("default")) == edge.id:
        middle = (x + 10 * dx, y + 10 * dy)
        across = (4 * dx - 5 * dy, 4 * dy + 5 * dx)
        polyline(
            group,
            [
                (middle[0] - across[0], middle[1] - across[1]),
                (middle[0] + across[0], middle[1] + across[1]),
            ],
            "bd-slash",
        )
    elif local(source) in ACTIVITIES and child(edge.node, "conditionExpression") is not None:
        turn = math.degrees(math.atan2(dy, dx))
        path(group, "M0 0L8-5 16 0 8 5Z", "bd-tail", (x, y))
        group[-1].set("transform", f"{group[-1].get('transform')} rotate({turn:.1f})")


def _label(canvas: Canvas, group: Node, edge: Edge) -> None:
    name = (edge.node.get("name") or "").strip()
    if not name:
        return
    room = LABEL_ROOM if edge.label is None else max(edge.label.width + 8, 60)
    lines = wrap(name, room)
    middle = _beside_longest(edge) if edge.label is None else edge.label.center
    half = len(lines) * LINE / 2
    canvas.reach([(middle[0] - 40, middle[1] - half), (middle[0] + 40, middle[1] + half)])
    text(group, lines, middle, "bd-label")


def _beside_longest(edge: Edge) -> Point:
    """Return a place for a label that has none: above, or right of, the longest piece."""
    pieces = pairwise(edge.points)
    (x1, y1), (x2, y2) = max(pieces, key=lambda piece: math.dist(*piece))
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    return (x, y - 11) if abs(x2 - x1) >= abs(y2 - y1) else (x + 32, y)
