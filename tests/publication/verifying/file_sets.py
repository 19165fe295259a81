"""A short process with what it calls, as a file set that a draft would leave in use."""

from __future__ import annotations

from app.config import ROOT
from app.publication.file_set import FileSet
from app.store.releases import NewArtifact
from tests.verification.edits.making import shipped
from tests.verification.edits.reshaping import Reshaping
from tests.verification.redrawing import Redrawing

PROCESS = "s02_superior_acknowledge"
CALLED = "s01_issue_document"
EMERGENCY = "p02_emergency_action"


def file_set(*names: str, **changed: bytes) -> dict[str, NewArtifact]:
    """Return processes with their forms; `changed` diagrams stand in place of the shipped ones."""
    found = {}
    for name in names or (PROCESS, CALLED):
        data = changed.get(name, shipped()[name])
        found[f"process:{name}"] = NewArtifact("process", name, f"{name}.bpmn", data)
        for path in (ROOT / "forms" / name).glob("*.form"):
            key = f"{name}.{path.stem}"
            found[f"form:{key}"] = NewArtifact("form", key, path.name, path.read_bytes())
    return found


def unnumbered() -> FileSet:
    """Return the files with a paper that is issued without a number: the caller's rule breaks."""
    data = Redrawing(shipped()[CALLED]).bypass("svc_number_issue").tidy().data
    return file_set(**{CALLED: data})


def misled() -> FileSet:
    """Return an emergency that goes on to its action though it was told not to act."""
    drawn = Reshaping(shipped()[EMERGENCY])
    data = drawn.lead("gw_direction", "confirm_no_action", "record_action_a").tidy().data
    return file_set(EMERGENCY, CALLED, **{EMERGENCY: data})


def unreported() -> bytes:
    """Return the diagram of an emergency that nobody reports upwards."""
    return Reshaping(shipped()[EMERGENCY]).bypass("call_report_up").tidy().data


def rules() -> list[bytes]:
    """Return the shipped files of rules."""
    return [path.read_bytes() for path in sorted((ROOT / "workflows/rules").glob("*.toml"))]
