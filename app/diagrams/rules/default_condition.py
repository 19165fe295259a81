"""A default flow carries no condition (BPMN 2.0, 8.4.13: it would be ignored)."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import processes
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding

RULE = "default-condition"


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each default flow with a condition that nobody would ask."""
    for definition in processes(diagram):
        for element in definition.elements.values():
            flow = definition.elements.get(element.default_flow)
            if flow is not None and flow.condition:
                message = f"{titled(flow)} là luồng mặc định mà vẫn ghi điều kiện"
                repair = "Xóa điều kiện, hoặc chọn luồng khác làm mặc định"
                yield about(flow, RULE, message, repair)
