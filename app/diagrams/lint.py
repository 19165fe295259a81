"""The rules of publication, run in order over one diagram.

Which rules there are is this tuple and nothing else. What cannot run as drawn is the engine's gate;
what breaks the file is the reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
    feel_syntax,
    known_name,
    label,
    lane_role,
    message_name,
    service_task_topic,
    start_event,
    stray_condition,
    timer_time,
    user_task_form,
    user_task_role,
)
from app.domain.diagrams import Diagram, Finding

Rule = Callable[[Diagram, LintContext], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    start_event.check,
    dead_end.check,
    default_flow.check,
    default_condition.check,
    stray_condition.check,
    feel_syntax.check,
    known_name.check,
    timer_time.check,
    message_name.check,
    user_task_form.check,
    user_task_role.check,
    lane_role.check,
    service_task_topic.check,
    decision_table.check,
    called_process.check,
    call_cycle.check,
    label.check,
    drawn.check,
    clause.check,
)


def lint(diagram: Diagram, context: LintContext) -> tuple[Finding, ...]:
    """Return what the reader noticed and what every rule finds, in the order of RULES."""
    found = [finding for rule in RULES for finding in rule(diagram, context)]
    return (*diagram.findings, *found)
