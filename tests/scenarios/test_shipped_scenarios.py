"""Every shipped scenario goes as its file says, on both kinds of database (issue 2, item 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ROOT
from app.scenarios.fixture import Fixture
from app.scenarios.running import run_files, scenario_files
from tests.scenarios.conftest import StageSetter

FILES = scenario_files([ROOT / "workflows"])
# Each of these must be there; a file that disappears would otherwise go unnoticed.
REQUIRED = frozenset(
    {
        *("SC-01", "SC-05", "SC-07", "SC-08", "SC-27", "SC-30", "SC-32", "SC-36", "SC-43"),
        *("SC-55", "SC-56", "SC-63", "SC-64", "SC-67", "SC-97", "SC-98", "SC-99", "SC-100"),
    }
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario_goes_as_written(path: Path, fixture: Fixture, staged: StageSetter) -> None:
    [outcome] = run_files([path], fixture, staged)
    assert outcome.difference == ""
    assert outcome.name == path.stem


def test_the_scenarios_of_the_first_cut_are_all_there() -> None:
    assert {path.stem for path in FILES} >= REQUIRED
