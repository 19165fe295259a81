"""Relations between steps against what every run of a small graph says; paths that show them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest

from app.verification.order import witness
from app.verification.order.relations import Related, next_of, relations_of
from app.verification.order.steps import labels_of
from app.verification.order.witness import Paths
from app.verification.states.graph import Graph
from tests.verification.rules.small_graphs import graph, rules

NODES = ["a", "b", "c", "d"]
Runs = list[list[str]]


def over(runs: Sequence[Sequence[str]]) -> Graph:
    return graph(NODES, runs, rules(""))


def some_runs(seed: int) -> Runs:
    dice = random.Random(seed)  # noqa: S311
    return [[dice.choice(NODES) for _ in range(dice.randint(1, 5))] for _ in range(3)]


def has(related: Related, one: int, other: int) -> bool:
    return bool(related.get(one, 0) >> other & 1)


def rests(runs: Runs, name: str) -> list[list[str]]:
    return [run[at + 1 :] for run in runs for at, one in enumerate(run) if one == name]


def heads(runs: Runs, name: str) -> list[list[str]]:
    return [run[:at] for run in runs for at, one in enumerate(run) if one == name]


@pytest.mark.parametrize("seed", range(12))
def test_relations_and_paths_agree_with_every_run(seed: int) -> None:
    runs = some_runs(seed)
    whole = over(runs)
    number = {step: n for n, step in enumerate(labels_of(whole))}
    of = {step.element: n for step, n in number.items()}
    found, paths = relations_of(whole, number), Paths(whole, number)
    following = next_of(whole, number, -1)
    happening = {name for run in runs for name in run}
    assert {name for name in NODES if found.happens >> of[name] & 1} == happening
    for one, other in permutations(sorted(happening), 2):
        a, b = of[one], of[other]
        assert has(found.after, a, b) == all(other in rest for rest in rests(runs, one))
        assert has(found.before, a, b) == all(other in head for head in heads(runs, one))
        assert has(found.follow, a, b) == any(other in rest for rest in rests(runs, one))
        assert has(following, a, b) == any((one, other) in pairwise(run) for run in runs)
        assert bool(paths.shortest(witness.never_after(a, b))) != has(found.after, a, b)
        assert bool(paths.shortest(witness.without_before(b, a))) != has(found.before, a, b)
        assert bool(paths.shortest(witness.following(a, b))) == has(found.follow, a, b)
        assert bool(paths.shortest(witness.directly(a, b, -1))) == has(following, a, b)


def test_step_that_is_not_looked_at_lets_its_neighbours_meet() -> None:
    whole = over([["a", "b", "c"]])
    number = {step: n for n, step in enumerate(labels_of(whole))}
    of = {step.element: n for step, n in number.items()}
    among = 1 << of["a"] | 1 << of["c"]
    assert not has(next_of(whole, number, -1), of["a"], of["c"])
    assert has(next_of(whole, number, among), of["a"], of["c"])


def test_path_is_the_shortest_and_ends_where_the_relation_shows() -> None:
    whole = over([["d", "d", "a", "c"], ["a", "c", "b"], ["a", "b"]])
    number = {step: n for n, step in enumerate(labels_of(whole))}
    of = {step.element: n for step, n in number.items()}
    path = Paths(whole, number).shortest(witness.never_after(of["a"], of["b"]))
    assert [whole.net.nodes[edge.move.node].id for edge in path] == ["d", "d", "a", "c"]
