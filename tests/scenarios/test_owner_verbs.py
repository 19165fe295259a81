"""Verbs of process owners: what is written wrong is refused with its line; edits must fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import ScenarioFailed, ScenarioRefused
from app.scenarios.fixture import Fixture
from app.scenarios.playing import play
from app.scenarios.reading import read_scenario
from tests.scenarios.conftest import StageSetter

EDIT = "{file: p01e_extension, find: 'name=\"Gia hạn?\"', put: 'name=\"Cho gia hạn?\"'}"
HEAD = "scenario: X\ntitle: x\nstart: 2024-03-04\nsteps:\n"


def play_text(text: str, fixture: Fixture, staged: StageSetter, folder: Path) -> None:
    path = folder / "x.yaml"
    path.write_text(text, "utf-8")
    scenario = read_scenario(path, fixture)
    play(scenario, staged(scenario))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("draft: {process: p}", "edits"),
        ("draft: {edits: []}", "process"),
        ("draft: {process: p, edits: [{file: a, find: b}]}", "find, put"),
        ("publish: {process: p, who: a}", "who"),
        ("discard draft: {}", "process"),
    ],
)
def test_step_that_lacks_a_part_is_refused(
    fixture: Fixture, tmp_path: Path, step: str, words: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{HEAD}  - {step}\n", "utf-8")
    with pytest.raises(ScenarioRefused, match=words):
        read_scenario(path, fixture)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("{file: nowhere, find: a, put: b}", "không có tệp nowhere"),
        ("{file: p01e_extension, find: userTask, put: b}", "lần, cần một lần"),
        ("{file: p01e_extension, from: xyz, to: abc}", "không có đoạn"),
    ],
)
def test_edit_that_does_not_fit_the_draft_fails(
    fixture: Fixture, staged_on_sqlite: StageSetter, tmp_path: Path, edit: str, words: str
) -> None:
    text = f"{HEAD}  - draft: {{process: p01e_extension, edits: [{edit}]}}\n"
    with pytest.raises(ScenarioFailed, match=words):
        play_text(text, fixture, staged_on_sqlite, tmp_path)


def test_published_draft_is_the_next_version(
    fixture: Fixture, staged_on_sqlite: StageSetter, tmp_path: Path
) -> None:
    play_text(
        f"{HEAD}  - draft: {{process: p01e_extension, edits: [{EDIT}]}}\n"
        "  - publish: {process: p01e_extension}\nexpect: {versions: {p01e_extension: 2}}\n",
        fixture,
        staged_on_sqlite,
        tmp_path,
    )
