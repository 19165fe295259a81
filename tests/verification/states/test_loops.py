"""Repeated work: what a completion condition or a number of rounds decides, and what it cannot."""

from __future__ import annotations

import pytest

from tests.verification.states.known_models import FORMS
from tests.verification.states.walking import Explored, explored, walked

MANY = """
process main
start s
user q who=x form=d
user a who=x form=ok {loop}
user b who=x
end e
s > q
q > a
a > b
b > e
"""


def looped(loop: str) -> Explored:
    asked = "form=n" if "times=n" in loop else "form=d"
    return explored(MANY.format(loop=loop).replace("form=d", asked), forms=FORMS)


def assumed(found: Explored) -> set[str]:
    choices = (choice for passage in found.graph.passages for choice in passage.choices)
    return {choice.text for choice in choices if choice.variable < 0}


def times_done(found: Explored, name: str, state: int = 0) -> int:
    """Return how often at most one way completes a task."""
    nodes = found.graph.net.nodes
    ways = (
        (nodes[edge.move.node].id == name) + times_done(found, name, edge.target)
        for edge in found.graph.edges[state]
    )
    return max(ways, default=0)


@pytest.mark.parametrize(
    ("loop", "most"),
    [
        ("times=5 until='nrOfCompletedInstances >= 1'", 1),
        ("times=5 sequential until='numberOfCompletedInstances >= 1'", 1),
        ("times=5 until='nrOfCompletedInstances = nrOfInstances'", 2),
        ("times=5 until='nrOfActiveInstances = 0'", 2),
        ("times=n until='nrOfCompletedInstances >= 1'", 1),
        ("times=2 until='0.4 < nrOfCompletedInstances / nrOfInstances'", 1),
        ("times=2 until='d = \"c\"'", 2),
        ("most=3 again='ok = false'", 3),
        ("most=3 again='d != null'", 3),
        ("most=4 again='loopCounter < 2'", 2),
    ],
)
def test_what_the_numbers_decide_is_decided(loop: str, most: int) -> None:
    found = looped(loop)
    assert assumed(found) == set()
    assert times_done(found, "a") == most


@pytest.mark.parametrize(
    ("loop", "text"),
    [
        ("times=5 until='nrOfCompletedInstances >= 2'", "nrOfCompletedInstances >= 2"),
        ("times=n until='nrOfCompletedInstances >= 99'", "nrOfCompletedInstances >= 99"),
        ("most=40 again='ok = false'", "chưa đủ 40 lần"),
        ("most=40 again='loopCounter < 2'", "loopCounter < 2"),
    ],
)
def test_what_nobody_counts_is_assumed_by_name(loop: str, text: str) -> None:
    assert text in " ".join(assumed(looped(loop)))


def test_answer_that_ends_the_loop_at_once_is_followed() -> None:
    found = looped("times=2 until='ok = false'")
    assert assumed(found) == set()
    assert list(walked(found, seed=1, walks=8, steps=10)) == []
