"""What of a broken file can still be looked at: a copy without what the reader refused.

A person who mends a file wants to know everything at once, not one refusal after the other. The
copy is only for finding more; it is never kept, shown or run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from app.diagrams.reader import read_diagram
from app.diagrams.vocabulary import AROUND, FLOW_NODES, SCOPES, Node, children, local, reference
from app.diagrams.xml_source import parse
from app.domain.diagrams import Diagram, Finding
from app.errors import DiagramRefused

# Taking a flow out can leave an event on nothing, and that another: no file goes on for ever.
MOST_ROUNDS = 4
_REFERENCES = ("messageRef", "errorRef", "escalationRef", "signalRef", "default")


def rest_of(data: bytes, findings: Iterable[Finding]) -> Diagram | None:
    """Return the readable rest of a file that was refused so; None where nothing can be read."""
    refused = tuple(findings)
    for _ in range(MOST_ROUNDS):
        if not refused or any(one.rule not in MENDS for one in refused):
            return None
        data = _without(data, {one.rule for one in refused})
        try:
            return read_diagram(data)
        except DiagramRefused as again:
            refused = again.findings
    return None


def _without(data: bytes, rules: Iterable[str]) -> bytes:
    root = parse(data)
    for rule in sorted(set(rules)):
        MENDS[rule](root)
    rest: bytes = etree.tostring(root)
    return rest


def _scopes(root: Node) -> list[Node]:
    return [node for node in root.iter() if local(node) in SCOPES | {"process"}]


def _name_all(root: Node) -> None:
    number = 0
    for scope in _scopes(root):
        for node in (scope, *scope):
            if not node.get("id") and local(node) in FLOW_NODES | {"process"}:
                number += 1
                node.set("id", f"unnamed_{number}")


def _tell_apart(root: Node) -> None:
    """Give every second bearer of an id one of its own; counted on, since there may be many."""
    owners = [node for node in root.iter() if local(node) and node.get("id")]
    taken, seen, number = {node.get("id") for node in owners}, set(), 0
    for node in owners:
        if node.get("id") in seen:
            number += 1
            while f"again_{number}" in taken:
                number += 1
            node.set("id", f"again_{number}")
        seen.add(node.get("id"))


def _drop_unknown(root: Node) -> None:
    for scope in _scopes(root):
        for node in list(scope):
            known = local(node) in FLOW_NODES | AROUND | {"sequenceFlow"}
            if isinstance(node.tag, str) and not known:
                scope.remove(node)


def _drop_dangling(root: Node) -> None:
    by_id: Mapping[str, Node] = {n.get("id"): n for n in root.iter() if local(n) and n.get("id")}
    for scope in _scopes(root):
        here = {node.get("id") for node in scope if local(node) in FLOW_NODES}
        for node in list(scope):
            if _dangles(node, here, by_id):
                scope.remove(node)
    for node in [node for node in root.iter() if local(node)]:
        _drop_references(node, by_id)


def _drop_references(node: Node, by_id: Mapping[str, Node]) -> None:
    for name in _REFERENCES:
        target = by_id.get(reference(node.get(name)))
        if name == "default" and target is not None:
            target = target if reference(target.get("sourceRef")) == node.get("id") else None
        if node.get(name) and target is None:
            del node.attrib[name]
    for pointer in list(children(node, "eventDefinitionRef")):
        if reference(pointer.text) not in by_id:
            node.remove(pointer)


def _dangles(node: Node, here: set[str | None], by_id: Mapping[str, Node]) -> bool:
    if local(node) == "sequenceFlow":
        return any(reference(node.get(side)) not in here for side in ("sourceRef", "targetRef"))
    if local(node) == "boundaryEvent":
        return reference(node.get("attachedToRef")) not in here
    if local(node) == "dataObjectReference":
        target = by_id.get(reference(node.get("dataObjectRef")))
        return target is None or local(target) != "dataObject"
    return False


MENDS: Mapping[str, Callable[[Node], None]] = {
    "missing-id": _name_all,
    "duplicate-id": _tell_apart,
    "unknown-tag": _drop_unknown,
    "dangling-reference": _drop_dangling,
}
