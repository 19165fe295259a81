"""Verify one process: explore it, judge it, let the engine walk every counterexample.

Example: `verify_process(Sources("p01_art4_case", definitions, forms, tables))`. The graph and the
model stay in the result, so that clause rules and comparisons go on from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.diagrams import Finding, Severity
from app.engine import Program, compile_program
from app.engine.net_compiler import compile_net
from app.errors import EngineFault
from app.verification.states.explore import Exploration, Limits
from app.verification.states.faults import Fault
from app.verification.states.graph import Graph, Watch
from app.verification.states.model import Model
from app.verification.states.player import Player
from app.verification.states.replay import is_playable, replay
from app.verification.states.routes import At, RouteStep, at_of, route
from app.verification.states.soundness import faults_of
from app.verification.states.sources import Sources
from app.verification.states.wording import finding_of

_CUTS = {
    "states": "đã xét {states} trạng thái, quá giới hạn",
    "time": "hết thời gian sau {states} trạng thái",
    "cancelled": "bị dừng sau {states} trạng thái",
}


@dataclass(frozen=True)
class Found:
    """One finding with the path that shows it; `undecided` rests on an assumption.

    `turned` is where the last step goes wrong, empty where there is no path.
    """

    finding: Finding
    route: tuple[RouteStep, ...] = ()
    undecided: bool = False
    turned: At = ("", "")


@dataclass(frozen=True)
class Verification:
    """What was found about one process. `is_complete` is False where exploring was cut off."""

    process_id: str
    found: tuple[Found, ...]
    states: int = 0
    steps: int = 0
    seconds: float = 0.0
    is_complete: bool = True
    graph: Graph | None = None
    model: Model | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone, in order."""
        return tuple(one.finding for one in self.found)


def verify_process(
    sources: Sources, limits: Limits | None = None, watches: Sequence[Watch] = ()
) -> Verification:
    """Verify one process with everything it calls.

    Raises DiagramRefused for what the engine's gate refuses. A process too large to be explored is
    said to be so; nothing about it is called proved.
    """
    program = compile_program(sources.definitions, sources.process_id)
    try:
        model = Model(compile_net(program), sources, watches)
    except EngineFault as fault:
        limit = Found(_limit(sources.process_id, fault.message))
        return Verification(sources.process_id, (limit,), is_complete=False)
    graph = Exploration(Player(model)).run(limits or Limits())
    found = [_found(program, model, graph, fault) for fault in faults_of(graph, model)]
    if graph.cut:
        why = _CUTS[graph.cut].format(states=len(graph.markings))
        found.append(Found(_limit(sources.process_id, why)))
    return Verification(
        sources.process_id,
        tuple(found),
        len(graph.markings),
        sum(len(edges) for edges in graph.edges),
        graph.seconds,
        not graph.cut,
        graph,
        model,
    )


def _found(program: Program, model: Model, graph: Graph, fault: Fault) -> Found:
    """Return a fault as it is shown: never with a path that the engine does not go."""
    finding = finding_of(fault, model)
    if fault.path and not fault.assumed and is_playable(graph, fault.path):
        played = replay(program, model, graph, fault.path)
        if not played.confirmed:
            finding = disagreement(finding, played.difference)
    shown = fault.path and fault.nodes
    turned = at_of(graph.net.nodes[fault.nodes[0]]) if shown else ("", "")
    return Found(finding, route(graph, model, fault.path), bool(fault.assumed), turned)


def disagreement(finding: Finding, difference: str) -> Finding:
    """Return the finding that stands in place of one whose path the engine does not go."""
    message = f"Công cụ kiểm tra và máy chạy không khớp ({difference}) khi xét: {finding.message}"
    repair = "Gửi sơ đồ này cho quản trị hệ thống; chưa công bố cho đến khi hai bên khớp"
    return replace(
        finding, rule="verify-disagrees", severity=Severity.ERROR, message=message, repair=repair
    )


def _limit(process_id: str, why: str) -> Finding:
    return Finding(
        "verify-limit",
        Severity.WARNING,
        f"Chưa kiểm tra hết quy trình “{process_id}”: {why}",
        "Kiểm tra lại với nhiều thời gian hơn, hoặc tách quy trình thành phần nhỏ",
        process_id,
        "",
        "process",
        "Những gì chưa xét tới thì chưa kết luận được",
    )
