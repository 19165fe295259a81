"""A user task has a label, since staff read it in their list of tasks."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten
from app.domain.diagrams import Diagram, Finding

RULE = "label"


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task for a person without a name."""
    for task in elements(diagram, *PERSON_TASKS):
        if not task.name:
            message = f"Việc “{shorten(task.id)}” chưa có nhãn"
            yield about(task, RULE, message, "Ghi nhãn: động từ trước, nhiều nhất 5 từ")
