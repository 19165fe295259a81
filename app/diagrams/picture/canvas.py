"""A sheet of SVG that grows: groups, paths, boxes, text; short numbers, classes for style."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from app.diagrams.picture.geometry import Box, Point
from app.diagrams.picture.labels import LINE
from app.diagrams.vocabulary import Node

SVG = "http://www.w3.org/2000/svg"
MARGIN = 16.0
_NAMESPACES: Any = {None: SVG}  # the stubs do not know the default namespace


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """An SVG element under construction that remembers how far the drawing reaches."""

    def __init__(self, title: str) -> None:
        self.root: Node = etree.Element("svg", {"class": "bd", "role": "img"}, nsmap=_NAMESPACES)
        etree.SubElement(self.root, "title").text = title
        self._points: list[Point] = []

    def group(self, classes: str, element_id: str = "") -> Node:
        """Open a group for one element and return it."""
        group = etree.SubElement(self.root, "g", {"class": classes})
        if element_id:
            group.set("data-element-id", element_id)
        return group

    def reach(self, points: Iterable[Point]) -> None:
        """Note points that the page must show."""
        self._points.extend(points)

    def finish(self, focus: Point | None) -> str:
        """Return the SVG text, cut to what was drawn; `focus` is where a viewer should open."""
        xs = [x for x, _ in self._points] or [0.0]
        ys = [y for _, y in self._points] or [0.0]
        left, top = min(xs) - MARGIN, min(ys) - MARGIN
        width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
        self.root.set("viewBox", " ".join(number(n) for n in (left, top, width, height)))
        self.root.set("width", number(width))
        self.root.set("height", number(height))
        if focus is not None:
            self.root.set("data-focus-x", number(focus[0] - left))
            self.root.set("data-focus-y", number(focus[1] - top))
        text: str = etree.tostring(self.root, encoding="unicode")
        return text


def rect(parent: Node, box: Box, classes: str, radius: float = 0) -> None:
    """Draw a box."""
    drawn = etree.SubElement(parent, "rect", {"class": classes})
    for name, value in (
        ("x", box.x),
        ("y", box.y),
        ("width", box.width),
        ("height", box.height),
        ("rx", radius),
    ):
        if value or name != "rx":
            drawn.set(name, number(value))


def circle(parent: Node, center: Point, radius: float, classes: str) -> None:
    """Draw a circle."""
    x, y = (number(value) for value in center)
    etree.SubElement(
        parent, "circle", {"class": classes, "cx": x, "cy": y, "r": number(max(radius, 0.0))}
    )


def path(parent: Node, data: str, classes: str, at: Point | None = None) -> None:
    """Draw path data, moved to a point where one is given."""
    drawn = etree.SubElement(parent, "path", {"class": classes, "d": data})
    if at is not None:
        drawn.set("transform", f"translate({number(at[0])} {number(at[1])})")


def polyline(parent: Node, points: Iterable[Point], classes: str, *, closed: bool = False) -> None:
    """Draw straight lines from point to point."""
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    path(parent, data + "Z" * closed, classes)


def text(
    parent: Node, lines: list[str], middle: Point, classes: str, anchor: str = "middle"
) -> None:
    """Write lines of text around their middle."""
    if not lines:
        return
    x, y = middle
    written = etree.SubElement(parent, "text", {"class": classes, "text-anchor": anchor})
    first = y - (len(lines) - 1) * LINE / 2 + 4.5
    for row, line in enumerate(lines):
        span = etree.SubElement(written, "tspan", {"x": number(x), "y": number(first + row * LINE)})
        span.text = line


def turned_text(parent: Node, lines: list[str], middle: Point, classes: str) -> None:
    """Write lines that read upwards, as pools and lanes carry them."""
    turned = etree.SubElement(parent, "g")
    turned.set("transform", f"rotate(-90 {number(middle[0])} {number(middle[1])})")
    text(turned, lines, middle, classes)
