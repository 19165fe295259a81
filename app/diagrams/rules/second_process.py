"""A file has one process that runs; further ones are drawn for the reader, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import flow_nodes
from app.diagrams.wording import shorten
from app.domain.diagrams import Definition, Diagram, Finding, Severity
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "second-process"
HELP = RuleHelp(
    RULE,
    RepairGroup.READER,
    "Mỗi tệp một quy trình chạy",
    "Quy trình thứ hai chỉ là hình vẽ: không bước nào của nó được làm, không ai được báo.",
    "Đưa quy trình đó sang tệp riêng rồi công bố, hoặc để nguyên nếu chỉ vẽ cho người đọc.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each further process with steps; a warning, since pools may be drawn for readers."""
    runs = _name(diagram.main)
    for definition in diagram.definitions.values():
        if definition.process_id != diagram.main_id and flow_nodes(definition):
            yield Finding(
                rule=RULE,
                severity=Severity.WARNING,
                message=f"Quy trình {_name(definition)} chỉ là hình vẽ, tệp này chạy {runs}",
                repair="Đưa quy trình này sang tệp riêng nếu nó phải chạy",
                element_id=shorten(definition.process_id),
                element_name=shorten(definition.name),
                element_type="process",
            )


def _name(definition: Definition) -> str:
    return f"“{shorten(definition.name or definition.process_id)}”"
