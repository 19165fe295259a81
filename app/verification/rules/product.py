"""A rule's automaton run in product with the state graph; the first bad state is the shortest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain, combinations
from typing import NamedTuple

from app.verification.rules.automata import BAD, Automaton, Symbols
from app.verification.rules.rule_file import CASE, DOCUMENT, Rule, RuleFile
from app.verification.rules.spelling import RESET, Letter, Spelled, Speller
from app.verification.rules.verdicts import RuleVerdict, Standing
from app.verification.states.graph import Edge, Graph

ASLEEP = -2
"""Before the scope's first opening a scoped rule has nothing to say."""


class At(NamedTuple):
    """A place of the product: state of the graph, state of the rule, whether nothing was assumed.

    A place reached for certain makes the same place reached by assumption superfluous.
    """

    state: int
    rule: int
    certain: bool


class Product:
    """One rule and one graph."""

    def __init__(self, graph: Graph, rule: Rule, machine: Automaton, file: RuleFile) -> None:
        self._graph, self._rule, self._machine = graph, rule, machine
        reset = None if rule.scope in (CASE, DOCUMENT) else file.scopes[rule.scope]
        self._is_scoped = reset is not None
        self.speller = Speller(graph, rule, reset)
        self._came: dict[At, tuple[At | None, Edge]] = {}
        self._moves: dict[tuple[int, int], frozenset[tuple[int, bool]]] = {}

    def verdict(self) -> RuleVerdict:
        """Return whether any way breaks the rule; a way without assumptions is preferred."""
        doubtful: At | None = None
        for place in self._places():
            if not self._is_broken(place):
                continue
            if place.certain:
                return RuleVerdict(self._rule, Standing.VIOLATED, self._path(place))
            doubtful = doubtful or place
        if doubtful is not None:
            path = self._path(doubtful)
            assumed = self._graph.is_undecided(list(path))
            return RuleVerdict(self._rule, Standing.UNDECIDED, path, assumed=assumed)
        if self._graph.cut:
            return RuleVerdict(self._rule, Standing.UNDECIDED, names=(self._graph.cut,))
        return RuleVerdict(self._rule, Standing.KEPT if self._has_occasion() else Standing.VACUOUS)

    def _places(self) -> Iterator[At]:
        """Yield every place, breadth first; nothing is followed beyond a broken one."""
        waiting: deque[At] = deque()
        start = ASLEEP if self._is_scoped else self._machine.start
        for edge in self._graph.entries:
            self._reach(None, edge, start, True, waiting)
        while waiting:
            place = waiting.popleft()
            yield place
            if self._is_broken(place) or place.state >= self._graph.explored:
                continue
            for edge in self._graph.edges[place.state]:
                self._reach(place, edge, place.rule, place.certain, waiting)

    def _reach(
        self, source: At | None, edge: Edge, rule: int, certain: bool, waiting: deque[At]
    ) -> None:
        passage = self._graph.passages[edge.passage]
        taken = certain and all(choice.variable >= 0 for choice in passage.choices)
        for after, sure in self._after(rule, passage.word):
            place = At(edge.target, after, taken and sure)
            if place not in self._came and place._replace(certain=True) not in self._came:
                self._came[place] = (source, edge)
                waiting.append(place)

    def _after(self, rule: int, word: int) -> frozenset[tuple[int, bool]]:
        found = self._moves.get((rule, word))
        if found is None:
            found = self._moves[rule, word] = self._read(rule, self.speller.word(word))
        return found

    def _read(self, rule: int, word: Spelled) -> frozenset[tuple[int, bool]]:
        places = {(rule, True)}
        for letter in word:
            places = {
                (self._step(before, symbols), sure and certain)
                for before, sure in places
                for symbols, certain in _readings(letter)
            }
        return frozenset(places)

    def _step(self, rule: int, symbols: Symbols) -> int:
        if RESET in symbols:
            # a pass that was not answered when the next one opens is a fault of its own
            if rule not in (ASLEEP, BAD) and rule not in self._machine.accepting:
                return BAD
            if rule != BAD:
                rule = self._machine.start
            symbols = symbols - {RESET}
        return rule if rule in (ASLEEP, BAD) or not symbols else self._machine.step(rule, symbols)

    def _is_broken(self, place: At) -> bool:
        if place.rule == BAD:
            return True
        ended = self._graph.markings[place.state] == 0
        return ended and place.rule != ASLEEP and place.rule not in self._machine.accepting

    def _path(self, place: At) -> tuple[Edge, ...]:
        found = []
        at: At | None = place
        while at is not None:
            at, edge = self._came[at]
            found.append(edge)
        return tuple(reversed(found))

    def _has_occasion(self) -> bool:
        occasion = self._machine.occasion
        return not occasion or any(
            occasion in letter.certain or occasion in letter.possible
            for word in self.speller.all_words()
            for letter in word
        )


def _readings(letter: Letter) -> Iterator[tuple[Symbols, bool]]:
    """Yield every set of symbols that an event may stand for, and whether that is certain."""
    possible = sorted(letter.possible)
    chosen = chain.from_iterable(combinations(possible, n) for n in range(len(possible) + 1))
    for more in chosen:
        yield letter.certain | frozenset(more), not possible
