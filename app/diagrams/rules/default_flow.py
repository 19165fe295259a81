"""An exclusive gateway that splits has a default flow, so that every value leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import outgoing, processes
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "default-flow"
HELP = RuleHelp(
    RULE,
    RepairGroup.CHOICE,
    "Cổng chọn một có luồng mặc định",
    "Gặp giá trị không điều kiện nào đúng, hồ sơ dừng lại với lỗi và phải chờ quản trị gỡ.",
    "Chọn một luồng ra làm mặc định; luồng đó đi khi không điều kiện nào đúng.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each exclusive split where no condition may hold and nothing else is said."""
    for definition in processes(diagram):
        leaving = outgoing(definition)
        for gateway in definition.elements.values():
            if gateway.tag != "exclusiveGateway" or len(leaving[gateway.id]) < 2:
                continue
            if not gateway.default_flow:
                message = f"{titled(gateway)} không có luồng mặc định"
                repair = "Chọn một luồng ra làm mặc định, dẫn về việc đã cho giá trị đó"
                yield about(gateway, RULE, message, repair)
