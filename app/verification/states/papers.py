"""Which document types are issued where: by type in the call's inputs, or held and released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engine.net import Kind, NetNode
from app.topics.outputs import ISSUES, ISSUES_HELD
from app.verification.states.bound import Bound
from app.verification.states.facts import HELD

if TYPE_CHECKING:
    from app.verification.states.model import Model

TYPE, HOLD = "doc_type", "hold"


@dataclass
class Papers:
    """Who issues: node → the text of the type; node → variables of papers it releases.

    `holds` maps a call that only has a paper signed to the variable that remembers its type,
    `only_if` a releasing node to the variable that must be true.
    """

    issued: dict[int, Bound]
    released: dict[int, tuple[int, ...]]
    holds: dict[int, tuple[int, Bound]]
    only_if: dict[int, int]


def papers_of(model: Model) -> Papers:
    """Find the nodes that issue papers; a held paper is remembered until it is released."""
    issued: dict[int, Bound] = {}
    released: dict[int, tuple[int, ...]] = {}
    holds: dict[int, tuple[int, Bound]] = {}
    only_if: dict[int, int] = {}
    releasing = [n for n in model.net.nodes if n.element.extensions.topic in ISSUES_HELD]
    for node in model.net.nodes:
        if node.element.extensions.topic in ISSUES:
            issued[node.index] = model.binder.bind(TYPE, node.scope, use="exact")
    for node in releasing:
        held = [call for call in model.net.nodes if call.scope == node.scope and _holds(call)]
        for call in held:
            text = _input(call, TYPE)
            number = model.variables.need((f"{HELD}:{call.index}", TYPE))
            model.variables.exact[number] = True
            holds[call.index] = (number, model.binder.bind(text, call.scope, use="exact"))
        released[node.index] = tuple(holds[call.index][0] for call in held)
        fact = ISSUES_HELD[node.element.extensions.topic]
        if fact and held:
            only_if[node.index] = model.variables.need(model.facts.written(fact, node.scope))
    return Papers(issued, released, holds, only_if)


def _holds(call: NetNode) -> bool:
    return call.kind is Kind.INSIDE and _input(call, HOLD).strip() == "true"


def _input(call: NetNode, target: str) -> str:
    entries = (e.expression for e in call.element.extensions.inputs if e.target == target)
    return next(entries, "")
