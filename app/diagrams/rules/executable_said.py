"""A process says whether it is to be run; where it does not, we run it and say so."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.vocabulary import children
from app.diagrams.wording import shorten
from app.domain.diagrams import Diagram, Finding, Severity
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "executable-said"
HELP = RuleHelp(
    RULE,
    RepairGroup.READER,
    "Quy trình nói rõ là để chạy",
    "Hệ thống tự coi quy trình là để chạy; trình vẽ khác có thể coi nó là tài liệu để đọc.",
    "Bật Executable của quy trình; trang Kiểm tra có nút bật sẵn.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield the process that runs where the file does not say that it is to be run."""
    main = diagram.main
    for process in children(diagram.tree, "process"):
        if process.get("id") == diagram.main_id and process.get("isExecutable") is None:
            name = shorten(main.name or main.process_id)
            yield Finding(
                rule=RULE,
                severity=Severity.WARNING,
                message=f"Quy trình “{name}” chưa nói có chạy không, hệ thống coi là có",
                repair="Bật Executable của quy trình",
                element_id=shorten(main.process_id),
                element_name=shorten(main.name),
                element_type="process",
            )
