"""Two versions of one process compared: judged by the rules, explored, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from app.domain.behaviour import BehaviourChange, BehaviourLine
from app.engine import compile_program
from app.verification.clause_check import ClauseCheck, verify_by_rules
from app.verification.order.difference import differences
from app.verification.order.relations import next_of, relations_of
from app.verification.order.steps import Step, labels_of
from app.verification.order.telling import Side, Teller, both_in
from app.verification.order.verdict_changes import verdict_changes
from app.verification.order.witness import Paths
from app.verification.rules import RuleFile
from app.verification.states.explore import Limits
from app.verification.states.graph import Graph
from app.verification.states.model import Model
from app.verification.states.sources import Sources

# A page that tells more is not read.
MOST, MOST_VERDICTS = 10, 6


def compare_behaviour(
    before: Sources, after: Sources, rules: Sequence[RuleFile], limits: Limits | None = None
) -> BehaviourChange:
    """Return what the second version does otherwise than the first.

    Of the order of steps nothing is concluded where either was not explored to its end. Raises
    DiagramRefused for a version that the engine's gate refuses.
    """
    old, new = (verify_by_rules(one, rules, limits) for one in (before, after))
    for side, check in (("trước", old), ("sau", new)):
        if not check.verification.is_complete:
            states = check.verification.states
            why = f"bên {side} chưa xét hết sau {states} trạng thái"
            return _limited(verdict_changes(old, new), (), undecided=why)
    told = tuple(islice(_told(before, old, after, new), MOST + 1))
    return _limited(verdict_changes(old, new), told)


def _limited(
    verdicts: Sequence[BehaviourLine], order: Sequence[BehaviourLine], undecided: str = ""
) -> BehaviourChange:
    more = len(verdicts) > MOST_VERDICTS or len(order) > MOST
    return BehaviourChange((*verdicts[:MOST_VERDICTS], *order[:MOST]), more, undecided)


def compare_verdicts(
    before: Sources, after: Sources, rules: Sequence[RuleFile], limits: Limits | None = None
) -> tuple[BehaviourLine, ...]:
    """Return the rules of one process alone that stand otherwise in the second version."""
    old, new = (verify_by_rules(one, rules, limits) for one in (before, after))
    return verdict_changes(old, new)


def _told(
    before: Sources, old: ClauseCheck, after: Sources, new: ClauseCheck
) -> Iterator[BehaviourLine]:
    graphs = [_explored(check)[0] for check in (old, new)]
    labels = labels_of(*graphs)
    numbers = {step: number for number, step in enumerate(labels)}
    teller = Teller(labels, _side(before, old, numbers), _side(after, new, numbers))
    was, now = (relations_of(graph, numbers) for graph in graphs)
    found = differences(was, now)
    yield from teller.lines(found)
    if found.is_same_order:
        both = both_in(found, was.happens)
        was_next, now_next = (next_of(graph, numbers, both) for graph in graphs)
        yield from teller.neighbours(was_next, now_next, both)


def _side(sources: Sources, check: ClauseCheck, numbers: Mapping[Step, int]) -> Side:
    graph, model = _explored(check)
    program = compile_program(sources.definitions, sources.process_id)
    return Side(program, graph, model, Paths(graph, numbers))


def _explored(check: ClauseCheck) -> tuple[Graph, Model]:
    graph, model = check.verification.graph, check.verification.model
    assert graph is not None and model is not None  # noqa: S101 complete, so it was explored
    return graph, model
