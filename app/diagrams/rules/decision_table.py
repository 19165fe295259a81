"""A business rule task names a decision table that exists."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "decision-table"
HELP = RuleHelp(
    RULE,
    RepairGroup.WORK,
    "Việc tra bảng chỉ đúng bảng",
    "Không có bảng để tra, hồ sơ dừng lại ở đó.",
    "Chọn ở “Bảng quyết định” (Camunda Modeler gọi là Decision reference); tạo bảng trong bản "
    "thảo nếu chưa có.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each business rule task without a table, or with one that nobody has."""
    for task in elements(diagram, "businessRuleTask"):
        table = task.extensions.decision_ref
        if not table:
            message = f"{titled(task)} chưa nói tra bảng nào"
            yield about(task, RULE, message, "Chọn ở “Bảng quyết định”")
        elif context.decisions is not None and table not in context.decisions:
            message = f"{titled(task)} tra bảng “{shorten(table)}” chưa có"
            yield about(task, RULE, message, "Nộp bảng quyết định này, hoặc chọn bảng đã có")
