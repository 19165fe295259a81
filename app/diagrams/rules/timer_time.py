"""A timer says when."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import EVENTS
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "timer-time"
HELP = RuleHelp(
    RULE,
    RepairGroup.EVENT,
    "Hẹn giờ có ghi thời gian",
    (
        "Hẹn giờ không có thời gian không bao giờ tới, người chờ không được nhắc và hồ sơ có "
        "thể đứng lại."
    ),
    "Ghi một khoảng như P30D (30 ngày), một mốc, hoặc working days(30, ngày bắt đầu).",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each timer event without a date, duration or cycle."""
    for event in elements(diagram, *EVENTS):
        if event.event == "timer" and not event.timer:
            message = f"{titled(event)} chưa ghi thời gian"
            repair = "Ghi một mốc, một khoảng như P30D, hoặc biểu thức FEEL"
            yield about(event, RULE, message, repair)
