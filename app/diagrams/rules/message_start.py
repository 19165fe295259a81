"""A message starts one process: with two, it would be left to chance which."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import processes
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "message-start"
HELP = RuleHelp(
    RULE,
    RepairGroup.EVENT,
    "Mỗi tin mở một quy trình",
    "Hai quy trình cùng chờ một tin để bắt đầu thì không rõ quy trình nào được mở.",
    "Đặt tên tin riêng cho quy trình này.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each start event whose message starts another published process too."""
    for definition in processes(diagram):
        for message, element_id in definition.start_messages.items():
            others = [
                process_id
                for process_id in (context.started_by or {}).get(message, ())
                if process_id != definition.process_id
            ]
            if others:
                start = definition.elements[element_id]
                names = shorten(", ".join(others))
                text = (
                    f"{titled(start)} chờ tin “{shorten(message)}”, tin này đã mở quy trình {names}"
                )
                yield about(start, RULE, text, "Đặt tên tin riêng cho quy trình này")
