"""A graph's words read with the eyes of one rule: which events are which of its parts.

An event whose condition cannot be told is a *maybe*: it may be the part or not, so both are tried
and a fault found that way rests on an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.engine.net import Kind, NetNode
from app.verification.rules.automata import RESET, Symbols
from app.verification.rules.rule_file import Atom, Rule
from app.verification.states.graph import Event, EventKind, Graph

_NOTHING: Symbols = frozenset()


class Letter(NamedTuple):
    """What one event certainly is, and what it may be."""

    certain: Symbols
    possible: Symbols = _NOTHING


Spelled = tuple[Letter, ...]


class Hit(NamedTuple):
    """An atom that stands for a node: under which symbol, and its place among the watches."""

    symbol: str
    atom: Atom
    watch: int


class Speller:
    """Spells the words of a graph for one rule; a word is spelled once."""

    def __init__(self, graph: Graph, rule: Rule, reset: Atom | None) -> None:
        self._graph = graph
        parts = [(symbol, atom) for symbol, part in rule.atoms.items() for atom in part]
        if reset is not None:
            parts.append((RESET, reset))
        # What is counted is counted by instances, not once more for the whole of a loop.
        apart = {Kind.LOOP} if rule.pattern == "at_most" else set[Kind]()
        nodes = [node for node in graph.net.nodes if node.kind not in apart]
        self.hits: Mapping[int, tuple[Hit, ...]] = _hits(graph, nodes, parts)
        self._spelled: dict[int, Spelled] = {}

    def word(self, number: int) -> Spelled:
        """Return the letters of a word that matter to the rule."""
        found = self._spelled.get(number)
        if found is None:
            letters = (self.letter(event) for event in self._graph.words[number])
            found = tuple(one for one in letters if one.certain or one.possible)
            self._spelled[number] = found
        return found

    def all_words(self) -> list[Spelled]:
        """Return every word of the graph, spelled."""
        return [self.word(number) for number in range(len(self._graph.words))]

    def letter(self, event: Event) -> Letter:
        """Return what one event is to the rule."""
        certain, possible = set(), set()
        for hit in self.hits.get(event.node, ()):
            answer = _is_it(event, hit)
            if answer:
                certain.add(hit.symbol)
            elif answer is None:
                possible.add(hit.symbol)
        return Letter(frozenset(certain), frozenset(possible - certain))


def stands_for(atom: Atom, node: NetNode) -> bool:
    """Tell whether a node is the place of an atom; a paper may be issued anywhere."""
    return not atom.place or (*node.path, node.id)[-len(atom.place) :] == atom.place


def _hits(
    graph: Graph, nodes: Iterable[NetNode], parts: list[tuple[str, Atom]]
) -> dict[int, tuple[Hit, ...]]:
    found: dict[int, list[Hit]] = {}
    for node in nodes:
        for symbol, atom in parts:
            asked = graph.watched.get(node.index, ())
            if stands_for(atom, node) and (not atom.where or atom.watch in asked):
                watch = asked.index(atom.watch) if atom.where else -1
                found.setdefault(node.index, []).append(Hit(symbol, atom, watch))
    return {index: tuple(hits) for index, hits in found.items()}


def _is_it(event: Event, hit: Hit) -> bool | None:
    """Tell whether an event is the atom; None when its condition cannot be told."""
    atom = hit.atom
    if event.kind != atom.kind:
        return False
    if atom.issued and not atom.issued.intersection(event.issued):
        return False
    return event.seen[hit.watch] if hit.watch >= 0 else True


def happens(graph: Graph, atom: Atom) -> bool:
    """Tell whether an atom's node is drawn and, for a document, whether any way issues it."""
    nodes = {node.index for node in graph.net.nodes if stands_for(atom, node)}
    if not atom.issued:
        return bool(nodes)
    return any(
        event.kind == EventKind.DONE and event.node in nodes and atom.issued & set(event.issued)
        for word in graph.words
        for event in word
    )
