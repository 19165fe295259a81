"""What stands against publishing a file set: rules, gate, forms, tables, and what files share.

Only the process at hand is linted; all that call it go through the gate again, and the invariants
are proved over everything that would be published together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from app.diagrams import lint
from app.diagrams.rest import rest_of
from app.domain.diagrams import Definition, Diagram, Finding, Severity
from app.domain.drafts import DraftFile, FileKind
from app.engine import compile_program
from app.engine.gate_help import HELP
from app.errors import DiagramRefused
from app.publication.file_set import FileSet, name_of
from app.publication.parsed import (
    diagram_of,
    form_findings,
    form_of,
    read,
    table_findings,
    table_of,
)
from app.publication.surroundings import Surroundings, context_of
from app.verification import findings_of, shelf_of, verify

# Rules whose fault the engine's gate sees too; of two findings about one element its own stays.
GATE_SEES = frozenset(
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
# What the gate refuses but leaves ways to walk: steps that are cut off do no harm to the others.
STOPS_PROOFS = frozenset(one.slug for one in HELP) - {"reached"}


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings that refuse publication."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def check_process(
    files: FileSet, draft: Iterable[DraftFile], process_id: str, around: Surroundings
) -> tuple[Finding, ...]:
    """Return everything wrong with a process among the files it would be published with.

    Nothing is raised for broken bytes: they are findings too. Proofs take place where there are
    ways to walk; what does not run has none.
    """
    found = check_unproved(files, draft, process_id, around)
    one = files.get(name_of("process", process_id))
    walked = one is not None and diagram_of(one.content) is not None
    if not walked or any(error.rule in STOPS_PROOFS for error in errors_in(found)):
        return found
    return tuple(dict.fromkeys((*found, *proofs(files))))


def check_unproved(
    files: FileSet, draft: Iterable[DraftFile], process_id: str, around: Surroundings
) -> tuple[Finding, ...]:
    """Return what `check_process` finds before its proofs: fast enough to ask while drawing."""
    changed = tuple(draft)
    content = files.get(name_of("process", process_id))
    if content is None:
        return (_no_diagram(process_id),)
    diagram, unread = read(content.content)
    shared = (*_parts(changed), *_in_use(files, changed))
    if diagram is None:
        return tuple(dict.fromkeys((*unread, *_further(files, content.content, unread), *shared)))
    drawn = (*_ids(files, diagram, process_id), *shared, *_drawing(files, diagram, around))
    return tuple(dict.fromkeys(drawn))


def _further(files: FileSet, content: bytes, unread: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what else would stop the readable rest of a broken diagram, about other elements."""
    refused = tuple(unread)
    diagram = rest_of(content, refused)
    if diagram is not None:
        named = {finding.element_id for finding in refused}
        definitions = definitions_of(files) | {diagram.main_id: diagram.main}
        for finding in (*diagram.findings, *gate(definitions, diagram.main_id)):
            if finding.element_id not in named:
                yield finding


def check_everything(files: FileSet, around: Surroundings) -> tuple[Finding, ...]:
    """Return everything wrong with a whole file set, as when a folder is published."""
    context, definitions = context_of(files, around), definitions_of(files)
    found: list[Finding] = []
    for one in files.values():
        if one.kind == "process":
            diagram, unread = read(one.content)
            found += unread
            if diagram is not None:
                found += _ids(files, diagram, one.key)
                found += [*lint(diagram, context), *gate(definitions, diagram.main_id)]
        else:
            found += _by_itself(FileKind(one.kind), one.key, one.file_name, one.content)
    found += proofs(files)
    return tuple(dict.fromkeys(found))


def _drawing(files: FileSet, diagram: Diagram, around: Surroundings) -> list[Finding]:
    definitions = definitions_of(files) | {diagram.main_id: diagram.main}
    stopped = [
        finding
        for process_id in (diagram.main_id, *callers_of(definitions, diagram.main_id))
        for finding in gate(definitions, process_id)
    ]
    asked = lint(diagram, context_of(files, around))
    return [*stopped, *without_doubles(stopped, asked)]


def without_doubles(stopped: Iterable[Finding], asked: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what the rules found, without what the gate already says of the same element."""
    named = {finding.element_id for finding in stopped}
    for finding in asked:
        if finding.rule not in GATE_SEES or finding.element_id not in named:
            yield finding


def gate(definitions: Mapping[str, Definition], process_id: str) -> tuple[Finding, ...]:
    """Return what of a process, and of all it calls, would not run as drawn."""
    try:
        compile_program(definitions, process_id)
    except DiagramRefused as refused:
        return refused.findings
    return ()


def proofs(files: FileSet) -> tuple[Finding, ...]:
    """Return which invariants the files would break together."""
    return _proved(tuple((one.kind, one.content) for one in files.values()))


# The same files are asked about again and again: by their owner, the second person, at approval.
@lru_cache(maxsize=8)
def _proved(kept: tuple[tuple[str, bytes], ...]) -> tuple[Finding, ...]:
    diagrams = (diagram_of(content) for kind, content in kept if kind == "process")
    forms = (form_of(content) for kind, content in kept if kind == "form")
    shelf = shelf_of(
        (diagram.main for diagram in diagrams if diagram), (form for form in forms if form)
    )
    return findings_of(verify(shelf))


def definitions_of(files: FileSet) -> dict[str, Definition]:
    """Return the main process of each diagram that reads."""
    found = (diagram_of(one.content) for one in files.values() if one.kind == "process")
    return {diagram.main_id: diagram.main for diagram in found if diagram}


def callers_of(definitions: Mapping[str, Definition], process_id: str) -> tuple[str, ...]:
    """Return the processes that call one, directly or through others."""
    found: dict[str, None] = {}
    waiting = [process_id]
    while waiting:
        called = waiting.pop()
        for name, definition in definitions.items():
            if called in definition.calls() and name not in found and name != process_id:
                found[name] = None
                waiting.append(name)
    return tuple(found)


def _no_diagram(process_id: str) -> Finding:
    message = f"Bản thảo không có sơ đồ của quy trình “{process_id}”"
    return Finding("diagram-required", Severity.ERROR, message, "Tải sơ đồ vào bản thảo")


def _ids(files: FileSet, diagram: Diagram, process_id: str) -> Iterator[Finding]:
    """Yield a main process under another id, and further processes under ids that are taken."""
    if diagram.main_id != process_id:
        message = f"Sơ đồ mang id “{diagram.main_id}”, bản thảo này của “{process_id}”"
        repair = f"Đặt lại id của quy trình là {process_id}, hoặc tạo quy trình mới từ tệp này"
        yield _of_process("process-id", diagram.main_id, message, repair)
    for other in diagram.definitions.values():
        taken = name_of("process", other.process_id) in files
        if other.executable and taken and other.process_id not in (process_id, diagram.main_id):
            message = (
                f"Tệp có thêm quy trình “{other.process_id}”, id này đã có quy trình khác dùng"
            )
            repair = "Bỏ quy trình thừa khỏi tệp, hoặc đổi id, hoặc tắt Executable của nó"
            yield _of_process("process-id", other.process_id, message, repair)


def _of_process(rule: str, process_id: str, message: str, repair: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, repair, process_id, "", "process")


def _parts(draft: Iterable[DraftFile]) -> Iterator[Finding]:
    """Yield what is wrong with the changed forms and tables of a draft by themselves."""
    for one in draft:
        if one.changed and not one.removed and one.kind is not FileKind.PROCESS:
            yield from _by_itself(one.kind, one.key, one.file_name, one.content)


def _by_itself(kind: FileKind, key: str, file_name: str, content: bytes) -> Iterator[Finding]:
    form = kind is FileKind.FORM
    for finding in form_findings(content) if form else table_findings(content):
        yield replace(finding, message=f"{file_name}: {finding.message}")
    read_as = form_of(content) if form else table_of(content)
    if read_as is not None and read_as.id != key:
        message = f"{file_name} mang id “{read_as.id}”, tên của nó là “{key}”"
        yield Finding("file-id", Severity.ERROR, message, f"Ghi id trong tệp là {key}", key)


def _in_use(files: FileSet, draft: Iterable[DraftFile]) -> Iterator[Finding]:
    """Yield who still uses a form or table that the draft takes out."""
    for one in draft:
        if not one.removed:
            continue
        for definition in definitions_of(files).values():
            for element in definition.elements.values():
                said = element.extensions
                if one.key in (said.form_ref, said.decision_ref):
                    where = f"bước “{element.name or element.id}” của “{definition.name}”"
                    message = f"{one.file_name} bị bỏ mà {where} đang dùng"
                    repair = "Đổi biểu hoặc bảng ở bước đó trước, hoặc giữ tệp lại"
                    yield Finding(
                        "file-in-use",
                        Severity.ERROR,
                        message,
                        repair,
                        element.id,
                        element.name,
                        element.tag,
                    )
