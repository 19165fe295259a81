"""Joins of another version that would wait for ever: a branch that nobody is on, or all gathered.

An instance that stands before a join can only pass it when each branch still has somebody to come.
A version that adds a branch to a fork already passed, or takes one away, leaves the join starving.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.reseating import Counterparts, Obstacle
from app.engine.specs_gateways import Fork, Some
from app.engine.workflow import FLOW, HOST, Workflow

Edges = Mapping[str, tuple[str, ...]]


def starving(old: Workflow, new: Workflow, counterparts: Counterparts) -> Iterator[Obstacle]:
    """Yield the joins that would wait for ever in the new workflow and did not in the old."""
    for was, scope in zip(old.scopes(), new.scopes(), strict=True):
        known = {
            counterparts.get((spec.process_id, spec.bpmn_id), spec.bpmn_id) for spec in starved(was)
        }
        for spec in starved(scope):
            if spec.bpmn_id not in known:
                label = spec.drawn.name or spec.bpmn_id
                reason = "sẽ chờ một nhánh không bao giờ tới"
                yield Obstacle(spec.process_id, spec.bpmn_id, label, reason)


def starved(scope: Any) -> Iterator[Any]:
    """Yield the joins of a scope that would wait for ever as its tokens stand."""
    edges = _edges(scope.spec.task_specs)
    places = {t.task_spec.bpmn_id for t in scope.tokens()}
    for join in scope.spec.task_specs.values():
        if isinstance(join, Fork) and len(join.entries) > 1 and _cannot_fill(scope, join, edges):
            yield join
        elif isinstance(join, Some) and join.bpmn_id in places and join.may_fire(scope):
            # It would have gone on already: nothing but its own tokens would wake it.
            yield join


def _cannot_fill(scope: Any, join: Any, edges: Edges) -> bool:
    """Tell whether tokens come or wait at a join of which some branch stays empty, or none does."""
    tokens = scope.tokens()
    held = {
        t.internal_data.get(FLOW)
        for t in tokens
        if t.task_spec is join and t.state == TaskState.WAITING
    }
    coming = _reached(edges, _under_way(scope, join), join.bpmn_id)
    empty = [flow for flow in join.entries if flow not in held]
    if not empty:
        return True
    sources = _sources(scope.spec.task_specs)
    awaited = [sources.get(flow) in coming for flow in empty]
    return (bool(held) or any(awaited)) and not all(awaited)


def _under_way(scope: Any, join: Any) -> set[str]:
    """Return where tokens stand that can still come; listening events move with their hosts."""
    return {
        t.task_spec.bpmn_id
        for t in scope.tokens()
        if t.task_spec is not join and HOST not in t.internal_data
    }


def _edges(specs: Mapping[str, Any]) -> Edges:
    return {
        name: (*(way.target for way in spec.exits), *spec.guards) for name, spec in specs.items()
    }


def _sources(specs: Mapping[str, Any]) -> dict[str, str]:
    return {way.flow_id: name for name, spec in specs.items() for way in spec.exits}


def _reached(edges: Edges, starts: set[str], avoiding: str) -> set[str]:
    seen, pending = set(starts), list(starts)
    while pending:
        for target in edges[pending.pop()]:
            if target not in seen and target != avoiding:
                seen.add(target)
                pending.append(target)
    return seen
