"""The player: every move from a state and where it leads; values that nobody reads are dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from app.domain.facts import CASE, FACT_SCOPES, PASS
from app.domain.messages import MESSAGES
from app.engine.net import Kind, Net, NetNode
from app.verification.states.answers import Answers
from app.verification.states.classes import UNSET
from app.verification.states.facts import GIVEN
from app.verification.states.graph import Move, MoveKind, Passage, Value, Word
from app.verification.states.liveness import Liveness
from app.verification.states.model import Model
from app.verification.states.moves import Step
from app.verification.states.offers import Offers
from app.verification.states.tokens import Overgrown, Stuck, Unheard


class Outcome(NamedTuple):
    """Where one step leads; `stuck` names what stopped it, with the node, and is None otherwise."""

    marking: int
    kept: tuple[Value, ...]
    move: Move
    passage: Passage
    stuck: tuple[str, int] | None = None


class _Made(NamedTuple):
    """The same, before it is known what else the state held."""

    marking: int
    written: Mapping[int, Value]
    passage: Passage
    stuck: tuple[str, int] | None


_UNHEARD = ("unheard", -1)
# A step of the largest shipped process leads some hundred ways; beyond this it takes seconds.
MOST_WAYS = 8_000
Results = list[Outcome]
_Known = dict[tuple[int, ...], dict[tuple[Value, ...], list[_Made]]]


class Player:
    """Makes the steps of a model: state in, states out."""

    def __init__(self, model: Model, *, keep_all: bool = False) -> None:
        self.model = model
        self.net = model.net
        self.offers = Offers(model.net)
        self.liveness = Liveness(model, keep_all=keep_all)
        self.doubled: set[int] = set()
        self._step = Step(model, side_nodes(model.net), self.doubled)
        self._live: dict[int, tuple[int, ...]] = {}
        self._words: dict[Word, int] = {}
        self._known: dict[tuple[int, Move, tuple[tuple[int, Value], ...]], _Known] = {}
        self.words: list[Word] = []
        self._count = len(model.variables.keys)

    def live(self, marking: int) -> tuple[int, ...]:
        """Return the variables that are kept in a marking."""
        found = self._live.get(marking)
        if found is None:
            bits = self.liveness.kept(marking)
            found = tuple(n for n in range(self._count) if bits >> n & 1)
            self._live[marking] = found
        return found

    def unpacked(self, marking: int, kept: Sequence[Value]) -> list[Value]:
        """Return the values of all variables of a state; those that nobody reads are None."""
        values: list[Value] = [None] * self._count
        for number, value in zip(self.live(marking), kept, strict=True):
            values[number] = value
        return values

    def beginnings(self) -> Iterator[tuple[Move, list[Value]]]:
        """Yield each start with the facts that are given from outside still to be chosen."""
        for message, start in self.net.starts.items():
            rule = MESSAGES.get(message)
            brought = rule.brings if rule is not None else ()
            yield (
                Move(MoveKind.START, start),
                [
                    UNSET if self._is_given(number, start, brought) else None
                    for number in range(self._count)
                ],
            )

    def _is_given(self, number: int, start: int, brought: Sequence[str]) -> bool:
        """Tell whether a fact that is read from the start may already be there."""
        if not self.liveness.is_read_from(start, number):
            return False
        sheet, name = key = self.model.variables.keys[number]
        if sheet == GIVEN or (sheet == 0 and name in brought):
            return True
        if sheet not in (CASE, PASS, 0) and number not in self.model.forgets:
            return False
        called = self.model.sources.is_called or number in self.model.forgets
        return called or (key not in self.model.written and name in FACT_SCOPES)

    def begin(self, move: Move, values: Sequence[Value]) -> Results:
        """Return where a start leads."""

        def start(step: Step) -> None:
            for handler in self.net.scopes[0].handlers:
                step.marking |= self.net.nodes[handler].armed
            step.enter(move.node, "")

        return self._play(0, values, move, start)

    def steps(self, marking: int, kept: Sequence[Value]) -> Results:
        """Return where every move from a state leads; raises Overgrown."""
        values = self.unpacked(marking, kept)
        found: Results = []
        for offer in self.offers.of(marking):
            if offer.kind is MoveKind.COMPLETE:
                found += self._completions(marking, values, offer.node)
            elif self.model.clocks.comes_first(offer.node, marking):
                move = Move(offer.kind, offer.node)
                found += self._play(marking, values, move, self._firing(offer.node))
        return found

    def _completions(self, marking: int, values: Sequence[Value], index: int) -> Results:
        form, found = self.model.forms.get(index), Results()
        node = self.net.nodes[index]
        outer = form.outer if form is not None else []
        clocks = self.model.clocks
        unset = [n for n in outer if values[n] == UNSET or n in clocks.marks]
        domains = (
            clocks.later(n, values[n]) if n in clocks.marks else self.model.given(n) for n in unset
        )
        for given in product(*domains):
            if len(found) > MOST_WAYS:
                raise Overgrown
            met = dict(zip(unset, given, strict=True))
            held = values
            if met:
                held = [met.get(number, value) for number, value in enumerate(values)]
            for answers in form.outcomes(held) if form is not None else ((),):
                move = Move(MoveKind.COMPLETE, index, answers)
                act = _completing(node, answers, met)
                found += self._play(marking, values, move, act, tuple(met.items()))
        return found

    def _firing(self, index: int) -> Callable[[Step], None]:
        node = self.net.nodes[index]

        def fire(step: Step) -> None:
            step.fire(node)
            if node.kind is Kind.CATCH:
                step.marking &= ~(node.group | node.bit)
                step.fresh.append(index)
            elif node.kind is Kind.HANDLER:
                if not node.again:
                    step.marking &= ~_one_of(node.armed & step.marking)
                step.trigger(node)
            elif node.interrupting:
                step.cancel(self.net.nodes[node.host])
                step.fresh.append(index)
            else:
                step.marking &= ~(0 if node.again else _one_of(node.armed & step.marking))
                step.fresh.append(index)

        return fire

    def _play(
        self,
        marking: int,
        values: Sequence[Value],
        move: Move,
        act: Callable[[Step], None],
        met: tuple[tuple[int, Value], ...] = (),
    ) -> Results:
        """Return where a move leads; equal in all that the step reads, it is made only once."""
        known = self._known.setdefault((marking, move, met), {})
        for read, made in known.items():
            found = made.get(tuple([values[number] for number in read]))
            if found is not None:
                return [self._outcome(values, move, one) for one in found]
        seen: set[int] = set()
        made_now = self._make(marking, values, act, seen)
        read = tuple(sorted(seen))
        known.setdefault(read, {})[tuple([values[number] for number in read])] = made_now
        return [self._outcome(values, move, one) for one in made_now]

    def _make(
        self, marking: int, values: Sequence[Value], act: Callable[[Step], None], seen: set[int]
    ) -> list[_Made]:
        step, found = self._step, []
        step.script.clear()
        for _way in range(MOST_WAYS):
            step.begin(marking, values, seen)
            stuck = None
            try:
                act(step)
                step.drain()
            except Stuck as reason:
                stuck = (reason.kind, reason.node)
            except Unheard:
                stuck = _UNHEARD
            if stuck is not _UNHEARD:
                written = step.values.written
                found.append(_Made(step.marking, written, self._passage(step), stuck))
            if not step.again():
                return found
        raise Overgrown

    def _outcome(self, values: Sequence[Value], move: Move, made: _Made) -> Outcome:
        after, written = made.marking, made.written
        kept: tuple[Value, ...] = ()
        if after and made.stuck is None:
            kept = tuple([written[n] if n in written else values[n] for n in self.live(after)])
        return Outcome(after, kept, move, made.passage, made.stuck)

    def _passage(self, step: Step) -> Passage:
        word = tuple(step.events)
        number = self._words.get(word)
        if number is None:
            number = self._words[word] = len(self.words)
            self.words.append(word)
        return Passage(number, tuple(step.flows), tuple(step.choices))


def _one_of(places: int) -> int:
    """Return the highest of several places: the next firing of a timer that fires n times."""
    return 1 << (places.bit_length() - 1) if places else 0


def _completing(
    node: NetNode, answers: Answers, met: Mapping[int, Value]
) -> Callable[[Step], None]:
    def complete(step: Step) -> None:
        for number, value in met.items():
            if number in step.model.clocks.marks:
                step.set_time(number, value)
            else:
                step.give(number, value)
        step.complete(node, answers)

    return complete


def side_nodes(net: Net) -> frozenset[int]:
    """Return the nodes that only events beside the main work lead to: they may be open twice."""
    main: set[int] = set()
    waiting = list(net.starts.values())
    while waiting:
        index = waiting.pop()
        if index in main:
            continue
        main.add(index)
        node = net.nodes[index]
        waiting += [way.target for way in node.exits]
        waiting += list(node.copies)
        if node.inner >= 0:
            inner = net.scopes[node.inner]
            waiting += [inner.start, *(h for h in inner.handlers if net.nodes[h].interrupting)]
        waiting += [g for g in node.guards if net.nodes[g].interrupting]
    root = net.scopes[0].handlers
    if any(net.nodes[h].interrupting for h in root):
        main |= _behind(net, [h for h in root if net.nodes[h].interrupting])
    return frozenset(range(len(net.nodes))) - main


def _behind(net: Net, handlers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for index in handlers:
        inside = net.nodes[index].inner
        found |= {n.index for n in net.nodes if inside in net.scopes[n.scope].around}
    return found
