"""Behaviour of two file sets: computed beside the pages, kept, told in callers, undecided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import ROOT, Settings
from app.domain.behaviour import BehaviourChange
from app.publication.behaviour.asking import Comparison
from app.publication.behaviour.work import behaviour_between
from app.store.releases import NewArtifact
from tests.verification.edits.making import shipped
from tests.verification.redrawing import Redrawing

PROCESS = "s02_superior_acknowledge"
CALLED = "s01_issue_document"
REFUSED = Redrawing(shipped()[PROCESS]).set("start_superior_report", "id", "x y").data


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), uploads_dir=tmp_path)


def file_set(**changed: bytes) -> dict[str, NewArtifact]:
    """Return a process with what it calls, and their forms."""
    found = {}
    for name in (PROCESS, CALLED):
        data = changed.get(name, shipped()[name])
        found[f"process:{name}"] = NewArtifact("process", name, f"{name}.bpmn", data)
        for path in (ROOT / "forms" / name).glob("*.form"):
            key = f"{name}.{path.stem}"
            found[f"form:{key}"] = NewArtifact("form", key, path.name, path.read_bytes())
    return found


def shipped_rules() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "workflows/rules").glob("*.toml"))]


def change(process_id: str, **changed: bytes) -> BehaviourChange:
    return behaviour_between(file_set(), file_set(**changed), process_id, shipped_rules())


def test_comparison_is_computed_once_and_kept(settings: Settings) -> None:
    after = file_set(
        **{PROCESS: Redrawing(shipped()[PROCESS]).bypass("call_direction_letter").data}
    )
    comparison = Comparison(settings, file_set(), after, PROCESS)
    assert comparison.known().change is None
    comparison.begin()
    while comparison.known().is_running:
        comparison.begin()
    found = comparison.known().change
    assert found == behaviour_between(file_set(), after, PROCESS, shipped_rules())
    assert found.lines
    assert Comparison(settings, file_set(), after, PROCESS).known().change == found
    assert Comparison(settings, after, file_set(), PROCESS).known().change is None


def test_change_of_a_called_process_tells_the_rules_of_its_callers() -> None:
    data = Redrawing(shipped()[CALLED]).bypass("svc_number_issue").tidy().data
    told = [line.sentence for line in change(CALLED, **{CALLED: data}).lines]
    (broken,) = [one for one in told if one.startswith("Chuyển chỉ đạo chỉ sau khi ban hành")]
    assert broken.endswith("(C-040): trước được giữ, nay có đường đi trái")


@pytest.mark.parametrize("data", [b"<nothing", REFUSED])
def test_side_that_does_not_run_leaves_the_comparison_undecided(data: bytes) -> None:
    found = change(PROCESS, **{PROCESS: data})
    assert found.undecided
    assert found.lines == ()
