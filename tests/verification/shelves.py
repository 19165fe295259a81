"""Shelves to prove things about: the shipped one, the whole article, and either with a change.

While the shipped diagrams stop short of the way up, the whole article stands in `whole/`, drawn
without pictures; then the forms whose options are still those of the first cut are left out, so
that their fields may take any value that a gateway tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from app.config import ROOT
from app.diagrams import read_diagram
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.task_forms import read_form
from app.verification import Shelf, State, shelf_of, verify

HERE = Path(__file__).parent
SWITCHED = (ROOT / "workflows" / "p01d_escalate").is_dir()
WHOLE = sorted((ROOT / "workflows").glob("*/*.bpmn") if SWITCHED else (HERE / "whole").glob("*"))
FORMS = sorted((ROOT / "forms").glob("*/*.form" if SWITCHED else "p01b_appraisal/*.form"))


def drawing(process_id: str) -> bytes:
    """Return the bytes of a diagram of the whole article."""
    return next(path for path in WHOLE if path.stem == process_id).read_bytes()


def shipped_form(form_id: str) -> Form:
    """Return a shipped form."""
    return read_form((ROOT / "forms" / f"{form_id.replace('.', '/')}.form").read_bytes())


def shipped() -> Shelf:
    """Return the diagrams and forms as they are shipped."""
    diagrams = sorted((ROOT / "workflows").glob("*/*.bpmn"))
    forms = sorted((ROOT / "forms").glob("*/*.form"))
    return shelf_of(
        [read_diagram(path.read_bytes()).main for path in diagrams],
        [read_form(path.read_bytes()) for path in forms],
    )


def whole(diagrams: Iterable[bytes] = (), forms: Iterable[Form] = ()) -> Shelf:
    """Return the whole article with these diagrams and forms in place of its own."""
    own_diagrams, own_forms = _whole()
    changed = [read_diagram(data).main for data in diagrams]
    return shelf_of([*own_diagrams.values(), *changed], [*own_forms.values(), *forms])


@cache
def _whole() -> tuple[Mapping[str, Definition], Mapping[str, Form]]:
    definitions = [read_diagram(path.read_bytes()).main for path in WHOLE]
    forms = [read_form(path.read_bytes()) for path in FORMS]
    return {d.process_id: d for d in definitions}, {form.id: form for form in forms}


def broken(shelf: Shelf, only: str = "") -> dict[str, list[str]]:
    """Return invariant → sentences, for those (or the one) that the shelf breaks."""
    return {
        verdict.invariant: [finding.message for finding in verdict.findings]
        for verdict in verify(shelf, only)
        if verdict.state is State.BROKEN
    }
