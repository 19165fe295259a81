"""What carries `safetyNet` cannot be reached, and what cannot be reached says so with a reason."""

from __future__ import annotations

import pytest

from app.diagrams.vocabulary import EVENTS
from app.domain.diagrams import Element
from app.scenarios.coverage import SAFETY_NET
from app.verification.paths import Walk
from tests.verification.shelves import drawing, shipped, whole

SHELF = shipped()


def _unreached(walk: Walk) -> set[str]:
    """Return gateway flows no way takes, and events no way enters."""
    elements = walk.definition.elements
    gateways = {e.id for e in elements.values() if e.tag.endswith("Gateway")}
    flows = {e.id for e in elements.values() if e.tag == "sequenceFlow" and e.source in gateways}
    events = {e.id for e in elements.values() if e.tag in EVENTS}
    return (flows - walk.taken) | (events - set(walk.before))


def _nets(elements: dict[str, Element]) -> set[str]:
    return {e.id for e in elements.values() if e.extensions.properties.get(SAFETY_NET)}


@pytest.mark.parametrize("process_id", SHELF.processes)
def test_the_safety_nets_of_a_diagram_are_exactly_what_no_value_reaches(process_id: str) -> None:
    walk = Walk(SHELF, process_id)
    assert _nets(dict(walk.definition.elements)) == _unreached(walk)


def test_a_branch_taken_away_makes_its_safety_net_reachable() -> None:
    """The proof can fail: without its own branch a conclusion falls into the net."""
    data = drawing("p02_emergency_action")
    condition = b'conclusion = "loi_dung"'
    assert condition in data
    changed = whole([data.replace(condition, b'conclusion = "dung_dan"')])
    walk = Walk(changed, "p02_emergency_action")
    assert "flow_gw_conclusion_collective_conclusion" in walk.taken
