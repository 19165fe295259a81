"""The rules of publication, run in order over one diagram.

Which rules there are is the tuple SHELF and nothing else. What cannot run as drawn is the engine's
gate; what breaks the file is the reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType

from app.diagrams.context import LintContext
from app.diagrams.rules import (
    call_cycle,
    called_process,
    clause,
    dead_end,
    decision_table,
    default_condition,
    default_flow,
    drawn,
    executable_said,
    feel_syntax,
    known_name,
    label,
    lane_role,
    message_name,
    message_start,
    role_held,
    second_process,
    service_task_topic,
    start_event,
    stray_condition,
    timer_time,
    user_task_form,
    user_task_role,
)
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RuleHelp

Rule = Callable[[Diagram, LintContext], Iterable[Finding]]

# In the order in which findings are told; one module a rule.
SHELF: tuple[ModuleType, ...] = (
    start_event,
    dead_end,
    default_flow,
    default_condition,
    stray_condition,
    feel_syntax,
    known_name,
    timer_time,
    message_name,
    message_start,
    user_task_form,
    user_task_role,
    role_held,
    lane_role,
    service_task_topic,
    decision_table,
    called_process,
    call_cycle,
    label,
    drawn,
    clause,
    executable_said,
    second_process,
)
RULES: tuple[Rule, ...] = tuple(rule.check for rule in SHELF)
HELP: tuple[RuleHelp, ...] = tuple(rule.HELP for rule in SHELF)


def lint(diagram: Diagram, context: LintContext) -> tuple[Finding, ...]:
    """Return what the reader noticed and what every rule finds, in the order of RULES."""
    found = [finding for rule in RULES for finding in rule(diagram, context)]
    return (*diagram.findings, *found)


def left_out(diagram: Diagram) -> tuple[Finding, ...]:
    """Return what a bare run leaves out without refusing it: nothing is dropped in silence."""
    return tuple(second_process.check(diagram, LintContext()))
