"""A default flow carries no condition (BPMN 2.0, 8.4.13: it would be ignored)."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import processes
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "default-condition"
HELP = RuleHelp(
    RULE,
    RepairGroup.CHOICE,
    "Luồng mặc định không mang điều kiện",
    "Điều kiện ghi ở luồng mặc định không bao giờ được xét, hồ sơ đi khác điều người vẽ nghĩ.",
    "Bỏ điều kiện ở luồng mặc định, hoặc chuyển dấu mặc định sang luồng khác.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each default flow with a condition that nobody would ask."""
    for definition in processes(diagram):
        for element in definition.elements.values():
            flow = definition.elements.get(element.default_flow)
            if flow is not None and flow.condition:
                message = f"{titled(flow)} là luồng mặc định mà vẫn ghi điều kiện"
                repair = "Xóa điều kiện, hoặc chọn luồng khác làm mặc định"
                yield about(flow, RULE, message, repair)
