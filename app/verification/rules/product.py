"""A rule's automaton run in product with the state graph; the first bad state is the shortest.

A place of the product is one integer: state of the graph, state of the rule, whether anything was
assumed on the way. A place reached for certain makes the same place reached by assumption
superfluous. The loop is kept plain: a case has some ten thousand states and a hundred rules.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from app.verification.rules.automata import ASLEEP, BAD, Automaton, Symbols, step_in_scope
from app.verification.rules.rule_file import CASE, DOCUMENT, Rule, RuleFile
from app.verification.rules.spelling import Letter, Spelled, Speller
from app.verification.rules.together import Run, breakable
from app.verification.rules.verdicts import RuleVerdict, Standing
from app.verification.states.graph import Edge, Graph

# Rule states are kept as numbers from 0: asleep, bad, then those of the automaton.
_SHIFT = 2
_NOWHERE = -1


class Way(NamedTuple):
    """A step as far as rules can tell it from others: where to, which word, anything assumed."""

    target: int
    word: int
    certain: bool
    edge: Edge


Ways = tuple[tuple[Way, ...], ...]
Row = dict[int, tuple[tuple[int, int], ...]]


def ways_of(graph: Graph) -> Ways:
    """Return the ways out of each state, equal ones once; the entries are those of the last."""
    explored = (graph.edges[state] for state in range(graph.explored))
    return tuple(_told_apart(graph, edges) for edges in (*explored, tuple(graph.entries)))


def _told_apart(graph: Graph, edges: tuple[Edge, ...]) -> tuple[Way, ...]:
    found: dict[tuple[int, int, bool], Way] = {}
    for edge in edges:
        passage = graph.passages[edge.passage]
        certain = all(choice.variable >= 0 for choice in passage.choices)
        key = (edge.target, passage.word, certain)
        if key not in found:
            found[key] = Way(*key, edge)
    return tuple(found.values())


class _Rows:
    """What a word makes of a set of places of one state, as bits: 2 · rule state + certain."""

    def __init__(self, rows: list[Row], speaking: Iterable[int]) -> None:
        self._rows = rows
        self._known: dict[int, dict[int, int]] = {word: {} for word in speaking}

    def after(self, word: int, bits: int) -> int:
        """Return the places after a word."""
        known = self._known[word]
        found = known.get(bits)
        if found is None:
            found = 0
            for rule, row in enumerate(self._rows):
                for sure in (0, 1):
                    if bits >> (2 * rule + sure) & 1:
                        for after, read_surely in row[word]:
                            found |= 1 << (2 * after + (sure & read_surely))
            known[bits] = found
        return found


class Product:
    """One rule and one graph."""

    def __init__(
        self, graph: Graph, ways: Ways, rule: Rule, machine: Automaton, file: RuleFile
    ) -> None:
        self._graph, self._ways, self._rule, self._machine = graph, ways, rule, machine
        reset = None if rule.scope in (CASE, DOCUMENT) else file.scopes[rule.scope]
        self._start = (ASLEEP if reset is not None else machine.start) + _SHIFT
        self._width = 2 * (_SHIFT + max(machine.accepting, default=0) + 2)
        self._speller = Speller(graph, rule, reset)
        spelled = enumerate(self._speller.all_words())
        self._speaking = {number: word for number, word in spelled if word}
        self._came: dict[int, tuple[int, Edge]] = {}

    def verdict(self, *, can_break: bool) -> RuleVerdict:
        """Return how the rule is broken, if it can be; a way without assumptions is preferred."""
        if not can_break:
            return self._unbroken()
        doubtful = _NOWHERE
        for place in self._broken_places():
            way = self._path(place) if place & 1 else ()
            if way and not self._graph.is_undecided(list(way)):
                return RuleVerdict(self._rule, Standing.VIOLATED, way, turned=self._turned(way))
            doubtful = place if doubtful == _NOWHERE else doubtful
        path = self._path(doubtful)
        assumed = self._graph.is_undecided(list(path))
        turned = self._turned(path)
        return RuleVerdict(self._rule, Standing.UNDECIDED, path, assumed=assumed, turned=turned)

    def _unbroken(self) -> RuleVerdict:
        if self._graph.cut:
            return RuleVerdict(self._rule, Standing.UNDECIDED, names=(self._graph.cut,))
        return RuleVerdict(self._rule, Standing.KEPT if self._has_occasion() else Standing.VACUOUS)

    def run(self) -> Run:
        """Return the rule as it runs beside others, to ask whether any way breaks it.

        Most rules are kept, and asking that is many times quicker than keeping where each place
        came from.
        """
        rows = _Rows([self._row(rule) for rule in range(self._width // 2)], self._speaking)
        return Run(
            width=self._width,
            start=2 << (2 * self._start),
            bad=self._bits((BAD + _SHIFT,)),
            unfit=self._bits(self._unfit()),
            speaking=frozenset(self._speaking),
            after=rows.after,
        )

    def _bits(self, rules: Iterable[int]) -> int:
        return sum(3 << (2 * rule) for rule in rules)

    def _broken_places(self) -> Iterator[int]:
        """Yield the places where the rule is broken, breadth first; none is followed beyond."""
        came, width, ways = self._came, self._width, self._ways
        rows = [self._row(rule) for rule in range(width // 2)]
        bad, unfit = BAD + _SHIFT, self._unfit()
        explored, markings = self._graph.explored, self._graph.markings
        waiting: deque[int] = deque([_NOWHERE])
        while waiting:
            place = waiting.popleft()
            state, rest = divmod(place, width) if place >= 0 else (-1, 2 * self._start + 1)
            rule = rest >> 1
            if rule == bad or (state >= 0 and not markings[state] and rule in unfit):
                yield place
                continue
            if state >= explored:
                continue
            row = rows[rule]
            for target, word, certain, edge in ways[state]:
                sure = rest & 1 if certain else 0
                for after, read_surely in row.get(word, ((rule, 1),)):
                    found = target * width + 2 * after + (sure & read_surely)
                    if found not in came and (found | 1) not in came:
                        came[found] = (place, edge)
                        waiting.append(found)

    def _unfit(self) -> frozenset[int]:
        """Return the states of the rule in which a case must not end."""
        numbers = range(self._width // 2 - _SHIFT)
        return frozenset(n + _SHIFT for n in numbers if n not in self._machine.accepting)

    def _row(self, rule: int) -> Row:
        """Return what each word that speaks of the rule makes of one of its states."""
        return {
            number: tuple(
                (after + _SHIFT, int(sure)) for after, sure in self._read(rule - _SHIFT, word)
            )
            for number, word in self._speaking.items()
        }

    def _read(self, rule: int, word: Spelled) -> set[tuple[int, bool]]:
        places = {(rule, True)}
        for letter in word:
            places = {
                (step_in_scope(self._machine, before, symbols), sure and certain)
                for before, sure in places
                for symbols, certain in readings_of(letter)
            }
        return places

    def _path(self, place: int) -> tuple[Edge, ...]:
        found = []
        while place != _NOWHERE:
            place, edge = self._came[place]
            found.append(edge)
        return tuple(reversed(found))

    def _turned(self, path: tuple[Edge, ...]) -> int:
        """Return the node whose event breaks the rule; a rule broken by the end breaks there."""
        rules, node = {self._start - _SHIFT}, -1
        for edge in path:
            rules.discard(BAD)
            for event in self._graph.word(edge):
                readings = [symbols for symbols, _sure in readings_of(self._speller.letter(event))]
                rules = {
                    step_in_scope(self._machine, rule, symbols)
                    for rule in rules
                    for symbols in readings
                }
                node = event.node
                if BAD in rules and edge is path[-1]:
                    return node
        return node

    def _has_occasion(self) -> bool:
        occasion = self._machine.occasion
        return not occasion or any(
            occasion in letter.certain or occasion in letter.possible
            for word in self._speaking.values()
            for letter in word
        )


def verdicts_of(graph: Graph, ways: Ways, products: Sequence[Product]) -> list[RuleVerdict]:
    """Return the verdict on each rule, all of them run together first."""
    asked = breakable(graph, ways, [product.run() for product in products])
    return [
        product.verdict(can_break=can_break)
        for product, can_break in zip(products, asked, strict=True)
    ]


def readings_of(letter: Letter) -> Iterator[tuple[Symbols, bool]]:
    """Yield every set of symbols that an event may stand for, and whether that is certain."""
    possible = sorted(letter.possible)
    chosen = chain.from_iterable(combinations(possible, n) for n in range(len(possible) + 1))
    for more in chosen:
        yield letter.certain | frozenset(more), not possible
