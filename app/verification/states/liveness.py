"""Which values still matter while a token rests: those that may be read before they are written.

A fixpoint over the net, as compilers do it. A value that nobody can read any more is left out of
the state, so that states that can do the same are the same state.

What is read behind a parallel join matters only if it survives on every branch that the join waits
for. So each node has, besides the plain part, one part for each flow into a join; all parts are
blocks of one integer.
"""

from __future__ import annotations

from app.engine.net import Kind, NetNode
from app.verification.states.bound import Bound
from app.verification.states.model import Model


class Liveness:
    """For each place the variables (as bits) that are kept while a token rests there."""

    def __init__(self, model: Model, *, keep_all: bool = False) -> None:
        self._model = model
        self._net = model.net
        count = len(model.net.nodes)
        self._width = len(model.variables.keys)
        self._blocks: dict[tuple[int, str], int] = {}
        for node in model.net.nodes:
            if node.kind is Kind.FORK:
                for flow in node.entries:
                    self._blocks[node.index, flow] = len(self._blocks) + 1
        # one bit at the foot of every block: multiplied by it, a set stands in each of them
        self._each = sum(1 << (self._width * n) for n in range(len(self._blocks) + 1))
        self._plain = (1 << self._width) - 1
        self._joins = {index for index, _flow in self._blocks}
        self._reads = [self._bits(self._reads_of(node)) for node in model.net.nodes]
        self._kills = [self._bits(self._kills_of(node)) for node in model.net.nodes]
        self._closing = [self._bits(self._closing_reads(n)) for n in model.net.nodes]
        self._closing_kills = [self._bits(self._closing_kills_of(n)) for n in model.net.nodes]
        self._also = [self._around(node) for node in model.net.nodes]
        self.entering = [0] * count
        self.closing = [0] * count
        self._run()
        self._at_place = [
            self._plain if keep_all else self._resting(number) for number in range(model.net.places)
        ]

    def kept(self, marking: int) -> int:
        """Return the variables (as bits) that may still be read from a marking on."""
        live, left = 0, marking
        while left:
            low = left & -left
            left ^= low
            live |= self._at_place[low.bit_length() - 1]
        found = live & self._plain
        for join in self._joins:
            behind = self._plain
            for flow in self._model.net.nodes[join].entries:
                behind &= live >> (self._width * self._blocks[join, flow])
            found |= behind
        return found

    def is_read_from(self, node: int, number: int) -> bool:
        """Tell whether a variable may be read from a node on, also behind a join."""
        blocks = range(len(self._blocks) + 1)
        return any(self.entering[node] >> (self._width * b + number) & 1 for b in blocks)

    @staticmethod
    def _bits(numbers: set[int]) -> int:
        return sum(1 << number for number in numbers)

    # --- what each node reads and overwrites

    def _reads_of(self, node: NetNode) -> set[int]:
        accept = self._model.accepts.get(node.index)
        found = reads_of(self._model, node) | (_all(accept) if accept is not None else set())
        return found | self._papers_read(node) | self._watched(node)

    def _watched(self, node: NetNode) -> set[int]:
        asked = self._model.watched.get(node.index, ())
        found = {number for _watch, bound in asked for number in _all(bound)}
        return found if node.kind is Kind.INSIDE else found - self._written(node)

    def _papers_read(self, node: NetNode) -> set[int]:
        papers = self._model.papers
        found = set(papers.released.get(node.index, ()))
        found |= _all(papers.issued[node.index]) if node.index in papers.issued else set()
        if node.index in papers.holds:
            found |= _all(papers.holds[node.index][1])
        return found

    def _written(self, node: NetNode) -> set[int]:
        return written_by(self._model, node)

    def _kills_of(self, node: NetNode) -> set[int]:
        model = self._model
        if node.kind is Kind.INSIDE:
            return set(model.of_call.get(node.index, ()))
        found = set(model.ends_assumptions[node.index])
        work = model.works.get(node.index)
        if work is None or not work.may_keep:
            found |= self._written(node)
        if node.index in model.opens_pass:
            found |= set(model.of_pass)
        if node.kind is Kind.END and not node.is_side:
            found.discard(-1)
        return found

    def _closing_reads(self, node: NetNode) -> set[int]:
        outputs = set(self._model.outputs.get(node.index, {}).values())
        if node.index in self._model.papers.holds:
            outputs |= _all(self._model.papers.holds[node.index][1])
        watched = self._model.watched.get(node.index, ())
        return outputs | {number for _watch, bound in watched for number in _all(bound)}

    def _closing_kills_of(self, node: NetNode) -> set[int]:
        return set(self._model.outputs.get(node.index, {}))

    # --- where a token may go next

    def _around(self, node: NetNode) -> list[int]:
        """Return the messages and moments that may come while a token rests on a node."""
        nodes = self._net.nodes
        found = [nodes[index] for index in self._guards(node)]
        return [one.index for one in found if one.event and one.event.kind in ("message", "timer")]

    def _guards(self, node: NetNode) -> list[int]:
        nodes, scopes = self._net.nodes, self._net.scopes
        found = list(node.guards)
        if node.whole >= 0:
            found += nodes[node.whole].guards
        scope = scopes[node.scope]
        while True:
            found += scope.handlers
            if scope.owner < 0:
                return found
            owner = nodes[scope.owner]
            found += owner.guards
            if owner.whole >= 0:
                found += nodes[owner.whole].guards
            scope = scopes[scope.parent]

    def _after(self, node: NetNode) -> int:
        """Return what is kept when the node is left."""
        live = 0
        for way in node.exits:
            live |= self._arriving(way.target, way.flow_id)
        if node.caught_by >= 0:
            live |= self.entering[node.caught_by]
        if node.whole >= 0:
            live |= self._after_instance(node)
        elif not node.exits or node.kind in (Kind.THROW, Kind.END):
            live |= self._after_scope(node.scope)
        return live

    def _arriving(self, target: int, flow: str) -> int:
        """Return what is kept on the way into a node; what a join waits for has its own block."""
        live = self.entering[target]
        block = self._blocks.get((target, flow))
        if block is None:
            return live
        behind = live & self._plain
        return (live ^ behind) | (behind << (self._width * block))

    def _after_instance(self, node: NetNode) -> int:
        whole = self._net.nodes[node.whole]
        live = self._reads[whole.index] | self._after(whole)
        for copy in whole.copies:
            live |= self.entering[copy]
        return live

    def _after_scope(self, scope: int) -> int:
        owner = self._net.scopes[scope].owner
        return self.closing[owner] if owner >= 0 else 0

    def _run(self) -> None:
        changed = True
        while changed:
            changed = False
            for node in reversed(self._net.nodes):
                entering, closing = self._at(node)
                if (entering, closing) != (self.entering[node.index], self.closing[node.index]):
                    self.entering[node.index], self.closing[node.index] = entering, closing
                    changed = True

    def _at(self, node: NetNode) -> tuple[int, int]:
        index = node.index
        after = self._after(node)
        closing = self._closing[index] | (after & ~(self._closing_kills[index] * self._each))
        inside = after
        if node.inner >= 0:
            inside = closing
            start = self._net.scopes[node.inner].start
            inside |= self.entering[start] if start >= 0 else 0
        for copy in node.copies:
            inside |= self.entering[copy]
        entering = self._reads[index] | (inside & ~(self._kills[index] * self._each))
        for other in self._also[index]:
            entering |= self.entering[other]
            closing |= self.entering[other]
        return entering, closing

    def _resting(self, place: int) -> int:
        node = self._net.nodes[self._net.resting[place]]
        for flow, bit in node.entries.items():
            if bit == 1 << place:
                return self._arriving(node.index, flow)
        # What is read once a scope has closed is kept for the tokens inside it.
        return 0 if node.inner >= 0 or node.copies else self.entering[node.index]


def _all(bound: Bound) -> set[int]:
    return {number for number in (*bound.reads, *bound.assumed) if number >= 0}


def reads_of(model: Model, node: NetNode) -> set[int]:
    """Return the variables that a node decides by; when it hears a message is no decision."""
    found: set[int] = set()
    for _way, bound in model.conditions.get(node.index, ()):
        found |= _all(bound)
    loop = model.loops.get(node.index)
    if loop is not None:
        done = loop.completion.bound if loop.completion is not None else None
        for text in (loop.count, loop.condition, done):
            found |= _all(text) if text else set()
    for writer in (model.forms.get(node.index), model.works.get(node.index)):
        found |= writer.reads() if writer else set()
    for given in model.inputs.get(node.index, {}).values():
        found |= _all(given) if given else set()
    return found


def written_by(model: Model, node: NetNode) -> set[int]:
    """Return the variables that a node writes itself."""
    index = model.variables.index
    return {index[key] for key in model.written_by(node) if key in index}
