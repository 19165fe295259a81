"""What assigns, decides or acts cites the clause it rests on, and the clause is known."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import flow_nodes, processes
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "clause"
HELP = RuleHelp(
    RULE,
    RepairGroup.CLAUSE,
    "Bước làm theo quy định có ghi căn cứ",
    "Không chứng minh được bước này dựa vào điều khoản nào khi bị hỏi.",
    "Ghi mã điều khoản (như C-021) ở thuộc tính clause, chọn trong danh mục điều khoản.",
)
_MUST_CITE = ("userTask", "serviceTask", "businessRuleTask", "callActivity")


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task that cites nothing, and each clause that the register does not have."""
    if context.clauses is None:
        return
    for definition in processes(diagram):
        for node in flow_nodes(definition):
            if node.tag in _MUST_CITE and not node.clauses:
                message = f"{titled(node)} chưa ghi căn cứ"
                yield about(node, RULE, message, "Thêm thuộc tính clause, ví dụ C-021")
            for name in node.clauses:
                if name not in context.clauses:
                    message = f"{titled(node)} dẫn căn cứ “{shorten(name)}” không có trong danh mục"
                    yield about(node, RULE, message, "Sửa mã căn cứ theo danh mục điều khoản")
