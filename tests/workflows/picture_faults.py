"""What makes a drawn diagram hard to read: one rule a fault, each naming its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from tests.workflows.measuring import Picture, Text
from tests.workflows.shipped import Box, Line

# Measured lines of text are as high as their font; what is inked is less.
BLANK = 2.0
HEADER = 30.0
ICON, MARKERS = 26.0, 20.0
Point = tuple[float, float]


def faults(picture: Picture) -> list[str]:
    """Return everything that is wrong with a picture, each with its rule's name in front."""
    return [f"{name}: {what}" for name, rule in RULES.items() for what in rule(picture)]


def text_on_text(picture: Picture) -> Iterator[str]:
    """Two elements write over each other."""
    for one, two in combinations(picture.texts, 2):
        if one.element_id != two.element_id and _inked(one).meets(_inked(two)):
            yield f"{one.element_id} and {two.element_id}"


def text_on_shape(picture: Picture) -> Iterator[str]:
    """A text stands on a shape that is neither its own nor around it."""
    for text in picture.texts:
        around = (
            {picture.definition.elements[text.element_id].scope_id}
            if _runs(picture, text)
            else set()
        )
        for name, box in picture.nodes.items():
            own = name == text.element_id and not text.label
            if not own and name not in around and _inked(text).meets(_body(picture, name, box)):
                yield f"“{text.words}” of {text.element_id} on {name}"


def line_through_text(picture: Picture) -> Iterator[str]:
    """A flow, or the border of a lane, runs through a text."""
    for text in picture.texts:
        for name, line in picture.lines.items():
            if any(_inked(text).meets(stretch) for stretch in _stretches(line)):
                yield f"{name} through “{text.words}” of {text.element_id}"
        for name, box in picture.lanes.items():
            edges = (box.y, box.y + box.height)
            if name != text.element_id and any(
                text.box.y < edge < text.box.y + text.box.height for edge in edges
            ):
                if _runs(picture, text):
                    yield f"the border of {name} through “{text.words}” of {text.element_id}"


def text_outside(picture: Picture) -> Iterator[str]:
    """A text does not fit into its task or lane, or stands on its icon or marker."""
    for text in picture.texts:
        box = picture.shapes.get(text.element_id)
        if text.label or box is None:
            continue
        if not _runs(picture, text):
            box = Box(box.x, box.y, HEADER, box.height)
        if not box.holds(text.box):
            yield f"“{text.words}” of {text.element_id}"
        elif any(_inked(text).meets(mark) for mark in _marks(picture, text.element_id, box)):
            yield f"“{text.words}” of {text.element_id} on its own icon"


def shape_on_shape(picture: Picture) -> Iterator[str]:
    """Two shapes overlap though neither holds the other nor hangs on it."""
    elements = picture.definition.elements
    for (one, box), (two, other) in combinations(picture.nodes.items(), 2):
        tied = {one, two} & {
            elements[one].attached_to,
            elements[one].scope_id,
            elements[two].attached_to,
            elements[two].scope_id,
        }
        if not tied and box.meets(other):
            yield f"{one} and {two}"


def outside_lane(picture: Picture) -> Iterator[str]:
    """A node stands outside the lane that it belongs to."""
    for name, box in picture.nodes.items():
        element = picture.definition.elements[name]
        lane = picture.shapes.get(element.lane_id)
        if lane is not None and not element.attached_to and not lane.holds(box):
            yield f"{name} and {element.lane_id}"


def lanes_apart(picture: Picture) -> Iterator[str]:
    """Lanes overlap, leave a gap, or are not equally wide."""
    ordered = sorted(picture.lanes.items(), key=lambda named: named[1].y)
    for (one, box), (two, other) in pairwise(ordered):
        if abs(box.y + box.height - other.y) > 1 or (box.x, box.width) != (other.x, other.width):
            yield f"{one} and {two}"


def line_on_line(picture: Picture) -> Iterator[str]:
    """Two flows run on top of each other though they share neither beginning nor end."""
    for (one, line), (two, other) in combinations(picture.lines.items(), 2):
        if line[0] != other[0] and line[-1] != other[-1] and _shared(line, other):
            yield f"{one} and {two}"


def far_from_own_line(picture: Picture) -> Iterator[str]:
    """The name of a flow stands nearer to a flow of the same trunk than to what is its own."""
    for name, line in picture.lines.items():
        words = [text.box for text in picture.texts if text.element_id == name]
        if not words:
            continue
        own = _nearest(words, _alone(picture, name))
        for other_name, other in picture.lines.items():
            if other_name != name and _shared(line, other):
                if _nearest(words, list(_stretches(other))) < own - 1:
                    yield f"the name of {name} is nearer to {other_name}"


RULES: dict[str, Callable[[Picture], Iterator[str]]] = {
    "text on text": text_on_text,
    "text on shape": text_on_shape,
    "line through text": line_through_text,
    "text outside": text_outside,
    "shape on shape": shape_on_shape,
    "outside lane": outside_lane,
    "lanes apart": lanes_apart,
    "line on line": line_on_line,
    "far from own line": far_from_own_line,
}


def _inked(text: Text) -> Box:
    box = text.box
    return Box(box.x, box.y + BLANK, box.width, box.height - 2 * BLANK)


def _runs(picture: Picture, text: Text) -> bool:
    return text.element_id in picture.definition.elements


def _body(picture: Picture, name: str, box: Box) -> Box:
    """Return what a shape covers: the corners around a diamond are free."""
    return box.shrunk(8) if picture.definition.elements[name].tag.endswith("Gateway") else box


def _marks(picture: Picture, name: str, box: Box) -> Iterator[Box]:
    element = picture.definition.elements.get(name)
    if element is None or element.tag == "subProcess":
        return
    if element.tag.endswith("Task") and element.tag != "task":
        yield Box(box.x, box.y, ICON, ICON)
    if element.tag == "callActivity" or element.loop:
        yield Box(box.x, box.y + box.height - MARKERS, box.width, MARKERS)


def _stretches(line: Line) -> Iterator[Box]:
    for start, end in pairwise(line):
        yield _stretch(start, end)


def _stretch(start: Point, end: Point) -> Box:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Box(x, y, max(abs(start[0] - end[0]), 0.1), max(abs(start[1] - end[1]), 0.1))


def _shared(line: Line, other: Line) -> bool:
    return any(_overlay(one, two) for one in pairwise(line) for two in pairwise(other))


def _overlay(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Say whether two stretches lie in one direction on each other for more than a crossing."""
    for across, along in ((0, 1), (1, 0)):
        level = {point[across] for point in (*one, *two)}
        if max(level) - min(level) < 1:
            begin = max(min(p[along] for p in one), min(p[along] for p in two))
            end = min(max(p[along] for p in one), max(p[along] for p in two))
            if end - begin > 4:
                return True
    return False


def _alone(picture: Picture, name: str) -> list[Box]:
    """Return the parts of a flow that no other flow runs along, or all if there are none."""
    line = picture.lines[name]
    others = [other for key, other in picture.lines.items() if key != name]
    parts = [part for start, end in pairwise(line) for part in _pieces(start, end)]
    alone = [
        _stretch(*part)
        for part in parts
        if not any(_overlay(part, two) for other in others for two in pairwise(other))
    ]
    return alone or list(_stretches(line))


def _pieces(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """Cut a stretch into pieces of about ten pixels."""
    count = max(int((abs(end[0] - start[0]) + abs(end[1] - start[1])) // 10), 1)
    points = [
        (
            start[0] + (end[0] - start[0]) * n / count,
            start[1] + (end[1] - start[1]) * n / count,
        )
        for n in range(count + 1)
    ]
    yield from pairwise(points)


def _nearest(words: list[Box], stretches: list[Box]) -> float:
    return min(_distance(word, stretch) for word in words for stretch in stretches)


def _distance(box: Box, other: Box) -> float:
    across = max(other.x - (box.x + box.width), box.x - (other.x + other.width), 0)
    down = max(other.y - (box.y + box.height), box.y - (other.y + other.height), 0)
    return float((across**2 + down**2) ** 0.5)
