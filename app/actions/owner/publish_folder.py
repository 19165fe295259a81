"""Publish the diagrams, tables and forms of the folders as one release (flow 2 of the README)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.config import Settings
from app.decision_tables import check_table, read_table
from app.diagrams import lint, read_diagram
from app.domain.audit import EventKind, NewEvent
from app.domain.diagrams import Definition, Diagram, Finding, Severity
from app.domain.forms import Form
from app.engine import compile_program
from app.errors import DiagramRefused
from app.steps.bare.publication import publication_context
from app.steps.services import Services
from app.store import audit_log, releases
from app.store.releases import NewArtifact, Release
from app.task_forms import check_form, read_form
from app.verification import findings_of, shelf_of, verify


def publish_folder(services: Services, published_by: str = "") -> Release:
    """Check everything, then publish it in one transaction; nothing changed, nothing published.

    Raises DiagramRefused with all findings at once; running instances stay on their release.
    """
    artifacts = list(_artifacts(services.settings.workflows_dir, services.settings.forms_dir))
    findings = [
        finding
        for finding in _check(artifacts, services.settings)
        if finding.severity is Severity.ERROR
    ]
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


def _check(artifacts: list[NewArtifact], settings: Settings) -> Iterator[Finding]:
    diagrams: list[Diagram] = []
    for artifact in artifacts:
        try:
            if artifact.kind == "process":
                diagrams.append(read_diagram(artifact.content))
            elif artifact.kind == "decision":
                yield from check_table(read_table(artifact.content))
            else:
                yield from check_form(read_form(artifact.content))
        except DiagramRefused as refused:
            yield from refused.findings
    definitions = {diagram.main_id: diagram.main for diagram in diagrams}
    context = publication_context(settings)
    for diagram in diagrams:
        yield from diagram.findings
        yield from lint(diagram, context)
        yield from _gate(definitions, diagram.main_id)
    yield from findings_of(verify(shelf_of(definitions.values(), _forms(artifacts))))


def _forms(artifacts: list[NewArtifact]) -> Iterator[Form]:
    for artifact in artifacts:
        if artifact.kind == "form":
            # One that does not read was found above.
            with suppress(DiagramRefused):
                yield read_form(artifact.content)


def _gate(definitions: dict[str, Definition], process_id: str) -> Iterator[Finding]:
    try:
        compile_program(definitions, process_id)
    except DiagramRefused as refused:
        yield from refused.findings
