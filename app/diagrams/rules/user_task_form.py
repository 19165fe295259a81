"""A user task names a form that exists."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "user-task-form"
HELP = RuleHelp(
    RULE,
    RepairGroup.FORM,
    "Việc của người có biểu",
    "Người nhận việc mở ra không có gì để ghi, kết quả không vào hồ sơ.",
    "Ghi biểu ở Form reference, thường là <quy trình>.<việc>; tạo biểu nếu chưa có.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task for a person without a form, or with one that nobody has."""
    for task in elements(diagram, *PERSON_TASKS):
        form = task.extensions.form_ref
        if not form:
            message = f"{titled(task)} chưa có biểu, người làm không có gì để ghi"
            repair = f"Ghi biểu cho việc, thường là {task.process_id}.{task.id}"
            yield about(task, RULE, message, repair)
        elif context.forms is not None and form not in context.forms:
            message = f"{titled(task)} dùng biểu “{shorten(form)}” chưa có"
            yield about(task, RULE, message, "Tạo biểu này, hoặc chọn một biểu đã có")
