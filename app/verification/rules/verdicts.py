"""What is said of a rule on one version of a process."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.verification.rules.rule_file import Rule
from app.verification.states.graph import Edge


class Standing(StrEnum):
    """How a rule stands; only `kept` is green."""

    KEPT = "kept"
    VIOLATED = "violated"
    UNDECIDED = "undecided"  # a fault that rests on an assumption, or exploring was cut short
    VACUOUS = "vacuous"  # its occasion can no longer happen
    GONE = "gone"  # what it speaks of is not drawn


@dataclass(frozen=True)
class RuleVerdict:
    """One rule on one graph.

    `path` is the shortest sequence of steps to the violation, its last step the one that breaks the
    rule and `turned` the node of the net at which it does; `names` are element ids or atoms that
    are missing or in the wrong; `assumed` the texts that had to be taken for true or false on the
    path.
    """

    rule: Rule
    standing: Standing
    path: tuple[Edge, ...] = ()
    names: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    turned: int = -1
