"""Which known values still matter at a node: those that some gateway ahead reads before a write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.diagrams.structure import outgoing
from app.domain.diagrams import Definition, Element
from app.verification.conditions import names_in
from app.verification.domains import Domains

if TYPE_CHECKING:
    from app.verification.paths import Watch


def live_names(definition: Definition, domains: Domains, watch: Watch) -> dict[str, frozenset[str]]:
    """Return, for each node, the tested names whose values are kept when it is entered."""
    flows = outgoing(definition)
    nodes = [e for e in definition.elements.values() if e.tag != "sequenceFlow"]
    reads = {e.id: _reads(e, flows[e.id], domains, watch) for e in nodes}
    writes = {e.id: domains.written_by(e) for e in nodes}
    ahead = {e.id: _ahead(definition, e, flows[e.id]) for e in nodes}
    live: dict[str, frozenset[str]] = {e.id: frozenset() for e in nodes}
    changed = True
    while changed:
        changed = False
        for element in reversed(nodes):
            after = frozenset[str]().union(*(live.get(n, frozenset()) for n in ahead[element.id]))
            # A boundary event leaves with what was known before the activity wrote anything.
            kept = after - (writes[element.id] - _on_edge(definition, element, live))
            new = reads[element.id] | kept
            if new != live[element.id]:
                live[element.id] = new
                changed = True
    return live


def _reads(
    element: Element, flows: list[Element], domains: Domains, watch: Watch
) -> frozenset[str]:
    tested = (names_in(flow.condition) for flow in flows if flow.condition)
    counted = {f"count({element.extensions.collection.lstrip('=')})"} & domains.tested
    rules = domains.rule_names(element) - domains.written_by(element)
    named = watch.reads.get(element.id, frozenset())
    return frozenset(counted).union(rules, named, *tested)


def _ahead(definition: Definition, element: Element, flows: list[Element]) -> list[str]:
    found = [flow.target for flow in flows]
    inside = definition.elements.values()
    found += [e.id for e in inside if e.attached_to == element.id]
    if element.tag == "subProcess":
        found += [e.id for e in inside if e.tag == "startEvent" and e.scope_id == element.id]
    if element.tag == "endEvent" and element.scope_id:
        found += [e.target for e in inside if e.source == element.scope_id]
    return found


def _on_edge(
    definition: Definition, element: Element, live: dict[str, frozenset[str]]
) -> frozenset[str]:
    attached = (e.id for e in definition.elements.values() if e.attached_to == element.id)
    return frozenset[str]().union(*(live.get(node, frozenset()) for node in attached))
