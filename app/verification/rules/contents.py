"""Rules about what single steps carry: their work, their term, what binds or is handed on.

A table names elements and what each may carry; an element that is no longer drawn is the business
of other rules, one that nobody named is free. Judged on the process itself, not on what it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.domain.diagrams import Element
from app.engine.net import Net
from app.verification.rules.rule_file import Rule
from app.verification.rules.verdicts import RuleVerdict, Standing

ANY = "*"
"""In a table of terms: some term must stand, whichever the owner chooses."""


def judge_work(net: Net, rule: Rule) -> RuleVerdict:
    """Each element does one of the works of the table: form, topic, table, process or message."""
    return _judge(net, rule, lambda element, allowed: work_of(element) in allowed)


def judge_terms(net: Net, rule: Rule) -> RuleVerdict:
    """Each element has one of the terms of the table, as written on the diagram."""
    return _judge(net, rule, _has_term)


def judge_carries(net: Net, rule: Rule) -> RuleVerdict:
    """Each element carries what the table asks, as `name` or `name=value`.

    That is a property, what a call hands to and takes from the process it calls, or under `each`
    the list that it is done for.
    """
    return _judge(net, rule, lambda element, asked: asked <= _carried(element))


def work_of(element: Element) -> str:
    """Return what an element does: its form, topic, table, called process, message or code."""
    said = element.extensions
    works = (said.form_ref, said.topic, said.decision_ref, element.called_process)
    return next((one for one in (*works, element.message_name, element.event_code) if one), "")


def _has_term(element: Element, allowed: Collection[str]) -> bool:
    term = element.timer or element.extensions.due_date
    return term in allowed or (bool(term) and ANY in allowed)


def _carried(element: Element) -> frozenset[str]:
    said = element.extensions
    handed = {mapping.target: mapping.expression for mapping in said.inputs}
    taken = {mapping.target: mapping.source for mapping in said.outputs}
    carried = {**said.properties, **handed, **taken}
    if element.loop:
        carried["each"] = said.collection
    return frozenset({*carried, *(f"{name}={value}" for name, value in carried.items())})


def _judge(
    net: Net, rule: Rule, is_right: Callable[[Element, frozenset[str]], bool]
) -> RuleVerdict:
    named = [n for n in net.nodes if n.process_id == net.process_id and n.id in rule.table]
    wrong = (node.id for node in named if not is_right(node.element, rule.table[node.id]))
    names = tuple(dict.fromkeys(wrong))
    return RuleVerdict(rule, Standing.VIOLATED if names else Standing.KEPT, names=names)
