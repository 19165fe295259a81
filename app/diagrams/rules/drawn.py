"""Everything that runs is drawn, so that staff can see where a case stands."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import processes
from app.diagrams.vocabulary import BPMNDI, reference
from app.diagrams.wording import about, of_file, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "drawn"
HELP = RuleHelp(
    RULE,
    RepairGroup.READER,
    "Mọi phần tử đều có hình",
    "Sơ đồ của hồ sơ thiếu bước đang đứng, người xem không thấy hồ sơ ở đâu.",
    "Vẽ lại phần tử trong trình vẽ; tệp không có hình nào thì mở bằng trình vẽ, sắp hình rồi lưu.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each element without a shape or edge; one finding where nothing is drawn."""
    pictured = {
        reference(shape.get("bpmnElement"))
        for shape in diagram.tree.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
        if len(shape)
    }
    if not pictured:
        message = "Tệp không có phần hình vẽ (BPMNDI), không hiện được sơ đồ"
        yield of_file(RULE, message, "Mở tệp trong trình vẽ BPMN, sắp hình rồi lưu lại")
        return
    for definition in processes(diagram):
        for element in definition.elements.values():
            if element.id not in pictured:
                message = f"{titled(element)} không có hình trên sơ đồ"
                yield about(element, RULE, message, "Vẽ lại phần tử này trong trình vẽ")
