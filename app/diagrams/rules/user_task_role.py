"""A user task names who does it, with roles that exist."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "user-task-role"
HELP = RuleHelp(
    RULE,
    RepairGroup.PEOPLE,
    "Việc của người nói ai làm",
    "Việc mở ra mà không hiện ở danh sách việc của ai, hồ sơ đứng lại.",
    "Chọn ở “Vai trò làm việc này” (Camunda Modeler gọi là Candidate groups).",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task for a person that nobody may do, and each role that nobody knows."""
    for task in elements(diagram, *PERSON_TASKS):
        said = task.extensions
        if not (said.candidate_groups or said.candidate_users or said.assignee):
            message = f"{titled(task)} chưa nói ai làm"
            repair = "Chọn ở “Vai trò làm việc này”"
            yield about(task, RULE, message, repair)
        for role in said.candidate_groups:
            if context.roles is not None and role not in context.roles:
                message = f"{titled(task)} giao cho vai trò “{shorten(role)}” chưa có"
                yield about(task, RULE, message, "Chọn một vai trò trong danh mục vai trò")
