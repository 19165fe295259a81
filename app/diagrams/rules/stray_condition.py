"""Conditions stand only where BPMN asks them: on flows out of gateways that choose, or activities.

Conditional flows out of activities are BPMN; whether this engine runs them is the engine's to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import processes
from app.diagrams.vocabulary import EVENTS
from app.diagrams.wording import about, kind_of, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "stray-condition"
HELP = RuleHelp(
    RULE,
    RepairGroup.CHOICE,
    "Điều kiện chỉ đứng ở luồng ra khỏi cổng chọn",
    "Điều kiện đặt ở chỗ khác không được xét, mọi nhánh đều đi.",
    "Đặt một cổng chọn một trước luồng đó rồi ghi điều kiện ở luồng ra khỏi cổng.",
)
_NEVER_ASKED = EVENTS | {"parallelGateway", "eventBasedGateway"}


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each condition on a flow whose source does not choose."""
    for definition in processes(diagram):
        for flow in definition.elements.values():
            source = definition.elements.get(flow.source)
            if flow.condition and source is not None and source.tag in _NEVER_ASKED:
                message = f"{titled(flow)} ghi điều kiện nhưng {kind_of(source.tag)} không chọn"
                repair = "Xóa điều kiện, hoặc đặt một cổng chọn một trước luồng này"
                yield about(flow, RULE, message, repair)
