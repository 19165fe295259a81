"""Publish the diagrams, tables and forms of the folders as one release (flow 2 of the README)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.decision_tables import check_table, read_table
from app.diagrams.reader import read_diagram
from app.domain.audit import EventKind, NewEvent
from app.domain.diagrams import Definition, Finding, Severity
from app.domain.forms import Form
from app.engine import compile_program
from app.errors import DiagramRefused
from app.steps.services import Services
from app.store import audit_log, releases
from app.store.releases import NewArtifact, Release
from app.task_forms import check_form, read_form
from app.topics import TOPICS


def publish_folder(services: Services, published_by: str = "") -> Release:
    """Check everything, then publish it in one transaction; nothing changed, nothing published.

    Raises DiagramRefused with all findings at once; running instances stay on their release.
    """
    artifacts = list(_artifacts(services.settings.workflows_dir, services.settings.forms_dir))
    findings = [finding for finding in _check(artifacts) if finding.severity is Severity.ERROR]
    if findings:
        raise DiagramRefused(findings)
    now = services.clock.now()
    with services.database.transaction() as tx:
        before = releases.latest_id(tx)
        release = releases.publish(tx, artifacts, published_by, now)
        if release.id != before:
            event = NewEvent(
                kind=EventKind.RELEASE_PUBLISHED,
                at=now,
                summary=f"Công bố bản {release.number}",
                actor_id=published_by,
                payload={"release": release.id, "manifest": dict(release.manifest)},
            )
            audit_log.append_system(tx, [event], now)
    return release


def _artifacts(workflows: Path, forms: Path) -> Iterator[NewArtifact]:
    for path in sorted(workflows.glob("*/*.bpmn")):
        yield NewArtifact("process", path.stem, path.name, path.read_bytes())
    for path in sorted(workflows.glob("*/*.dmn")):
        yield NewArtifact("decision", path.stem, path.name, path.read_bytes())
    for path in sorted(forms.glob("*/*.form")):
        key = f"{path.parent.name}.{path.stem}"
        yield NewArtifact("form", key, path.name, path.read_bytes())


def _check(artifacts: list[NewArtifact]) -> Iterator[Finding]:
    definitions: dict[str, Definition] = {}
    forms: dict[str, Form] = {}
    for artifact in artifacts:
        try:
            if artifact.kind == "process":
                definitions.update(read_diagram(artifact.content).definitions)
            elif artifact.kind == "decision":
                yield from check_table(read_table(artifact.content))
            else:
                forms[artifact.key] = read_form(artifact.content)
                yield from check_form(forms[artifact.key])
        except DiagramRefused as refused:
            yield from refused.findings
    for process_id in definitions:
        yield from _check_process(definitions, process_id, forms)


def _check_process(
    definitions: dict[str, Definition], process_id: str, forms: dict[str, Form]
) -> Iterator[Finding]:
    try:
        compile_program(definitions, process_id)
    except DiagramRefused as refused:
        yield from refused.findings
    for element in definitions[process_id].elements.values():
        topic, form = element.extensions.topic, element.extensions.form_ref
        if topic and topic not in TOPICS:
            yield _missing(element.id, element.name, element.tag, f"việc tự động “{topic}”")
        if form and form not in forms:
            yield _missing(element.id, element.name, element.tag, f"biểu “{form}”")


def _missing(element_id: str, name: str, tag: str, what: str) -> Finding:
    return Finding(
        rule="known-reference",
        severity=Severity.ERROR,
        message=f"Bước “{name or element_id}” dùng {what} chưa có",
        repair="Chọn tên có trong danh mục, hoặc bổ sung trước khi công bố",
        element_id=element_id,
        element_name=name,
        element_type=tag,
    )
