"""Which known values still matter at a node: those that some gateway ahead reads before a write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.diagrams.structure import outgoing
from app.domain.diagrams import Definition, Element
from app.verification.conditions import names_in
from app.verification.domains import Domains

if TYPE_CHECKING:
    from app.verification.paths import Watch


def live_names(definition: Definition, domains: Domains, watch: Watch) -> dict[str, frozenset[str]]:
    """Return, for each node, the tested names whose values are kept when it is entered."""
    flows, attached = outgoing(definition), _attached(definition)
    nodes = [e for e in definition.elements.values() if e.tag != "sequenceFlow"]
    reads = {e.id: _reads(e, flows[e.id], domains, watch) for e in nodes}
    writes = {e.id: domains.written_by(e) for e in nodes}
    ahead = {e.id: _ahead(definition, e, flows, attached[e.id]) for e in nodes}
    live: dict[str, frozenset[str]] = {e.id: frozenset() for e in nodes}
    changed = True
    while changed:
        changed = False
        for element in reversed(nodes):
            after = frozenset[str]().union(*(live.get(n, frozenset()) for n in ahead[element.id]))
            # A boundary event leaves with what was known before the activity wrote anything.
            on_edge = frozenset[str]().union(*(live[event] for event in attached[element.id]))
            kept = after - (writes[element.id] - on_edge)
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


def _ahead(
    definition: Definition,
    element: Element,
    flows: Mapping[str, list[Element]],
    attached: Iterable[str],
) -> list[str]:
    found = [flow.target for flow in flows[element.id]]
    found += attached
    if element.tag == "subProcess":
        inside = definition.elements.values()
        found += [e.id for e in inside if e.tag == "startEvent" and e.scope_id == element.id]
    if element.tag == "endEvent" and element.scope_id:
        found += [flow.target for flow in flows[element.scope_id]]
    return found


def _attached(definition: Definition) -> Mapping[str, list[str]]:
    """Return activity → its boundary events; none where it has none."""
    found: Mapping[str, list[str]] = defaultdict(list)
    for element in definition.elements.values():
        if element.attached_to:
            found[element.attached_to].append(element.id)
    return found
