"""A short part of the random walks; `python -m tests.campaign.case_walks` walks the long one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.campaign.walking.premises import open_to_everybody
from tests.campaign.walking.walk import Walk

CASES = 5


@pytest.fixture(scope="module")
def premises(installed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation in which everybody has an account."""
    path = tmp_path_factory.mktemp("premises") / "premises.db"
    shutil.copy(installed_sqlite, path)
    open_to_everybody(path)
    return path


@pytest.mark.parametrize("seed", range(2))
def test_cases_by_chance_find_no_fault_and_come_to_their_ends(
    seed: int, premises: Path, tmp_path: Path
) -> None:
    counts = Walk(seed, premises, tmp_path).run(CASES)
    assert counts["cases"] >= CASES - counts["refused: start plan"]
