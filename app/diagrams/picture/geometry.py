"""Where things stand on the page, read from BPMNDI; what cannot be read is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.diagrams.vocabulary import BPMNDI, DC, DI, Node, children, is_true, local, reference

# Beyond this a coordinate is a mistake or an attack, not a drawing.
FARTHEST = 100_000.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle in drawing units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def corners(self) -> tuple[Point, Point]:
        """The upper left and the lower right corner."""
        return (self.x, self.y), (self.x + self.width, self.y + self.height)


@dataclass(frozen=True)
class Shape:
    """A drawn node: its XML node, box, label box and how it lies."""

    node: Node
    box: Box
    label: Box | None
    expanded: bool
    horizontal: bool
    marked: bool

    @property
    def id(self) -> str:
        """The id of the element drawn."""
        return self.node.get("id") or ""

    @property
    def tag(self) -> str:
        """The BPMN name of the element drawn."""
        return local(self.node)


@dataclass(frozen=True)
class Edge:
    """A drawn connection: its XML node, at least two points, and its label box."""

    node: Node
    points: tuple[Point, ...]
    label: Box | None

    @property
    def id(self) -> str:
        """The id of the element drawn."""
        return self.node.get("id") or ""

    @property
    def tag(self) -> str:
        """The BPMN name of the element drawn."""
        return local(self.node)


@dataclass(frozen=True)
class Page:
    """What stands on one plane of the file, each element once."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def read_page(tree: Node, process_id: str = "") -> Page:
    """Return the plane that shows a process, or the first plane with anything on it."""
    by_id = {node.get("id"): node for node in tree.iter() if local(node) and node.get("id")}
    planes = list(tree.iter(f"{{{BPMNDI}}}BPMNPlane"))
    wanted = _names_of_plane(tree, process_id)
    planes.sort(key=lambda plane: reference(plane.get("bpmnElement")) not in wanted)
    for plane in planes:
        page = _page(plane, by_id)
        if page.shapes:
            return page
    return Page((), ())


def _names_of_plane(tree: Node, process_id: str) -> set[str]:
    """Return the ids a plane may carry to show this process: its own or its collaboration's."""
    names = {process_id}
    for collaboration in children(tree, "collaboration"):
        for pool in children(collaboration, "participant"):
            if reference(pool.get("processRef")) == process_id:
                names.add(collaboration.get("id") or "")
    return names - {""}


def _page(plane: Node, by_id: Mapping[str, Node]) -> Page:
    shapes = {shape.id: shape for shape in reversed(list(_shapes(plane, by_id)))}
    edges = {edge.id: edge for edge in reversed(list(_edges(plane, by_id)))}
    return Page(tuple(reversed(shapes.values())), tuple(reversed(edges.values())))


def _shapes(plane: Node, by_id: Mapping[str, Node]) -> Iterator[Shape]:
    for drawn in plane.iterchildren(f"{{{BPMNDI}}}BPMNShape"):
        node = by_id.get(reference(drawn.get("bpmnElement")))
        box = _box(drawn.find(f"{{{DC}}}Bounds"))
        if node is not None and box is not None:
            yield Shape(
                node=node,
                box=box,
                label=_label(drawn),
                expanded=is_true(drawn.get("isExpanded"), otherwise=_has_room(box)),
                horizontal=is_true(drawn.get("isHorizontal"), otherwise=box.width >= box.height),
                marked=is_true(drawn.get("isMarkerVisible"), otherwise=True),
            )


def _edges(plane: Node, by_id: Mapping[str, Node]) -> Iterator[Edge]:
    for drawn in plane.iterchildren(f"{{{BPMNDI}}}BPMNEdge"):
        node = by_id.get(reference(drawn.get("bpmnElement")))
        found = [_point(point) for point in drawn.iterchildren(f"{{{DI}}}waypoint")]
        points = tuple(point for point in found if point is not None)
        if node is not None and len(points) > 1:
            yield Edge(node, points, _label(drawn))


def _has_room(box: Box) -> bool:
    """Tell whether a sub-process of unknown state is large enough to be drawn open."""
    return box.width > 160 and box.height > 100


def _label(drawn: Node) -> Box | None:
    label = drawn.find(f"{{{BPMNDI}}}BPMNLabel")
    return None if label is None else _box(label.find(f"{{{DC}}}Bounds"))


def _box(bounds: Node | None) -> Box | None:
    if bounds is None:
        return None
    numbers = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
    x, y, width, height = numbers
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None
    return Box(x, y, width, height)


def _point(point: Node) -> Point | None:
    x, y = _number(point.get("x")), _number(point.get("y"))
    return None if x is None or y is None else (x, y)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= FARTHEST else None
