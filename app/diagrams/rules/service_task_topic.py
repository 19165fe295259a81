"""A service task is external and names a topic that exists."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "service-task-topic"
HELP = RuleHelp(
    RULE,
    RepairGroup.WORK,
    "Việc tự động có tên việc hệ thống biết làm",
    "Bước tự động không biết phải làm gì, hồ sơ dừng lại ở đó.",
    "Chọn loại External và một topic trong danh mục.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each service task without a topic, or with one that no function serves."""
    for task in elements(diagram, "serviceTask"):
        topic = task.extensions.topic
        if not topic:
            message = f"{titled(task)} chưa có chủ đề (topic), hệ thống không biết làm gì"
            yield about(task, RULE, message, "Chọn kiểu External và ghi một chủ đề có sẵn")
        elif context.topics is not None and topic not in context.topics:
            message = f"{titled(task)} dùng chủ đề “{shorten(topic)}” chưa có"
            yield about(task, RULE, message, "Chọn một chủ đề trong danh mục việc tự động")
