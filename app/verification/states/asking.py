"""What a step asks and writes: conditions, results, inputs, the record with its watches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.engine.net import Kind, NetExit, NetNode
from app.verification.states import values
from app.verification.states.answers import truths_of
from app.verification.states.bound import OTHER, Bound
from app.verification.states.classes import UNSET
from app.verification.states.clocks import float_of
from app.verification.states.graph import Choice, Event, EventKind, Value
from app.verification.states.model import Model
from app.verification.states.tables import TwoRows
from app.verification.states.tokens import DONE, Stuck, Tokens, Unheard

TWO_ENDS = "\0"


class Asking(Tokens):
    """Tokens with facts."""

    def __init__(self, model: Model, side: frozenset[int], doubled: set[int]) -> None:
        super().__init__(model, side, doubled)
        self.same = model.classes.same
        self._clocks = model.clocks.marks

    def ask(self, node: NetNode, bound: Bound) -> object:
        """Return the value of a text; what nobody can enumerate is assumed, and kept in mind."""
        if self._clocks:
            self._look_at_clocks(bound)
        given = tuple([self.values[number] for number in bound.reads])
        if UNSET in given:
            for number in bound.reads:
                self._meet(number)
            given = tuple([self.values[number] for number in bound.reads])
        return bound.value(given, self._truths(node, bound) if bound.open else ())

    def ask_with(
        self, node: NetNode, bound: Bound, cases: Iterable[tuple[Value, ...]]
    ) -> list[object]:
        """Return the value of a text for each case of its local numbers (read as -1, -2, …)."""
        facts = [number for number in bound.reads if number >= 0]
        for number in facts:
            self._meet(number)
        held = {number: self.values[number] for number in facts}
        truths = self._truths(node, bound)
        given = (
            tuple([held[n] if n >= 0 else case[-1 - n] for n in bound.reads]) for case in cases
        )
        return [bound.value(one, truths) for one in given]

    def _truths(self, node: NetNode, bound: Bound) -> tuple[bool, ...]:
        truths = [self._assumption(node, number) for number in bound.assumed]
        for text in bound.free:
            truths.append(not self.pick(2))
            self.choices.append(Choice(node.index, -1, truths[-1], assumption(text, truths[-1])))
        return tuple(truths)

    def _look_at_clocks(self, bound: Bound) -> None:
        for number in bound.reads:
            self._tell_time(number)

    def _tell_time(self, number: int) -> None:
        """Choose how late it is, once a step."""
        if number in self._clocks and number not in self.told:
            later = self.model.clocks.later(number, self.values[number])
            self.set_time(number, later[self.pick(len(later))] if len(later) > 1 else later[0])

    def set_time(self, number: int, value: Value) -> None:
        """Take it to be so late; that an armed timer has not fired by then is assumed."""
        clocks = self.model.clocks
        self.told.add(number)
        self.values[number] = value
        self.choices.append(Choice(-1, number, value))
        due = clocks.due(number, self.before, self.fired)
        if value is not None and float_of(value) >= due:
            text = f"hẹn giờ {clocks.named(number, due)} đã đến mà chưa nổ"
            self.choices.append(Choice(-1, -1, True, text))

    def fire(self, node: NetNode) -> None:
        """Let an event happen: a timer's moment is over; raises Unheard for a message refused."""
        accept = self.model.accepts.get(node.index)
        if accept is not None and not self.holds(node, accept):
            raise Unheard
        self.fired = node.index
        number, mark = self.model.clocks.timers.get(node.index, (-1, 0.0))
        if number >= 0:
            held = self.values[number]
            self.values[number] = mark if held is None else max(mark, float_of(held))

    def _meet(self, number: int) -> None:
        """Choose a fact given from outside that is asked for the first time."""
        self._tell_time(number)
        if self.values[number] == UNSET:
            domain = self.model.given(number)
            value = domain[self.pick(len(domain))] if len(domain) > 1 else domain[0]
            self.give(number, value)

    def give(self, number: int, value: Value) -> None:
        """Set a fact that was given from outside."""
        self.values[number] = value
        self.choices.append(Choice(-1, number, value))

    def _assumption(self, node: NetNode, number: int) -> bool:
        held = self.values[number]
        if held is None:
            held = self.values[number] = not self.pick(2)
            text = self.model.variables.keys[number][1]
            self.choices.append(Choice(node.index, -1, held, assumption(text, held)))
        return bool(held)

    def ways(self, node: NetNode) -> Sequence[NetExit]:
        """Return the flows that a token takes out of a node; raises Stuck when there is none."""
        conditions = self.model.conditions.get(node.index)
        if conditions is None:
            if node.kind is Kind.CHOICE and len(node.exits) > 1:
                return [way for way in node.exits if way.flow_id == node.default][:1]
            return node.exits
        if node.kind is Kind.CHOICE:
            return [self._first(node, conditions)]
        chosen = [way for way, bound in conditions if self.holds(node, bound)]
        free = [w for w in node.exits if w.condition is None and w.flow_id != node.default]
        if not chosen:
            free += [way for way in node.exits if way.flow_id == node.default]
        taken = [way for way in node.exits if way in chosen or way in free]
        if not taken:
            raise Stuck("nobranch", node.index)
        return taken

    def _first(self, node: NetNode, conditions: Sequence[tuple[NetExit, Bound]]) -> NetExit:
        for way, bound in conditions:
            if self.holds(node, bound):
                return way
        for way in node.exits:
            if way.flow_id == node.default:
                return way
        raise Stuck("nobranch", node.index)

    def holds(self, node: NetNode, bound: Bound) -> bool:
        """Tell whether a condition holds; raises Stuck when it is neither true nor false."""
        return self.is_true(node, self.ask(node, bound))

    def is_true(self, node: NetNode, found: object) -> bool:
        """Tell whether a value is true; raises Stuck when it is neither true nor false."""
        if found is None or isinstance(found, bool):
            return bool(found)
        raise Stuck("condition_value", node.index)

    def write_results(self, node: NetNode) -> None:
        """Write one of the possible results of a node's work."""
        results = self.model.works.get(node.index)
        if results is not None:
            for number in results.outer:
                self._meet(number)
            try:
                rows = results.rows(self.values)
            except TwoRows as clash:
                raise Stuck("two_rows", node.index) from clash
            if not rows:
                raise Stuck("noresult", node.index)
            row = rows[self.pick(len(rows))] if len(rows) > 1 else rows[0]
            for number, value in row:
                self.values[number] = self.same(number, value)
                self.choices.append(Choice(node.index, number, value))
        elif self.model.forgets and self.model.is_unknown(node):
            for number in self.model.forgets:
                self.values[number] = UNSET
        if node.index in self.model.opens_pass:
            for number in self.model.of_pass:
                self.values[number] = None
        self.end_assumptions(node)

    def end_assumptions(self, node: NetNode) -> None:
        """Forget what was assumed of facts that a node writes."""
        for number in self.model.ends_assumptions[node.index]:
            self.values[number] = None
            self.told.discard(number)

    def open_facts(self, node: NetNode) -> None:
        """Begin the facts of a call: its inputs, everything else empty."""
        own = self.model.of_call.get(node.index)
        if own is None:
            return
        inputs = self.model.inputs.get(node.index, {})
        given = [(number, self._input(node, number, text)) for number, text in inputs.items()]
        for number in own:
            self.values[number] = UNSET if number in self.model.forgets else None
        for number, value in given:
            self.values[number] = self.same(number, value)
        self.end_assumptions(node)

    def _input(self, node: NetNode, number: int, bound: Bound | None) -> Value:
        if bound is not None:
            found = self.ask(node, bound)
            return as_value(found)
        general = values.general(self.model.variables, number)
        choices = self.model.classes.distinct(number, general)
        value = choices[self.pick(len(choices))] if len(choices) > 1 else choices[0]
        self.choices.append(Choice(node.index, number, value))
        return value

    def note(self, kind: EventKind, node: NetNode) -> None:
        """Record an event with what the watches on its node see."""
        watched = self.model.watched.get(node.index)
        seen = tuple([self._seen(node, bound) for _w, bound in watched]) if watched else ()
        issued = self._issued(node) if kind is DONE else ()
        self.events.append(Event(kind, node.index, seen, issued))

    def _seen(self, node: NetNode, bound: Bound) -> bool | None:
        for number in bound.reads:
            self._meet(number)
        given = tuple([self.values[number] for number in bound.reads])
        if not bound.open:
            found = bound.value(given)
            return found is True
        found_all = {bound.value(given, truths) is True for truths in truths_of(bound.open)}
        return None if len(found_all) > 1 else found_all.pop()

    def _issued(self, node: NetNode) -> tuple[str, ...]:
        papers = self.model.papers
        text = papers.issued.get(node.index)
        if text is not None:
            return (str(self.ask(node, text)),)
        released = papers.released.get(node.index)
        if released is None:
            return ()
        found = tuple(str(self.values[n]) for n in released if self.values[n] is not None)
        for number in released:
            self.values[number] = None
        needed = papers.only_if.get(node.index)
        return found if needed is None or self.values[needed] is True else ()


def as_value(found: object) -> Value:
    """Return a FEEL value as a variable keeps it."""
    if isinstance(found, list):
        return ("list", len(found))
    if found is None or isinstance(found, bool | int | float | str):
        return found
    return OTHER


def assumption(text: str, holds: bool) -> str:
    """Word an assumption."""
    return f"«{text}»" if holds else f"không phải «{text}»"
