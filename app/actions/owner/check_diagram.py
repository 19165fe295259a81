"""Check a diagram without publishing it: would it run as drawn, and what would publication say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.config import Settings
from app.diagrams import lint, read_diagram
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding, Severity
from app.engine import compile_program
from app.errors import DiagramRefused
from app.steps.bare.library import Library, with_called
from app.steps.bare.publication import parts_of, publication_context

# Rules whose fault the engine's gate sees too; of two findings about one element its own stays.
_GATE_SEES = frozenset(
    {
        "start-event",
        "dead-end",
        "default-flow",
        "default-condition",
        "stray-condition",
        "feel-syntax",
        "timer-time",
        "message-name",
        "service-task-topic",
        "decision-table",
        "called-process",
        "call-cycle",
    }
)


def check_diagram(
    data: bytes, folders: Sequence[Path], *, publish_in: Settings | None = None
) -> tuple[Finding, ...]:
    """Return the findings about the bytes of a file; it is accepted when none is an error.

    Called processes are looked for in `folders`. Without `publish_in` only what would stop or
    change a run is asked; with it, all that publication in that installation asks for besides.
    """
    try:
        diagram = read_diagram(data)
    except DiagramRefused as refused:
        return refused.findings
    library = Library(folders)
    stopped = _gate(diagram, library)
    if publish_in is None:
        return (*diagram.findings, *stopped, *_tables(diagram, library))
    named = {finding.element_id for finding in stopped}
    asked = [
        finding
        for finding in lint(diagram, publication_context(publish_in))
        if finding.rule not in _GATE_SEES or finding.element_id not in named
    ]
    return (*stopped, *asked, *parts_of(diagram, publish_in))


def _gate(diagram: Diagram, library: Library) -> tuple[Finding, ...]:
    try:
        compile_program(with_called(diagram, library), diagram.main_id)
    except DiagramRefused as refused:
        return refused.findings
    return ()


def _tables(diagram: Diagram, library: Library) -> Iterator[Finding]:
    """Yield what is wrong with the tables asked; one that is nowhere can still be answered for."""
    for task in diagram.main.elements.values():
        name = task.extensions.decision_ref
        if task.tag != "businessRuleTask" or not name:
            continue
        try:
            if library.table(name) is None:
                message = f"{titled(task)} tra bảng “{shorten(name)}” không có cạnh tệp này"
                repair = "Đặt tệp .dmn cạnh sơ đồ, hoặc ghi kết quả trong tệp trả lời khi chạy thử"
                yield about(task, "decision-table", message, repair, Severity.WARNING)
        except DiagramRefused as refused:
            yield from refused.findings
