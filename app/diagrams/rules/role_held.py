"""A role that a task is given to is held by somebody today."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "role-held"
HELP = RuleHelp(
    RULE,
    RepairGroup.PEOPLE,
    "Vai trò được giao việc đang có người giữ",
    "Việc mở ra mà không ai nhận được cho tới khi có người được cử.",
    "Chọn vai trò khác, hoặc đề nghị quản trị cử người giữ vai trò này.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task all of whose roles are vacant everywhere: nobody could ever do it."""
    vacant = context.vacant_roles or frozenset()
    for task in elements(diagram, *PERSON_TASKS):
        roles = task.extensions.candidate_groups
        if roles and all(role in vacant for role in roles):
            names = ", ".join((context.roles or {}).get(role) or role for role in roles)
            message = f"{titled(task)} giao cho “{shorten(names)}”, hôm nay chưa ai giữ vai trò này"
            repair = "Chọn vai trò khác, hoặc đề nghị quản trị cử người giữ vai trò"
            yield about(task, RULE, message, repair)
