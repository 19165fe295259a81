"""What is so behind a parallel join: all branches are done, each knows what it wrote itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

from app.domain.diagrams import Definition, Element
from app.verification.conditions import Value
from app.verification.domains import Domains

Ways = dict[frozenset[tuple[str, Value]], frozenset[str]]


def joined(
    definition: Definition, join: Element, arrived: Mapping[str, Ways], domains: Domains
) -> Ways:
    """Return the ways out of a join from those that reached it by each flow."""
    written = [
        _written(definition, nodes, domains) for nodes in _branches(definition, join, arrived)
    ]
    found: Ways = {}
    for combination in product(*(ways.items() for ways in arrived.values())):
        known = _together([dict(part) for part, _tokens in combination], written)
        if known is not None:
            tokens = frozenset[str]().union(*(part for _known, part in combination))
            key = frozenset(known.items())
            found[key] = found[key] & tokens if key in found else tokens
    return found


def _together(
    parts: list[dict[str, Value]], written: list[frozenset[str]]
) -> dict[str, Value] | None:
    """Return the values of all branches, or None where they come from different forks."""
    known: dict[str, Value] = {}
    for name in {name for part in parts for name in part}:
        owners = [i for i, names in enumerate(written) if name in names]
        holders = owners or [i for i, part in enumerate(parts) if name in part]
        values = {parts[i][name] for i in holders if name in parts[i]}
        if len(values) == 1:
            known[name] = values.pop()
        elif not owners:
            return None
    return known


def _written(definition: Definition, nodes: set[str], domains: Domains) -> frozenset[str]:
    elements = (definition.elements[node] for node in nodes)
    return frozenset[str]().union(*(domains.written_by(element) for element in elements))


def _branches(definition: Definition, join: Element, arrived: Mapping[str, Ways]) -> list[set[str]]:
    """Return the nodes that stand in each branch alone: behind what all branches come from."""
    before: dict[str, list[str]] = defaultdict(list)
    for element in definition.elements.values():
        if element.tag == "sequenceFlow":
            before[element.target].append(element.source)
        elif element.attached_to:
            before[element.id].append(element.attached_to)
    reached = [_backwards(definition.elements[f].source, join.id, before) for f in arrived]
    shared = set.intersection(*reached)
    return [nodes - shared for nodes in reached]


def _backwards(node: str, join: str, before: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here not in found and here != join:
            found.add(here)
            waiting += before[here]
    return found
