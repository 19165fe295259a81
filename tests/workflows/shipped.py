"""The shipped diagrams, read once, and their pictures as boxes and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.diagrams.reader import read_diagram
from app.diagrams.vocabulary import BPMNDI, DC, DI
from app.domain.diagrams import Definition, Diagram, Element
from tests.workflows.procedure import ROLES

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / "workflows"
FORMS = ROOT / "forms"
PROCESSES = tuple(ROLES)
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: Box) -> bool:
        """Say whether the other rectangle stands inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def within(self, point: tuple[float, float], margin: float) -> bool:
        """Say whether a point is inside a rectangle made larger by the margin."""
        return (
            self.x - margin <= point[0] <= self.x + self.width + margin
            and self.y - margin <= point[1] <= self.y + self.height + margin
        )

    def shrunk(self, by: float) -> Box:
        """Return the rectangle with its border moved inwards."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@cache
def diagram_of(process_id: str) -> Diagram:
    """Return a shipped diagram."""
    return read_diagram((WORKFLOWS / process_id / f"{process_id}.bpmn").read_bytes())


def definition_of(process_id: str) -> Definition:
    """Return a shipped process."""
    return diagram_of(process_id).definitions[process_id]


def elements_of(process_id: str, *tags: str) -> Iterator[Element]:
    """Yield the elements of a process with these tags."""
    return (e for e in definition_of(process_id).elements.values() if e.tag in tags)


def shapes_of(process_id: str) -> Mapping[str, Box]:
    """Return the box of every shape, pool and lanes included."""
    return shapes_in(diagram_of(process_id))


def shapes_in(diagram: Diagram) -> Mapping[str, Box]:
    """Return the box of every shape of a diagram, pool and lanes included."""
    shapes = diagram.tree.iter(f"{{{BPMNDI}}}BPMNShape")
    return {s.get("bpmnElement"): _box(s.find(f"{{{DC}}}Bounds")) for s in shapes}


def node_shapes_of(process_id: str) -> Mapping[str, Box]:
    """Return the boxes of what runs: tasks, gateways, events."""
    elements = definition_of(process_id).elements
    return {name: box for name, box in shapes_of(process_id).items() if name in elements}


def lines_of(process_id: str) -> Mapping[str, Line]:
    """Return the corners of every sequence flow."""
    return lines_in(diagram_of(process_id))


def lines_in(diagram: Diagram) -> Mapping[str, Line]:
    """Return the corners of every line of a diagram."""
    edges = diagram.tree.iter(f"{{{BPMNDI}}}BPMNEdge")
    return {
        e.get("bpmnElement"): tuple(
            (float(p.get("x")), float(p.get("y"))) for p in e.iter(f"{{{DI}}}waypoint")
        )
        for e in edges
    }


def labels_of(process_id: str) -> Mapping[str, Box]:
    """Return the boxes of labels that stand beside their shape or line."""
    found = {}
    for tag in ("BPMNShape", "BPMNEdge"):
        for shape in diagram_of(process_id).tree.iter(f"{{{BPMNDI}}}{tag}"):
            label = shape.find(f"{{{BPMNDI}}}BPMNLabel/{{{DC}}}Bounds")
            if label is not None:
                found[shape.get("bpmnElement")] = _box(label)
    return found


def _box(bounds: object) -> Box:
    get = bounds.get  # type: ignore[attr-defined]
    return Box(float(get("x")), float(get("y")), float(get("width")), float(get("height")))


def wrapped(text: str, width: float, letter: float) -> list[str]:
    """Break a text into lines no wider than `width` pixels, `letter` pixels a letter."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) * letter > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
