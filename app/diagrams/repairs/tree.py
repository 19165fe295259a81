"""A diagram being mended: find, add and connect elements, each with its shape on the picture.

Only what is named changes; everything else of the file, foreign extensions included, stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from app.diagrams.vocabulary import (
    BPMNDI,
    DC,
    DI,
    FLOW_NODES,
    MODEL,
    SCOPES,
    XSI,
    Node,
    bpmn,
    children,
    local,
    reference,
)
from app.diagrams.xml_source import parse
from app.errors import NotFound

Point = tuple[float, float]
Box = tuple[float, float, float, float]
SIZES = {"startEvent": (36, 36), "endEvent": (36, 36), "userTask": (100, 80)}
_BEFORE = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})
_LINKS = frozenset({"incoming", "outgoing"})


class Tree:
    """One file, parsed anew so that nobody else holds it."""

    def __init__(self, data: bytes) -> None:
        self.root: Any = parse(data)

    def to_bytes(self) -> bytes:
        """Return the file as it now is."""
        text: bytes = etree.tostring(
            self.root.getroottree(), xml_declaration=True, encoding="UTF-8"
        )
        return text

    def find(self, element_id: str) -> Node:
        """Return an element; raise NotFound when the diagram changed meanwhile."""
        for node in self.root.iter():
            if local(node) and node.get("id") == element_id:
                return node
        raise NotFound(f"Không còn phần tử “{element_id[:80]}” trong sơ đồ; kiểm tra lại bản thảo")

    def scope_of(self, node: Node) -> Node:
        """Return the process or sub-process that a node stands in."""
        above = node.getparent()
        while above is not None and local(above) not in SCOPES | {"process"}:
            above = above.getparent()
        if above is None:
            raise NotFound("Phần tử không đứng trong quy trình nào; kiểm tra lại bản thảo")
        return above

    def nodes(self, scope: Node) -> tuple[Node, ...]:
        """Return the flow nodes that stand directly in a scope, in file order."""
        return tuple(node for node in scope if local(node) in FLOW_NODES and node.get("id"))

    def flows(self, scope: Node, *, source: str = "", target: str = "") -> list[Node]:
        """Return the sequence flows of a scope from or to an element."""
        return [
            flow
            for flow in children(scope, "sequenceFlow")
            if (not source or reference(flow.get("sourceRef")) == source)
            and (not target or reference(flow.get("targetRef")) == target)
        ]

    def new_id(self, stem: str) -> str:
        """Return an id that nothing in the file has yet."""
        taken = {node.get("id") for node in self.root.iter() if node.get("id")}
        number = 1
        while f"{stem}_{number}" in taken:
            number += 1
        return f"{stem}_{number}"

    def add_node(self, scope: Node, tag: str, stem: str, name: str, centre: Point | None) -> Node:
        """Draw a new element in a scope, around a point of the picture if there is one."""
        node: Node = etree.SubElement(scope, bpmn(tag), {"id": self.new_id(stem), "name": name})
        self._keep_last(scope)
        plane = self._plane()
        if plane is not None and centre is not None:
            width, height = SIZES[tag]
            shape = etree.SubElement(
                plane,
                f"{{{BPMNDI}}}BPMNShape",
                {"id": f"{node.get('id')}_di", "bpmnElement": node.get("id")},
            )
            corner = (centre[0] - width / 2, centre[1] - height / 2, width, height)
            names = ("x", "y", "width", "height")
            values = {name: f"{value:g}" for name, value in zip(names, corner, strict=True)}
            etree.SubElement(shape, f"{{{DC}}}Bounds", values)
        return node

    def _keep_last(self, scope: Node) -> None:
        """Keep annotations and associations behind the flow elements, as the schema wants."""
        for node in list(scope):
            if local(node) in ("association", "group", "textAnnotation"):
                scope.append(node)

    def connect(self, scope: Node, source: Node, target: Node) -> Node:
        """Draw a flow between two elements of a scope."""
        flow: Node = etree.SubElement(
            scope,
            bpmn("sequenceFlow"),
            {
                "id": self.new_id("flow"),
                "sourceRef": source.get("id"),
                "targetRef": target.get("id"),
            },
        )
        self._keep_last(scope)
        self.link(source, "outgoing", flow.get("id"))
        self.link(target, "incoming", flow.get("id"))
        self.draw_flow(flow)
        return flow

    def write(self, node: Node, tag: str, text: str) -> None:
        """Write an expression into a node."""
        prefixes = (prefix for prefix, uri in self.root.nsmap.items() if uri == MODEL and prefix)
        prefix = next(prefixes, "")
        typed = f"{prefix}:tFormalExpression" if prefix else "tFormalExpression"
        etree.SubElement(node, bpmn(tag), {f"{{{XSI}}}type": typed}).text = text

    def retarget(self, flow: Node, target: Node) -> None:
        """Let a flow lead to another element."""
        before = self.find(reference(flow.get("targetRef")))
        self.unlink(before, "incoming", flow.get("id"))
        flow.set("targetRef", target.get("id"))
        self.link(target, "incoming", flow.get("id"))
        self.draw_flow(flow)

    def link(self, node: Node, tag: str, flow_id: str) -> None:
        """Name a flow at its end, where the file has such names."""
        place = 0
        for index, child in enumerate(node):
            if local(child) in _BEFORE:
                place = index + 1
        named = etree.Element(bpmn(tag))
        named.text = flow_id
        node.insert(place, named)

    def unlink(self, node: Node, tag: str, flow_id: str) -> None:
        """Take the name of a flow away from its end."""
        for child in list(children(node, tag)):
            if reference(child.text) == flow_id:
                node.remove(child)

    def remove(self, node: Node) -> None:
        """Take an element out, with its flows, its boundary events and their shapes."""
        scope, name = self.scope_of(node), node.get("id")
        attached = [
            other
            for other in children(scope, "boundaryEvent")
            if reference(other.get("attachedToRef")) == name
        ]
        for event in attached:
            self.remove(event)
        for flow in (*self.flows(scope, source=name), *self.flows(scope, target=name)):
            self._remove_flow(scope, flow)
        self._undraw(name)
        scope.remove(node)

    def _remove_flow(self, scope: Node, flow: Node) -> None:
        name = flow.get("id") or ""
        for node in self.nodes(scope):
            for tag in _LINKS:
                self.unlink(node, tag, name)
            if reference(node.get("default")) == name:
                del node.attrib["default"]
        self._undraw(name)
        if flow.getparent() is scope:
            scope.remove(flow)

    # The picture

    def box(self, element_id: str) -> Box | None:
        """Return where an element is drawn, or None."""
        for shape in self.root.iter(f"{{{BPMNDI}}}BPMNShape"):
            bounds = shape.find(f"{{{DC}}}Bounds")
            if reference(shape.get("bpmnElement")) == element_id and bounds is not None:
                x, y, width, height = (_number(bounds, n) for n in ("x", "y", "width", "height"))
                return x, y, width, height
        return None

    def beside(self, element_id: str, dx: float, dy: float = 0) -> Point | None:
        """Return a point at a distance from the middle of an element, or None."""
        box = self.box(element_id)
        return None if box is None else (box[0] + box[2] / 2 + dx, box[1] + box[3] / 2 + dy)

    def draw_flow(self, flow: Node) -> None:
        """Draw a flow as a straight line between its two ends, in place of what was drawn."""
        plane = self._plane()
        self._undraw(flow.get("id") or "")
        ends = [self.box(reference(flow.get(side))) for side in ("sourceRef", "targetRef")]
        first, last = ends
        if plane is None or first is None or last is None:
            return
        edge = etree.SubElement(
            plane,
            f"{{{BPMNDI}}}BPMNEdge",
            {"id": f"{flow.get('id')}_di", "bpmnElement": flow.get("id")},
        )
        for x, y in _line(first, last):
            etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})

    def _plane(self) -> Node | None:
        return next(self.root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)

    def _undraw(self, element_id: str) -> None:
        for part in list(self._drawn(element_id)):
            part.getparent().remove(part)

    def _drawn(self, element_id: str) -> Iterator[Node]:
        for tag in ("BPMNShape", "BPMNEdge"):
            for part in self.root.iter(f"{{{BPMNDI}}}{tag}"):
                if reference(part.get("bpmnElement")) == element_id:
                    yield part


def _number(node: Node, name: str) -> float:
    try:
        return float(node.get(name) or 0)
    except ValueError:
        return 0.0


def _line(first: Box, last: Box) -> Sequence[Point]:
    """Return a line from one box to another: level where they stand side by side, else upright."""
    ax, ay, aw, ah = first
    bx, by, bw, bh = last
    if bx >= ax + aw or bx + bw <= ax:
        start = ax + aw if bx >= ax + aw else ax
        end = bx if bx >= ax + aw else bx + bw
        return (start, ay + ah / 2), (end, by + bh / 2)
    down = by >= ay
    return (ax + aw / 2, ay + ah if down else ay), (bx + bw / 2, by if down else by + bh)
