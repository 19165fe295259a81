"""Every walk through the shipped processes ends as it says; together they take every part."""

from __future__ import annotations

import pytest

from tests.workflows import (  # noqa: F401 (importing them registers their walks)
    walks_of_a_decision,
    walks_of_a_pass,
    walks_of_an_emergency,
    walks_of_the_case,
    walks_of_the_clock,
)
from tests.workflows.shipped import PROCESSES, definition_of, elements_of
from tests.workflows.walking import WALKS, taken, walked

CHOOSING = ("exclusiveGateway", "eventBasedGateway")


EVERY_WALK = [
    pytest.param(index, id=walk.name, marks=[pytest.mark.clause(c) for c in walk.clauses])
    for index, walk in enumerate(WALKS)
]


@pytest.mark.parametrize("index", EVERY_WALK)
def test_walk_ends_where_it_says(index: int) -> None:
    case, end = walked(index), WALKS[index].end
    assert (case.now.finished, case.now.outcome, case.open) == (bool(end), end, case.open)
    assert bool(case.open) != bool(end)


@pytest.mark.parametrize("process_id", PROCESSES)
def test_every_element_is_taken_by_a_walk(process_id: str) -> None:
    nodes = {e.id for e in definition_of(process_id).elements.values() if e.tag != "sequenceFlow"}
    assert nodes - taken(process_id) == set()


@pytest.mark.parametrize("process_id", PROCESSES)
def test_every_flow_out_of_a_choice_is_taken_by_a_walk(process_id: str) -> None:
    flows = list(elements_of(process_id, "sequenceFlow"))
    choices = {gateway.id for gateway in elements_of(process_id, *CHOOSING)}
    ways = {c: {f.id for f in flows if f.source == c} for c in choices}
    splits = {flow for leaving in ways.values() if len(leaving) > 1 for flow in leaving}
    assert splits - taken(process_id) == set()
