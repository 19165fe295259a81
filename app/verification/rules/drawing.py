"""Rules about the drawing alone: roles, two persons, what steps carry, timers that only remind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.engine.net import Kind, Net, NetNode
from app.verification.rules.contents import judge_carries, judge_terms, judge_work
from app.verification.rules.rule_file import Rule
from app.verification.rules.spelling import stands_for
from app.verification.rules.verdicts import RuleVerdict, Standing
from app.verification.states.player import side_nodes
from app.verification.states.structure import SEPARATE

_TIMES = frozenset({"timer"})


def judge_drawing(net: Net, rule: Rule) -> RuleVerdict:
    """Judge a rule that needs no states; `names` are the elements in the wrong."""
    return DRAWN[rule.pattern](net, rule)


def _verdict(rule: Rule, wrong: Iterator[NetNode]) -> RuleVerdict:
    names = tuple(dict.fromkeys(node.id for node in wrong))
    return RuleVerdict(rule, Standing.VIOLATED if names else Standing.KEPT, names=names)


def _tasks(net: Net) -> Iterator[NetNode]:
    return (node for node in net.nodes if node.kind is Kind.PERSON)


def _role(net: Net, rule: Rule) -> RuleVerdict:
    atoms = rule.atoms.get("event", ())
    tasks = [
        node for node in _tasks(net) if not atoms or any(stands_for(atom, node) for atom in atoms)
    ]
    if not tasks:
        return RuleVerdict(rule, Standing.GONE, names=tuple(atom.text for atom in atoms))
    return _verdict(rule, (node for node in tasks if _is_offered_wrongly(node, rule)))


def _is_offered_wrongly(node: NetNode, rule: Rule) -> bool:
    roles = frozenset(node.element.extensions.candidate_groups)
    return bool((rule.only and roles - rule.only) or roles & rule.never)


def _roles(net: Net, rule: Rule) -> RuleVerdict:
    wrong = (
        node
        for node in _tasks(net)
        if node.id in rule.table
        and frozenset(node.element.extensions.candidate_groups) - rule.table[node.id]
    )
    return _verdict(rule, wrong)


def _separate(net: Net, rule: Rule) -> RuleVerdict:
    """The second task must carry the property, which the run time enforces, naming the first."""
    drawn = {node.id for node in _tasks(net)}
    missing = tuple(one for one in (rule.first, rule.second) if one not in drawn)
    if missing:
        return RuleVerdict(rule, Standing.GONE, names=missing)
    wrong = (
        node
        for node in _tasks(net)
        if node.id == rule.second
        and rule.first
        not in node.element.extensions.properties.get(SEPARATE, "").replace(",", " ").split()
    )
    return _verdict(rule, wrong)


def _no_timer_outcome(net: Net, rule: Rule) -> RuleVerdict:
    timers = [
        node
        for node in net.nodes
        if node.process_id in rule.processes
        and node.id not in rule.apart
        and node.event is not None
        and node.event.kind in _TIMES
    ]
    return _verdict(rule, (node for node in timers if _decides(net, node)))


def _decides(net: Net, timer: NetNode) -> bool:
    """Tell whether a timer cuts off work, or its branch reaches what it does not own."""
    side = side_nodes(net)
    if timer.kind is not Kind.BOUNDARY or timer.interrupting:
        return True
    ahead, seen = [way.target for way in timer.exits], set()
    while ahead:
        index = ahead.pop()
        if index in seen:
            continue
        seen.add(index)
        node = net.nodes[index]
        if node.index not in side:
            return True
        ahead += [way.target for way in node.exits]
    return False


DRAWN: Mapping[str, Callable[[Net, Rule], RuleVerdict]] = {
    "role": _role,
    "roles": _roles,
    "separate": _separate,
    "no_timer_outcome": _no_timer_outcome,
    "work": judge_work,
    "terms": judge_terms,
    "carries": judge_carries,
}
