"""What the history of a case says of the rules of the clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kept(StrEnum):
    """How a rule stands in the history of a case, the worst last."""

    KEPT = "kept"
    UNDECIDED = "undecided"
    VIOLATED = "violated"


@dataclass(frozen=True)
class RuleHistory:
    """One rule over everything that a case did; `applied` where it had an occasion.

    `row` is the line of the record (`<instance>-<seq>`) at which the rule was broken or became
    doubtful, `at` its moment; `reason` says in words why it is not simply kept.
    """

    rule_id: str
    sentence: str
    clauses: tuple[str, ...]
    standing: Kept
    applied: bool
    reason: str = ""
    row: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class CaseConformance:
    """All rules that speak of what a case ran, the broken first."""

    code: str
    title: str
    rules: tuple[RuleHistory, ...]

    def of(self, standing: Kept) -> tuple[RuleHistory, ...]:
        """Return the rules that stand so."""
        return tuple(rule for rule in self.rules if rule.standing is standing)
