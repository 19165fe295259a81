"""A timer says when."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import EVENTS
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding

RULE = "timer-time"


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each timer event without a date, duration or cycle."""
    for event in elements(diagram, *EVENTS):
        if event.event == "timer" and not event.timer:
            message = f"{titled(event)} chưa ghi thời gian"
            repair = "Ghi một mốc, một khoảng như P30D, hoặc biểu thức FEEL"
            yield about(event, RULE, message, repair)
