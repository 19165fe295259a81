"""What scenarios took of the diagrams: end events, flows of gateways, boundary events.

Only what the engine wrote into the record of its steps counts, never what a file says. Two kinds
are listed apart: what no value reaches carries the property `safetyNet` with the reason (proved in
tests/verification); what only another process can reach names it in `waitsFor`, and counts from the
day that this process is shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from app.diagrams import read_diagram
from app.diagrams.structure import outgoing
from app.diagrams.vocabulary import GATEWAYS
from app.domain.diagrams import Definition, Element
from app.domain.execution import StepKind
from app.store import audit_log
from app.store.database import Database

# Process → ids of its elements and sequence flows.
Passed: TypeAlias = Mapping[str, Set[str]]
SAFETY_NET, WAITS_FOR = "safetyNet", "waitsFor"


class Part(StrEnum):
    """What is counted; the values are the words of the table."""

    END = "kết thúc"
    FLOW = "luồng của cổng"
    BOUNDARY = "sự kiện biên"


PARTS = {"endEvent": Part.END, "boundaryEvent": Part.BOUNDARY}


@dataclass(frozen=True)
class Place:
    """One end, flow or boundary event that a scenario is to take.

    `seen_at` is the merging gateway whose passing shows that its only flow was taken; `apart` the
    reason why none can take it.
    """

    process_id: str
    id: str
    part: Part
    label: str
    seen_at: str = ""
    apart: str = ""

    def is_in(self, passed: Passed) -> bool:
        """Tell whether a run passed it."""
        ids = passed.get(self.process_id, frozenset())
        return self.id in ids or (self.seen_at != "" and self.seen_at in ids)


def passed_in(database: Database) -> Passed:
    """Return what the engine passed in all instances of an installation, from its own record.

    A cancelled activity was reached by its flow, but not passed itself.
    """
    found: dict[str, set[str]] = {}
    with database.reading() as tx:
        for element_id, process_id, _activation, kind, flow_id in audit_log.passed_by_all(tx):
            ids = found.setdefault(process_id, set())
            ids |= {flow_id} - {""}
            if kind != StepKind.CANCELLED.value:
                ids.add(element_id)
    return found


def places_below(workflows: Path) -> tuple[Place, ...]:
    """Return everything that counts in the diagrams of the procedure, diagram after diagram."""
    files = sorted(workflows.glob("*/*.bpmn"))
    mains = [read_diagram(path.read_bytes()).main for path in files]
    shipped = {main.process_id for main in mains}
    return tuple(place for main in mains for place in places_of(main, shipped))


def places_of(definition: Definition, shipped: Set[str]) -> Iterator[Place]:
    """Yield the ends, gateway flows and boundary events of one diagram, in drawing order."""
    flows = outgoing(definition)
    for element in definition.elements.values():
        if element.tag in PARTS:
            label = element.name or element.id
            yield Place(
                *_named(element), PARTS[element.tag], label, "", reason_apart(element, shipped)
            )
        elif element.tag in GATEWAYS:
            only = element.id if len(flows[element.id]) == 1 else ""
            for flow in flows[element.id]:
                way = _way(definition, flow)
                yield Place(*_named(flow), Part.FLOW, way, only, reason_apart(flow, shipped))


def missing(places: Iterable[Place], passed: Passed) -> tuple[Place, ...]:
    """Return the places that none took and that are not listed apart."""
    return tuple(p for p in places if not p.apart and not p.is_in(passed))


def joined(all_passed: Iterable[Passed]) -> Passed:
    """Return what several runs passed together."""
    found: dict[str, set[str]] = {}
    for passed in all_passed:
        for process_id, ids in passed.items():
            found.setdefault(process_id, set()).update(ids)
    return found


def _named(element: Element) -> tuple[str, str]:
    return element.process_id, element.id


def reason_apart(element: Element, shipped: Set[str]) -> str:
    """Return why no situation can take an element; empty where one can."""
    properties = element.extensions.properties
    other = properties.get(WAITS_FOR, "")
    waits = f"chờ {other}" if other and other not in shipped else ""
    return properties.get(SAFETY_NET, waits)


def _way(definition: Definition, flow: Element) -> str:
    """Return a flow as people read it: gateway, what is written on it, where it leads."""
    source, target = (definition.elements[name] for name in (flow.source, flow.target))
    written = f" “{flow.name}”" if flow.name else ""
    return f"{source.name or source.id}{written} → {target.name or target.id}"
