"""A user task has a label, since staff read it in their list of tasks."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "label"
HELP = RuleHelp(
    RULE,
    RepairGroup.READER,
    "Việc của người có nhãn",
    "Danh sách việc hiện id bằng tiếng Anh, người làm không biết phải làm gì.",
    "Ghi nhãn bắt đầu bằng động từ, nhiều nhất năm từ.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task for a person without a name."""
    for task in elements(diagram, *PERSON_TASKS):
        if not task.name:
            message = f"Việc “{shorten(task.id)}” chưa có nhãn"
            yield about(task, RULE, message, "Ghi nhãn: động từ trước, nhiều nhất 5 từ")
