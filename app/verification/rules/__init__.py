"""Clauses as rules over the state graph: read from workflows/rules, judged with a shortest path.

Example: `judge(read_rules(data), graph)` says of each rule that speaks of the graph's process
whether it is kept, violated, undecided, vacuous, or speaks of what is not drawn any more.
"""

from __future__ import annotations

from app.verification.rules.judging import judge
from app.verification.rules.rule_file import Atom, Rule, RuleFile, read_rules, watches
from app.verification.rules.verdicts import RuleVerdict, Standing

__all__ = [
    "Atom",
    "Rule",
    "RuleFile",
    "RuleVerdict",
    "Standing",
    "judge",
    "read_rules",
    "watches",
]
