"""Check a diagram without publishing it: would it run as drawn, and what would publication say?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.config import Settings
from app.diagrams import left_out, lint, read_diagram
from app.diagrams.rest import rest_of
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding, Severity
from app.engine import compile_program
from app.errors import DiagramRefused
from app.publication.checking import without_doubles
from app.steps.bare.folders import Library, with_called
from app.steps.bare.publication import parts_of, publication_context
from app.task_forms import read_form
from app.verification import findings_of, shelf_of, verify

Read = TypeVar("Read")


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
        return (*refused.findings, *_further(data, refused.findings, Library(folders)))
    library = Library(folders)
    stopped = _gate(diagram, library)
    if publish_in is None:
        return (*diagram.findings, *stopped, *_tables(diagram, library), *left_out(diagram))
    asked = without_doubles(stopped, lint(diagram, publication_context(publish_in)))
    proved = () if stopped else _invariants(diagram, publish_in)
    return (*stopped, *asked, *parts_of(diagram, publish_in), *proved)


def _further(data: bytes, refused: Sequence[Finding], library: Library) -> Iterator[Finding]:
    """Yield what else would stop the readable rest of a broken file, about other elements."""
    diagram = rest_of(data, refused)
    if diagram is not None:
        named = {finding.element_id for finding in refused}
        for finding in (*diagram.findings, *_gate(diagram, library)):
            if finding.element_id not in named:
                yield finding


def _invariants(diagram: Diagram, settings: Settings) -> tuple[Finding, ...]:
    """Return which invariants the diagram would break among those that are published with it."""
    folder = settings.workflows_dir
    others = (path.read_bytes() for path in sorted(folder.glob("*/*.bpmn")))
    forms = (path.read_bytes() for path in sorted(settings.forms_dir.glob("*/*.form")))
    beside = [*_readable(read_diagram, others), diagram]
    shelf = shelf_of((one.main for one in beside), _readable(read_form, forms))
    return findings_of(verify(shelf))


def _readable(read: Callable[[bytes], Read], files: Iterable[bytes]) -> Iterator[Read]:
    for data in files:
        # What does not read is found by its own check.
        with suppress(DiagramRefused):
            yield read(data)


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
