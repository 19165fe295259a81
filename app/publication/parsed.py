"""Files read once: the same bytes come again with every save, check and comparison.

What is returned is shared by all threads and must not be changed by whoever asks.
"""

from __future__ import annotations

from functools import lru_cache

from app.decision_tables import DecisionTable, check_table, read_table
from app.diagrams import read_diagram
from app.domain.diagrams import Diagram, Finding
from app.domain.drafts import FileKind
from app.domain.forms import Form
from app.errors import DiagramRefused
from app.task_forms import check_form, read_form

MOST_KEPT = 256
Reading = tuple[Diagram | None, tuple[Finding, ...]]


@lru_cache(maxsize=MOST_KEPT)
def read(content: bytes) -> Reading:
    """Return a diagram, or None with the findings that say why it does not read."""
    try:
        return read_diagram(content), ()
    except DiagramRefused as refused:
        return None, refused.findings


def diagram_of(content: bytes) -> Diagram | None:
    """Return a diagram, or None where the bytes do not read as one."""
    return read(content)[0]


@lru_cache(maxsize=MOST_KEPT)
def form_of(content: bytes) -> Form | None:
    """Return a form, or None where the bytes do not read as one."""
    try:
        return read_form(content)
    except DiagramRefused:
        return None


@lru_cache(maxsize=MOST_KEPT)
def table_of(content: bytes) -> DecisionTable | None:
    """Return a decision table, or None where the bytes do not read as one."""
    try:
        return read_table(content)
    except DiagramRefused:
        return None


def title_of(kind: FileKind, content: bytes) -> str:
    """Return what a file calls itself, for readers; nothing where it does not read."""
    if kind is FileKind.PROCESS:
        diagram = diagram_of(content)
        return diagram.main.name if diagram else ""
    if kind is FileKind.FORM:
        form = form_of(content)
        return form.title if form else ""
    table = table_of(content)
    return table.name if table else ""


@lru_cache(maxsize=MOST_KEPT)
def form_findings(content: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a form by itself."""
    try:
        return tuple(check_form(read_form(content)))
    except DiagramRefused as refused:
        return refused.findings


@lru_cache(maxsize=MOST_KEPT)
def table_findings(content: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a decision table by itself."""
    try:
        return tuple(check_table(read_table(content)))
    except DiagramRefused as refused:
        return refused.findings
