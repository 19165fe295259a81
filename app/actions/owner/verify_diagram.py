"""Verify a diagram without publishing it: every way through, and what the clauses say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.config import Settings
from app.decision_tables import read_table
from app.diagrams import read_diagram
from app.domain.diagrams import Diagram, Finding
from app.errors import DiagramRefused
from app.steps.bare.folders import Library, with_called
from app.task_forms import read_form
from app.verification.clause_check import verify_by_rules, with_path
from app.verification.rules import read_rules
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources

Read = TypeVar("Read")


def verify_diagram(
    data: bytes, folders: Sequence[Path], settings: Settings, *, seconds: float
) -> tuple[Finding, ...]:
    """Return what the verifier finds about the process of a file; raises DiagramRefused.

    A finding carries the sentences of its path. Called processes are looked for in `folders`, forms
    and tables in the installation; where a form is not there, its task may write anything. What is
    not explored after `seconds` is said to be undecided.
    """
    diagram = read_diagram(data)
    sources = _sources(diagram, Library(folders), settings)
    rules = [read_rules(text) for text in _files(settings.workflows_dir / "rules", "*.toml")]
    checked = verify_by_rules(sources, rules, Limits(seconds=seconds))
    return tuple(with_path(found) for found in checked.found)


def _sources(diagram: Diagram, library: Library, settings: Settings) -> Sources:
    workflows = settings.workflows_dir
    forms = {f.id: f for f in _readable(read_form, _files(settings.forms_dir, "*/*.form"))}
    tables = {t.id: t for t in _readable(read_table, _files(workflows, "*/*.dmn"))}
    others = _readable(read_diagram, _files(workflows, "*/*.bpmn"))
    beside = {name: one for other in others for name, one in other.definitions.items()}
    definitions = {**beside, **with_called(diagram, library)}
    tasks = (e for e in diagram.main.elements.values() if e.tag == "userTask")
    is_foreign = any(task.extensions.form_ref not in forms for task in tasks)
    return Sources(diagram.main_id, definitions, forms, tables, is_foreign=is_foreign)


def _files(folder: Path, pattern: str) -> Iterator[bytes]:
    for path in sorted(folder.glob(pattern)):
        yield path.read_bytes()


def _readable(read: Callable[[bytes], Read], files: Iterable[bytes]) -> Iterator[Read]:
    for data in files:
        # What does not read is found by its own check.
        with suppress(DiagramRefused):
            yield read(data)
