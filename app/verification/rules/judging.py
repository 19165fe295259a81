"""All rules of a process judged on its graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from app.verification.rules.automata import PATTERNS, automaton
from app.verification.rules.drawing import judge_drawing
from app.verification.rules.product import Product, Ways, verdicts_of, ways_of
from app.verification.rules.rule_file import STRUCTURAL, Atom, Rule, RuleFile
from app.verification.rules.simplified import simplified
from app.verification.rules.spelling import Speller, happens
from app.verification.rules.verdicts import RuleVerdict, Standing
from app.verification.states.certain import Paths
from app.verification.states.graph import EventKind, Graph

# What a rule demands: no longer drawn, the rule is broken, not merely without object.
_DUTIES = {"exists": ("event",), "response": ("event",), "between": ("must",)}
_OPTIONAL = ("cancelled_by", "until")


def judge(
    file: RuleFile, graph: Graph, is_cancelled: Callable[[], bool] = lambda: False
) -> list[RuleVerdict]:
    """Return a verdict for each rule of the graph's process; fewer when cancelled on the way."""
    ways, sure = ways_of(graph), cache(lambda: _sure_words(graph))
    settled: list[RuleVerdict | None] = []
    open_ones: list[Product] = []
    for rule in file.of(graph.net.process_id):
        if is_cancelled():
            break
        settled.append(_settled(file, graph, ways, rule, sure))
        if settled[-1] is None:
            open_ones.append(_product(file, graph, ways, rule))
    run = iter(verdicts_of(graph, ways, open_ones))
    return [_seen_through(graph, next(run)) if one is None else one for one in settled]


def _settled(
    file: RuleFile, graph: Graph, ways: Ways, rule: Rule, sure: Callable[[], frozenset[int]]
) -> RuleVerdict | None:
    """Return the verdict on a rule that needs no run over the graph, None for the others."""
    if rule.pattern in STRUCTURAL:
        found = judge_drawing(graph.net, rule)
        is_done = rule.pattern != "separate" or found.standing is not Standing.KEPT
        return found if is_done else _in_order(file, graph, ways, found)
    if rule.pattern == "reachable":
        return _reachable(graph, rule, sure())
    return _missing(graph, rule)


def _product(file: RuleFile, graph: Graph, ways: Ways, rule: Rule) -> Product:
    machine = automaton(rule.pattern, rule.n)
    assert machine is not None, rule.pattern  # noqa: S101 every pattern is one or the other
    return Product(graph, ways, rule, machine, file)


def _seen_through(graph: Graph, found: RuleVerdict) -> RuleVerdict:
    """Return a verdict, undecided where what keeps the rule is simplified in the graph."""
    unseen = simplified(graph, found.rule) if found.standing is Standing.KEPT else ()
    return RuleVerdict(found.rule, Standing.UNDECIDED, assumed=unseen) if unseen else found


def _in_order(file: RuleFile, graph: Graph, ways: Ways, found: RuleVerdict) -> RuleVerdict:
    """Return the verdict on two hands: who comes second is kept away from whoever came first."""
    rule = found.rule
    event, needs = ((Atom(name, EventKind.DONE, (name,)),) for name in (rule.second, rule.first))
    order = replace(rule, atoms={"event": event, "needs": needs})
    [ordered] = verdicts_of(
        graph, ways, [Product(graph, ways, order, PATTERNS["precedence"], file)]
    )
    broken = ordered.standing in (Standing.VIOLATED, Standing.UNDECIDED)
    return replace(ordered, rule=rule) if broken else found


def _missing(graph: Graph, rule: Rule) -> RuleVerdict | None:
    """Return a verdict when a part of the rule is not drawn at all."""
    gone = [
        part
        for part, atoms in rule.atoms.items()
        if part not in _OPTIONAL and not any(happens(graph, atom) for atom in atoms)
    ]
    if not gone or (rule.pattern == "absence" and rule.atoms["event"][0].issued):
        return None
    if graph.cut:
        return RuleVerdict(rule, Standing.UNDECIDED, names=(graph.cut,))
    names = tuple(atom.text for part in gone for atom in rule.atoms[part])
    duties = _DUTIES.get(rule.pattern, ())
    broken = set(gone) & set(duties) or (rule.pattern == "precedence" and gone == ["needs"])
    return RuleVerdict(rule, Standing.VIOLATED if broken else Standing.GONE, names=names)


def _reachable(graph: Graph, rule: Rule, sure: frozenset[int]) -> RuleVerdict:
    """Each event of the rule must stand on some way, without any assumption."""
    reached = {atom: _reached(graph, rule, atom) for atom in rule.atoms["event"]}
    missing = tuple(atom.text for atom, words in reached.items() if not words & sure)
    if not missing:
        return RuleVerdict(rule, Standing.KEPT)
    doubtful = graph.cut or all(reached.values())
    standing = Standing.UNDECIDED if doubtful else Standing.VIOLATED
    return RuleVerdict(rule, standing, names=missing)


def _reached(graph: Graph, rule: Rule, atom: Atom) -> set[int]:
    """Return the words in which an event of the rule surely stands."""
    speller = Speller(graph, replace(rule, atoms={"event": (atom,)}), None)
    words = enumerate(speller.all_words())
    return {number for number, word in words if any(letter.certain for letter in word)}


def _sure_words(graph: Graph) -> frozenset[int]:
    """Return the words of the steps that some way reaches without assuming anything."""
    paths = Paths(graph)
    return frozenset(
        graph.passages[edge.passage].word
        for source, edge in graph.steps()
        if paths.is_sure(source) and not paths.assumes(edge.passage)
    )
