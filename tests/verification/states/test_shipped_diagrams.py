"""The shipped diagrams: no fault, no safety net used, few states; net and engine agree."""

from __future__ import annotations

from functools import cache

import pytest

from app.config import ROOT
from app.decision_tables import DecisionTable, read_table
from app.diagrams import read_diagram
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.engine.net import Kind
from app.task_forms import read_form
from app.verification.states.graph import Edge, EventKind
from app.verification.states.replay import Replayer
from tests.verification.states.walking import Explored, assumes, explored, step

MOST_STATES = 100_000


def _definitions() -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for path in sorted((ROOT / "workflows").glob("*/*.bpmn")):
        found.update(read_diagram(path.read_bytes()).definitions)
    return found


DEFINITIONS = _definitions()
PROCESSES = pytest.mark.parametrize("process_id", DEFINITIONS)


@cache
def shipped(process_id: str) -> Explored:
    """Explore a shipped process once for all tests."""
    forms, tables = parts()
    return explored(DEFINITIONS, process_id, forms, tables=tables)


def parts() -> tuple[dict[str, Form], dict[str, DecisionTable]]:
    """Return the shipped forms and tables by id."""
    forms = [read_form(path.read_bytes()) for path in (ROOT / "forms").glob("*/*.form")]
    tables = [read_table(path.read_bytes()) for path in (ROOT / "workflows").glob("*/*.dmn")]
    return {form.id: form for form in forms}, {table.id: table for table in tables}


@PROCESSES
def test_a_shipped_process_has_no_fault(process_id: str) -> None:
    found = shipped(process_id)
    assert [(f.kind, [found.graph.net.nodes[n].place for n in f.nodes]) for f in found.faults] == []


@PROCESSES
def test_a_shipped_process_is_explored_whole(process_id: str) -> None:
    graph = shipped(process_id).graph
    assert graph.cut == ""
    assert len(graph.markings) < MOST_STATES


@PROCESSES
def test_the_engine_goes_every_kind_of_step_of_a_shipped_process(process_id: str) -> None:
    """Whatever a process and all it calls can pass is passed once, and both sides agree."""
    found, covered = shipped(process_id), set[tuple[int, str]]()
    for source, edge in found.graph.steps():
        if not _new(found, edge) - covered or assumes(found.graph, edge):
            continue
        before = found.graph.path_to(source) if source >= 0 else []
        if any(assumes(found.graph, one) for one in before):
            continue
        player = Replayer(found.program, found.model)
        for one in (*before, edge):
            assert step(player, found, one) == ""
            covered |= _new(found, one)
    assert not {node for node, _flow in _everything(found)} - {node for node, _flow in covered}


def _new(found: Explored, edge: Edge) -> set[tuple[int, str]]:
    """Return what a step passes: nodes done and flows taken, by the element that they leave."""
    done = {(e.node, "") for e in found.graph.word(edge) if e.kind is EventKind.DONE}
    flows = found.graph.passages[edge.passage].flows
    return done | {(edge.move.node, flow) for flow in flows[:1]}


def _everything(found: Explored) -> set[tuple[int, str]]:
    """Return the nodes that some word of the graph passes, whatever it assumes."""
    return {
        (event.node, "")
        for word in found.graph.words
        for event in word
        if event.kind is EventKind.DONE and found.graph.net.nodes[event.node].kind is not Kind.LOOP
    }
