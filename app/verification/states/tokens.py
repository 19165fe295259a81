"""Tokens on the move: the engine's order, joins, scopes and cancelling, without any data.

The order is the engine's (`run.py`, `specs*.py`): tokens move depth first, branches in the order
drawn. A step with several possible results is made once for each, by a script of choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.engine.net import Kind, NetNode
from app.verification.states.graph import Choice, Event, EventKind, Value
from app.verification.states.model import Model

# More automatic nodes than this in one step are a loop that nobody leaves.
STEP_LIMIT = 600
ENTERED, DONE = EventKind.ENTERED, EventKind.DONE


class Sheet:
    """The values of a state under one step: what the step read of them, what it wrote."""

    __slots__ = ("_base", "seen", "written")

    def __init__(self, base: Sequence[Value], seen: set[int]) -> None:
        self._base = base
        self.seen = seen
        self.written: dict[int, Value] = {}

    def __getitem__(self, number: int) -> Value:
        if number in self.written:
            return self.written[number]
        self.seen.add(number)
        return self._base[number]

    def __setitem__(self, number: int, value: Value) -> None:
        self.written[number] = value


class Stuck(Exception):
    """The step cannot be finished; `kind` is the finding."""

    def __init__(self, kind: str, node: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.node = node


class Unheard(Exception):
    """The message is not accepted now: the move does not exist."""


class Overgrown(Exception):
    """One move leads so many ways that they cannot be walked: some forks each go as they like."""


class Tokens:
    """One step under way; subclasses say what a node does. The hot loop, kept plain on purpose."""

    def __init__(self, model: Model, side: frozenset[int], doubled: set[int]) -> None:
        self.model = model
        self.nodes = model.net.nodes
        self.scopes = model.net.scopes
        self._side = side
        self._doubled = doubled
        self.script: list[int] = []
        self._counts: list[int] = []

    def work(self, node: NetNode) -> None:
        """Do what a node does when the turn of its token has come."""
        raise NotImplementedError

    def note(self, kind: EventKind, node: NetNode) -> None:
        """Record an event."""
        raise NotImplementedError

    def open_facts(self, node: NetNode) -> None:
        """Begin the facts of a call."""
        raise NotImplementedError

    def open_loop(self, node: NetNode) -> None:
        """Begin the instances of a loop."""
        raise NotImplementedError

    def begin(self, marking: int, held: Sequence[Value], seen: set[int]) -> None:
        """Take up a state; the numbers of the values it reads are added to `seen`."""
        self.marking = marking
        self.values = Sheet(held, seen)
        self.ready: list[int] = []
        self.fresh: list[int] = []
        self.events: list[Event] = []
        self.flows: list[str] = []
        self.choices: list[Choice] = []
        self._at = 0
        self._count = 0
        self.before = marking
        self.fired = -1
        self.told: set[int] = set()

    def again(self) -> bool:
        """Advance the script to the next combination of choices; False when all were made."""
        while self.script and self.script[-1] + 1 >= self._counts[-1]:
            self.script.pop()
            self._counts.pop()
        if not self.script:
            return False
        self.script[-1] += 1
        return True

    def pick(self, count: int) -> int:
        """Choose one of so many results, as the script says."""
        at = self._at
        self._at = at + 1
        if at == len(self.script):
            self.script.append(0)
            self._counts.append(count)
        return self.script[at]

    def drain(self) -> None:
        """Move tokens until all rest; raises Stuck."""
        while True:
            self._queue()
            while self.ready:
                index = self.ready.pop()
                if index >= 0:
                    self._run(self.nodes[index])
                else:
                    self._ask(self.nodes[~index])
                self._queue()
            if not self._release():
                return

    def _queue(self) -> None:
        if self.fresh:
            self.ready.extend(reversed(self.fresh))
            self.fresh = []

    def _run(self, node: NetNode) -> None:
        self._count += 1
        if self._count > STEP_LIMIT:
            raise Stuck("endless", node.index)
        self.work(node)

    def enter(self, index: int, flow: str) -> None:
        """Let a token arrive at a node by a flow."""
        node = self.nodes[index]
        if node.entries:
            self._join(node, flow)
        elif node.bit:
            self._rest(node)
        else:
            self.fresh.append(index)

    def _rest(self, node: NetNode) -> None:
        if self.marking & node.bit:
            if node.index not in self._side:
                raise Stuck("unsafe", node.index)
            self._doubled.add(node.index)
            return
        self.marking |= node.bit
        for guard in node.guards:
            self.marking |= self.nodes[guard].armed
        self.note(ENTERED, node)
        if node.kind is Kind.LOOP:
            self.open_loop(node)
        elif node.inner >= 0:
            self._open(node)

    def _open(self, node: NetNode) -> None:
        self.open_facts(node)
        scope = self.scopes[node.inner]
        for handler in scope.handlers:
            self.marking |= self.nodes[handler].armed
        self.enter(scope.start, "")

    def _join(self, node: NetNode, flow: str) -> None:
        bit = node.entries[flow]
        if self.marking & bit:
            raise Stuck("unsafe", node.index)
        self.marking |= bit
        if node.kind is Kind.SOME:
            self.fresh.append(~node.index)
            return
        every = 0
        for place in node.entries.values():
            every |= place
        if self.marking & every == every:
            self.marking &= ~every
            self.fresh.append(node.index)

    def _ask(self, node: NetNode) -> None:
        if self._may_fire(node):
            self._fire_join(node)

    def _fire_join(self, node: NetNode) -> None:
        for place in node.entries.values():
            self.marking &= ~place
        self.fresh.append(node.index)

    def _may_fire(self, node: NetNode) -> bool:
        held = [flow for flow, place in node.entries.items() if self.marking & place]
        if not held:
            return False
        empty = [flow for flow in node.entries if flow not in held]
        for other in self._tokens(node):
            reached = any(other in node.reach[flow] for flow in empty)
            if reached and not any(other in node.reach[flow] for flow in held):
                return False
        return True

    def _tokens(self, join: NetNode) -> Iterator[int]:
        """Yield the nodes of the other tokens in a join's scope, boundary events left out."""
        for index in (*self.model.net.at(self.marking), *self.ready, *self.fresh):
            node = self.nodes[index if index >= 0 else ~index]
            if node.scope != join.scope or node is join or node.kind is Kind.BOUNDARY:
                continue
            yield node.whole if node.whole >= 0 else node.index

    def _release(self) -> bool:
        for scope in reversed(self.scopes):
            for index in scope.joins:
                if self._may_fire(self.nodes[index]):
                    self._fire_join(self.nodes[index])
                    return True
        return False

    def settle(self, index: int) -> None:
        """Close a scope whose last token is gone."""
        scope = self.scopes[index]
        if self.marking & scope.own or not self._is_open(index):
            return
        for waiting in (*self.ready, *self.fresh):
            if waiting >= 0 and self.nodes[waiting].scope == index:
                return
        self.marking &= ~scope.inside
        if scope.owner >= 0:
            self.fresh.append(scope.owner)

    def _is_open(self, index: int) -> bool:
        owner = self.scopes[index].owner
        return owner < 0 or bool(self.marking & self.nodes[owner].bit)

    def cancel(self, host: NetNode) -> None:
        """Cancel an activity with everything inside and attached."""
        self.drop_inside(host)
        for copy in host.copies:
            self.drop_inside(self.nodes[copy])
        kept = (host.index, *host.copies)
        self.ready = [i for i in self.ready if i not in kept]
        self.fresh = [i for i in self.fresh if i not in kept]
        self.marking &= ~host.cancels

    def drop_inside(self, node: NetNode) -> None:
        """Forget the tokens on the move inside an activity."""
        if node.inner >= 0:
            self.drop(node.inner)

    def drop(self, scope: int) -> None:
        """Forget the tokens on the move in a scope and below."""
        scopes, nodes = self.scopes, self.nodes

        def stays(index: int) -> bool:
            return scope not in scopes[nodes[index if index >= 0 else ~index].scope].around

        self.ready = [index for index in self.ready if stays(index)]
        self.fresh = [index for index in self.fresh if stays(index)]

    def trigger(self, handler: NetNode) -> None:
        """Start an event sub-process; an interrupting one first ends all else in its scope."""
        if handler.interrupting:
            self.drop(handler.scope)
            self.marking &= ~self.scopes[handler.scope].inside
        if self.marking & handler.bit:
            self._doubled.add(handler.index)
            return
        self.marking |= handler.bit
        self.note(ENTERED, handler)
        self._open(handler)
