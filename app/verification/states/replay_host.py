"""The engine's host of a replay: it gives the engine the very values that the net chose.

What the net does not follow gets a neutral value: a moment far away, a small number, nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.diagrams import Element
from app.domain.execution import ROOT, Activation
from app.domain.facts import CONTEXTS
from app.engine.net import NetNode
from app.errors import EngineFault
from app.feel import names_of
from app.verification.states.clocks import days_of
from app.verification.states.evaluating import shown
from app.verification.states.facts import CLOCK, GIVEN, Key
from app.verification.states.graph import Choice
from app.verification.states.model import Model
from app.verification.states.moments import MARKS

_BEGINNING = datetime(2026, 1, 5, 2, tzinfo=UTC)
_LATER = "2030-01-07T17:00:00+07:00"


class ReplayHost:
    """The engine's host over the facts that the net chose."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.net = model.net
        self.facts: dict[Key, Any] = {}
        self.moment = _BEGINNING
        # marks of the pass's clock, as late as the net says
        self.clock: dict[str, str] = {}
        self.queue: list[Choice] = []
        # what this step met of facts that nobody in the process writes
        self.given: list[Choice] = []
        self.scopes: dict[str, int] = {ROOT: 0}
        self._timed = _names_in_timers(model)

    # --- what the engine asks

    def now(self) -> datetime:
        """Return the present moment."""
        return self.moment

    def fact(self, activation: Activation, name: str) -> Any:
        """Return a fact as the net chose it, or a neutral value."""
        if name in CONTEXTS:
            return self._context(name)
        key = self.model.facts.plain(name, self.scopes[activation.id])
        if key in self.facts:
            return self.facts[key]
        if key in self.model.binder.fixed:
            return shown(self.model.binder.fixed[key])
        return _LATER if name in self._timed and key not in self.model.variables.index else None

    def _context(self, name: str) -> Mapping[str, Any]:
        tree: dict[str, Any] = {}
        neutral = 5 if name == "profile" else _LATER
        timed = {path: neutral for path in self._timed if path.startswith(f"{name}.")}
        timed.update(self.clock if name == "clock" else {})
        chosen = {str(k[1]): v for k, v in self.facts.items() if k[0] == GIVEN}
        for path, value in {**timed, **chosen}.items():
            *folders, last = path.split(".")[1:]
            at = tree
            for folder in folders:
                at = at.setdefault(folder, {})
            at[last] = value
        return tree

    def perform(self, activation: Activation, element: Element) -> None:
        """Write what the net chose as results."""
        self._take(activation, element)

    def decide(self, activation: Activation, element: Element) -> None:
        """Write what the net chose as the table's results."""
        self._take(activation, element)

    def _take(self, activation: Activation, element: Element) -> None:
        scope = self.scopes[activation.id]
        facts = self.model.facts
        while self.queue:
            node = self.net.nodes[self.queue[0].node]
            if node.id != element.id or facts.activation[node.scope] != scope:
                break
            self.write(self.queue.pop(0))
        opened = (n for n in self.net.nodes if n.index in self.model.opens_pass)
        if any(n.id == element.id and facts.activation[n.scope] == scope for n in opened):
            self.facts = {key: v for key, v in self.facts.items() if key[0] != "pass"}

    def write(self, choice: Choice) -> None:
        """Write one value that the net chose; of a clock, the fact that its days count from."""
        if choice.variable in self.model.clocks.marks:
            self._set_clock(choice)
            return
        self.facts[self.model.variables.keys[choice.variable]] = shown(choice.value)

    def _set_clock(self, choice: Choice) -> None:
        variable = self.model.variables.keys[choice.variable]
        name = variable[1]
        marks = self.model.clocks.marks[choice.variable]
        start = self.moment - timedelta(days=days_of(choice.value, marks))
        if name == MARKS:
            found = {f"{MARKS}{mark // 1:.0f}": mark // 1 for mark in marks}
            self.clock.update({k: (start + timedelta(n)).isoformat() for k, n in found.items()})
            return
        if name.startswith("clock."):
            self.clock[name] = start.isoformat()
            return
        self.facts[_sheet_of(variable), name] = start.isoformat()

    def keep(self, activations: set[str]) -> None:
        """Forget the activations that were cancelled: nobody closes those."""
        self.scopes = {name: at for name, at in self.scopes.items() if name in activations}

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        """Note a new activation: the call of this element, of copies the one of the same number.

        A call that its own boundary event leads back to within the step is open twice here: who was
        cancelled is told only at the end, so the new one takes the place of the old.
        """
        around = self.scopes[activation.parent_id or ROOT]
        calls = {
            scope.index: self.net.nodes[scope.owner]
            for scope in self.net.scopes
            if scope.kind == "call"
            and self.net.nodes[scope.owner].id == activation.call_element_id
            and self.model.facts.activation[self.net.nodes[scope.owner].scope] == around
        }
        taken = set(self.scopes.values())
        free = [index for index, owner in calls.items() if index not in taken or owner.loop is None]
        if not free:
            raise EngineFault(f"nhiều hơn hai bản của {activation.call_element_id}")
        self._open(activation, max(free, key=lambda i: _is_copy(calls[i], activation)), inputs)

    def _open(self, activation: Activation, scope: int, inputs: Mapping[str, Any]) -> None:
        self.scopes[activation.id] = scope
        self.facts = {key: v for key, v in self.facts.items() if key[0] != scope}
        self.facts.update({(scope, name): value for name, value in inputs.items()})
        for choice in self.given:
            if _sheet_of(self.model.variables.keys[choice.variable]) == scope:
                self.write(choice)
        owner = self.net.scopes[scope].owner
        while self.queue and self.queue[0].node == owner and self.queue[0].variable >= 0:
            self.write(self.queue.pop(0))

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Write the outputs of a call where its caller sees them."""
        values = {
            target: outcome if source == "outcome" else self.fact(activation, source)
            for source, target in outputs.items()
        }
        inner = self.scopes.pop(activation.id)
        outer = self.net.nodes[self.net.scopes[inner].owner].scope
        for target, value in values.items():
            self.facts[self.model.facts.written(target, outer)] = value

    def working_days(self, count: int, start: str | None) -> str | None:
        """Return a moment so many days later: which days are free decides nothing here."""
        begin = datetime.fromisoformat(start) if start else self.moment
        begin = begin if begin.tzinfo else begin.replace(tzinfo=UTC)
        return (begin + timedelta(days=count)).isoformat()


def _sheet_of(variable: Key) -> str | int:
    """Return where a variable's fact is written; days passed are kept apart from it."""
    told = str(variable[0]).removeprefix(CLOCK)
    return int(told) if told.isdecimal() else told


def _is_copy(owner: NetNode, activation: Activation) -> bool:
    """Tell whether an activation is of this copy of a loop: lists are given as positions."""
    return owner.loop is not None and activation.element.get(owner.loop.variable) == owner.copy


def _names_in_timers(model: Model) -> frozenset[str]:
    """Return the names and dotted paths that timers read."""
    found: set[str] = set()
    for node in model.net.nodes:
        texts = [node.event.text] if node.event is not None and node.event.text else []
        texts += [entry.expression for entry in node.element.extensions.inputs]
        for text in texts:
            expression = names_of(text)
            found |= expression.names | expression.paths
    return frozenset(found)
