"""Verification of a file set: which processes it reaches, what is kept, what breaks off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.errors import DiagramRefused
from app.publication.verifying import digest_of, kept_result, verified
from app.store.releases import NewArtifact
from tests.verification.edits.making import shipped
from tests.verification.redrawing import Redrawing

PROCESS = "s02_superior_acknowledge"
CALLED = "s01_issue_document"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), uploads_dir=tmp_path)


def file_set(**changed: bytes) -> dict[str, NewArtifact]:
    """Return a process with what it calls, and its forms."""
    from app.config import ROOT

    found = {}
    for name in (PROCESS, CALLED):
        data = changed.get(name, shipped()[name])
        found[f"process:{name}"] = NewArtifact("process", name, f"{name}.bpmn", data)
        for path in (ROOT / "forms" / name).glob("*.form"):
            key = f"{name}.{path.stem}"
            found[f"form:{key}"] = NewArtifact("form", key, path.name, path.read_bytes())
    return found


def test_change_of_a_called_process_is_judged_in_its_callers_too(settings: Settings) -> None:
    data = Redrawing(shipped()[CALLED]).bypass("svc_number_issue").tidy().data
    found = verified(settings, file_set(**{CALLED: data}), CALLED)
    assert [one.process_id for one in found.processes] == [CALLED, PROCESS]
    assert "clause-SUP-03" in {finding.rule for finding in found.processes[1].findings}


def test_result_is_kept_under_the_digest_of_the_very_files(settings: Settings) -> None:
    files = file_set()
    digest = digest_of(settings, files, PROCESS)
    assert kept_result(settings, digest) is None
    found = verified(settings, files, PROCESS)
    assert found.findings == ()
    assert {rule.standing for rule in found.processes[0].rules} == {"kept"}
    assert kept_result(settings, digest) == found
    renamed = Redrawing(shipped()[PROCESS]).set("acknowledge_report", "name", "Đã nhận").data
    assert digest_of(settings, file_set(**{PROCESS: renamed}), PROCESS) != digest


def test_diagram_that_the_gate_refuses_comes_back_with_its_findings(settings: Settings) -> None:
    data = Redrawing(shipped()[PROCESS]).set("start_superior_report", "id", "x y").data
    with pytest.raises(DiagramRefused):
        verified(settings, file_set(**{PROCESS: data}), PROCESS)
