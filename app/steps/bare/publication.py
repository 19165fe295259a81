"""What publication knows of the world, gathered from the folders of an installation.

Roles, topics and register facts come from the code that serves them; forms, tables, processes,
profiles and clauses from their files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.clauses import load_clauses
from app.config import Settings
from app.decision_tables import check_table, read_table
from app.diagrams import LintContext, read_diagram
from app.domain.diagrams import Diagram, Finding
from app.domain.facts import FACT_SCOPES
from app.errors import ChuTruongError, DiagramRefused
from app.organisation import roles
from app.profiles import load_profiles
from app.steps.candidates import RESOLVERS
from app.task_forms import check_form, fact_names, read_form
from app.topics import TOPICS


def publication_context(settings: Settings) -> LintContext:
    """Return what the rules of publication ask about; files that do not read count as absent."""
    forms = dict(_forms(settings.forms_dir))
    tables = dict(_tables(settings.workflows_dir))
    standing = standing_context(settings)
    return replace(
        standing,
        forms=frozenset(forms),
        decisions=frozenset(tables),
        facts=(standing.facts or frozenset()).union(*forms.values(), *tables.values()),
        processes=dict(_processes(settings.workflows_dir)),
    )


def standing_context(settings: Settings) -> LintContext:
    """Return what holds whatever is published: roles, topics, clauses, profiles, register facts."""
    return LintContext(
        roles=role_names(),
        topics=frozenset(TOPICS),
        facts=frozenset(FACT_SCOPES).union(_written_by_topics()),
        clauses=frozenset(load_clauses(settings.workflows_dir / "clauses")),
        profile_keys=_profile_keys(settings.workflows_dir / "profiles"),
    )


def role_names() -> dict[str, str]:
    """Return every role that a task may be given to, with its Vietnamese name."""
    return {role: roles.label_of(role, "") for role in (*roles.HELD_ROLES, *RESOLVERS)}


def parts_of(diagram: Diagram, settings: Settings) -> Iterator[Finding]:
    """Yield what is wrong with the forms and decision tables that a diagram names."""
    elements = [e for d in diagram.definitions.values() for e in d.elements.values()]
    forms = {element.extensions.form_ref for element in elements}
    tables = {element.extensions.decision_ref for element in elements}
    # Files are chosen from what is there, never by a path made of a stranger's id.
    for path in sorted(settings.forms_dir.glob("*/*.form")):
        if f"{path.parent.name}.{path.stem}" in forms:
            yield from _looked_at(path, lambda data: check_form(read_form(data)))
    for path in sorted(settings.workflows_dir.glob("*/*.dmn")):
        if path.stem in tables:
            yield from _looked_at(path, lambda data: check_table(read_table(data)))


def _looked_at(path: Path, look: Callable[[bytes], tuple[Finding, ...]]) -> Iterator[Finding]:
    try:
        found = look(path.read_bytes())
    except DiagramRefused as refused:
        found = refused.findings
    for finding in found:
        yield replace(finding, message=f"{path.name}: {finding.message}")


def _written_by_topics() -> set[str]:
    return {name for topic in TOPICS.values() for name in topic.writes}


def _forms(folder: Path) -> Iterator[tuple[str, set[str]]]:
    for path in sorted(folder.glob("*/*.form")):
        try:
            form = read_form(path.read_bytes())
        except ChuTruongError:
            continue
        yield form.id, set(fact_names(form))


def _tables(folder: Path) -> Iterator[tuple[str, set[str]]]:
    for path in sorted(folder.glob("*/*.dmn")):
        try:
            table = read_table(path.read_bytes())
        except ChuTruongError:
            continue
        yield table.id, {output.name for output in table.outputs}


def _processes(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in sorted(folder.glob("*/*.bpmn")):
        try:
            diagram = read_diagram(path.read_bytes())
        except ChuTruongError:
            continue
        for name, definition in diagram.definitions.items():
            yield name, definition.calls()


def _profile_keys(folder: Path) -> frozenset[str]:
    profiles = load_profiles(folder)
    return frozenset(key for profile in profiles.values() for key in _dotted(profile.facts(), ""))


def _dotted(table: Any, before: str) -> Iterator[str]:
    for key, value in table.items():
        yield f"{before}{key}"
        if hasattr(value, "items"):
            yield from _dotted(value, f"{before}{key}.")
