"""A call activity names a process that exists, in this file or published."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "called-process"
HELP = RuleHelp(
    RULE,
    RepairGroup.WORK,
    "Lời gọi chỉ đúng quy trình đã có",
    "Không có quy trình để gọi, hồ sơ dừng lại ở đó.",
    "Chọn ở “Quy trình được gọi” (Camunda Modeler gọi là Called element); công bố quy trình đó "
    "trước nếu chưa có.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each call that leads nowhere."""
    for call in elements(diagram, "callActivity"):
        called = call.called_process
        if not called:
            message = f"{titled(call)} chưa nói gọi quy trình nào"
            yield about(call, RULE, message, "Chọn ở “Quy trình được gọi”")
        elif (
            context.processes is not None
            and called not in context.processes
            and called not in diagram.definitions
        ):
            message = f"{titled(call)} gọi quy trình “{shorten(called)}” chưa công bố"
            yield about(call, RULE, message, "Công bố quy trình đó trước, hoặc sửa id được gọi")
