"""A service task is external and names a topic that exists."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding

RULE = "service-task-topic"


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
