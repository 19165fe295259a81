"""The steps of a net: what each kind of node does, loops, throws, ends.

Read beside `app/engine/specs*.py` and `loops.py`, whose order every method here keeps.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.net import Kind, NetNode
from app.verification.states.answers import Answers
from app.verification.states.asking import TWO_ENDS, Asking, as_value, assumption
from app.verification.states.bound import Bound
from app.verification.states.graph import Choice
from app.verification.states.model import Model
from app.verification.states.tokens import DONE, Stuck


class Step(Asking):
    """One step under way; a player makes it again for each combination of choices."""

    def __init__(self, model: Model, side: frozenset[int], doubled: set[int]) -> None:
        super().__init__(model, side, doubled)
        self._works: dict[Kind, Callable[[NetNode], None]] = {
            Kind.WORK: self._work,
            Kind.INSIDE: self._close,
            Kind.THROW: self._throw,
            Kind.END: self._end,
            Kind.HANDLER: self._close,
        }

    def work(self, node: NetNode) -> None:
        """Do what a node does when the turn of its token has come."""
        self._works.get(node.kind, self._finish)(node)

    def _work(self, node: NetNode) -> None:
        self.write_results(node)
        self._finish(node)

    def complete(self, node: NetNode, answers: Answers) -> None:
        """Write a person's answers and let the token go on."""
        for number, value in answers:
            self.values[number] = self.same(number, value)
        self.write_results(node)
        self._finish(node)

    def _finish(self, node: NetNode) -> None:
        """Leave a node: by its flows, or as one instance of a loop."""
        if node.whole >= 0:
            self.note(DONE, node)
            self.marking &= ~node.cancels
            self._instance_done(node)
            self.settle(node.scope)
            return
        ways = self.ways(node)
        self.note(DONE, node)
        self.marking &= ~node.cancels
        for way in ways:
            if way.flow_id:
                self.flows.append(way.flow_id)
            self.enter(way.target, way.flow_id)
        self.settle(node.scope)

    def _close(self, node: NetNode) -> None:
        """Close a call or sub-process: its outputs are written, its token goes on."""
        outputs = self.model.outputs.get(node.index, {})
        if outputs:
            found = [(target, self.values[source]) for target, source in outputs.items()]
            for target, value in found:
                if value == TWO_ENDS:
                    raise Stuck("two_outcomes", node.index)
                self.values[target] = self.same(target, value)
            self.end_assumptions(node)
        held = self.model.papers.holds.get(node.index)
        if held is not None:
            self.values[held[0]] = as_value(self.ask(node, held[1]))
        self._finish(node)

    def open_loop(self, node: NetNode) -> None:
        """Begin the instances of a loop; without any it is done at once."""
        texts = self.model.loops[node.index]
        if node.loop is not None and node.loop.standard:
            self._next_round(node, first=True)
            return
        count = self._copies(node, texts.count) if texts.count else 0
        if not count:
            self.fresh.append(node.index)
        elif node.loop is not None and node.loop.sequential:
            self.marking |= node.more if count > 1 else 0
            self.enter(node.copies[0], "")
        else:
            for copy in node.copies[:count]:
                self.enter(copy, "")

    def _copies(self, node: NetNode, bound: Bound) -> int:
        if bound.open:
            count = self.pick(3)
            text = f"{bound.source}: {('không có', 'một', 'nhiều')[count]}"
            self.choices.append(Choice(node.index, -1, count, text))
            return count
        found = self.ask(node, bound)
        if isinstance(found, list):
            return min(len(found), 2)
        return min(int(found), 2) if isinstance(found, int | float) else 0

    def _instance_done(self, copy: NetNode) -> None:
        whole = self.nodes[copy.whole]
        loop = whole.loop
        if loop is not None and loop.standard:
            self._next_round(whole)
            return
        early = self._is_complete_early(whole)
        if not early and loop is not None and loop.sequential:
            if self.marking & whole.more:
                self.marking &= ~whole.more
                self.enter(whole.copies[1], "")
                return
        elif not early and self._instances_left(whole):
            return
        self._end_loop(whole)

    def _end_loop(self, whole: NetNode) -> None:
        for index in whole.copies:
            self.drop_inside(self.nodes[index])
            self.marking &= ~self.nodes[index].cancels
        self.ready = [i for i in self.ready if i not in whole.copies]
        self.fresh.append(whole.index)

    def _instances_left(self, whole: NetNode) -> bool:
        waiting = (*self.ready, *self.fresh)
        return any(self.marking & self.nodes[c].bit or c in waiting for c in whole.copies)

    def _is_complete_early(self, whole: NetNode) -> bool:
        """Tell whether the loop is over before all its instances are done."""
        completion = self.model.loops[whole.index].completion
        if completion is None or not self._more_to_do(whole):
            return False
        early = completion.alone
        if completion.bound is not None and completion.is_tried:
            found = self.ask_with(whole, completion.bound, completion.cases())
            truths = {self.is_true(whole, one) for one in found}
            early = truths.pop() if len(truths) == 1 else None
        return self._assumed(whole, completion.source) if early is None else early

    def _more_to_do(self, whole: NetNode) -> bool:
        return bool(self.marking & whole.more) or self._instances_left(whole)

    def _assumed(self, node: NetNode, text: str) -> bool:
        holds = not self.pick(2)
        self.choices.append(Choice(node.index, -1, holds, assumption(text, holds)))
        return holds

    def _next_round(self, whole: NetNode, *, first: bool = False) -> None:
        """Begin the next round of a standard loop, or end it; a few rounds are counted."""
        if first:
            self.marking |= whole.more
        left = self.marking & whole.more
        if (left or not whole.more) and self._goes_on(whole, left, first=first):
            self.marking &= ~(left & -left)
            self.enter(whole.copies[0], "")
        else:
            self.marking &= ~whole.more
            self.fresh.append(whole.index)

    def _goes_on(self, whole: NetNode, left: int, *, first: bool) -> bool:
        loop, bound = whole.loop, self.model.loops[whole.index].condition
        if first and loop is not None and not loop.test_before:
            return True
        if bound is not None:
            done = whole.more.bit_count() - left.bit_count()
            (found,) = self.ask_with(whole, bound, ((done,),))
            if not self.is_true(whole, found):
                return False
        if whole.more or loop is None or not loop.maximum:
            return True
        return self._assumed(whole, f"chưa đủ {loop.maximum} lần")

    def _throw(self, node: NetNode) -> None:
        if node.event is not None and node.event.kind == "escalation":
            self.note(DONE, node)
            if not self._throw_out(node):
                return
            for way in node.exits:
                self.flows.append(way.flow_id)
                self.enter(way.target, way.flow_id)
            self.settle(node.scope)
            return
        self._finish(node)

    def _end(self, node: NetNode) -> None:
        self.note(DONE, node)
        kind = node.event.kind if node.event is not None else ""
        if kind in ("error", "escalation") and not self._throw_out(node):
            return
        self._note_end(node)
        if kind == "terminate":
            scope = self.scopes[node.scope]
            self.drop(node.scope)
            self.marking &= ~scope.inside
        self.settle(node.scope)

    def _note_end(self, node: NetNode) -> None:
        number = self.model.ended[self.model.facts.activation[node.scope]]
        if number < 0 or node.is_side:
            return
        scope = self.scopes[node.scope]
        while scope.kind == "handler":
            scope = self.scopes[scope.parent]
        if scope.kind in ("root", "call"):
            held = self.values[number]
            self.values[number] = node.id if held in (None, node.id) else TWO_ENDS

    def _throw_out(self, node: NetNode) -> bool:
        """Throw an error or escalation; False when the thrower was cancelled with its scope."""
        if node.caught_by < 0:
            if not self.model.sources.is_called:
                raise Stuck("uncaught", node.index)
            # Whoever calls this process catches it; for this process it is over.
            self.marking, self.ready, self.fresh = 0, [], []
            return False
        catcher = self.nodes[node.caught_by]
        if catcher.kind is Kind.HANDLER:
            self.trigger(catcher)
        else:
            if catcher.interrupting:
                self.cancel(self.nodes[catcher.host])
            self.fresh.append(catcher.index)
        return not catcher.interrupting
