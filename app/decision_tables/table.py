"""A decision table as frozen data: inputs, outputs, rules and how hits combine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HitPolicy(StrEnum):
    """The hit policies we evaluate; any other refuses the table."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    RULE_ORDER = "RULE ORDER"
    COLLECT = "COLLECT"
    SUM = "COLLECT SUM"
    MIN = "COLLECT MIN"
    MAX = "COLLECT MAX"
    COUNT = "COLLECT COUNT"


MANY = frozenset(policy for policy in HitPolicy if policy.value.startswith(("COLLECT", "RULE")))


@dataclass(frozen=True)
class Input:
    """A column of conditions: a FEEL expression and, where given, the values it can have."""

    id: str
    label: str
    expression: str
    type: str = ""
    values: str = ""


@dataclass(frozen=True)
class Output:
    """A column of results; `name` becomes the fact."""

    id: str
    name: str
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """A row: one unary test for each input, one expression for each output."""

    id: str
    number: int
    tests: tuple[str, ...]
    results: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class DecisionTable:
    """One decision; `id` is what `camunda:decisionRef` names."""

    id: str
    name: str
    policy: HitPolicy
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
