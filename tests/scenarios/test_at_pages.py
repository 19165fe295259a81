"""A sheet is filled at its page by the first scenario that fills it, and by no other."""

from __future__ import annotations

from app.config import ROOT
from app.scenarios.fixture import Fixture
from app.scenarios.reading import read_scenario
from app.scenarios.running import scenario_files
from app.scenarios.script import Do
from tests.scenarios.at_pages import first_of_each_sheet, sheet_of

FILES = scenario_files([ROOT / "workflows"])


def sheets(name: str, fixture: Fixture) -> set[object]:
    [path] = [path for path in FILES if path.stem == name]
    return {sheet_of(s) for s in read_scenario(path, fixture).steps if isinstance(s, Do)}


def test_the_first_scenario_fills_its_sheets_and_the_next_only_new_ones(fixture: Fixture) -> None:
    straight, refused = sheets("SC-01", fixture), sheets("SC-02", fixture)
    both = [path for path in FILES if path.stem in {"SC-01", "SC-02"}]
    first = first_of_each_sheet(both, fixture)
    assert {sheet for sheet, name in first.items() if name == "SC-01"} == straight
    assert {sheet for sheet, name in first.items() if name == "SC-02"} == refused - straight
    assert refused & straight and refused - straight


def test_the_same_task_with_another_choice_is_another_sheet() -> None:
    within, beyond, reworded = (
        Do(1, "authority", task="determine_authority", answers={"finding": found, "basis": basis})
        for found, basis in (
            ("trong_tham_quyen", "mục 1"),
            ("vuot_tham_quyen", "mục 1"),
            ("vuot_tham_quyen", "mục 2"),
        )
    )
    assert sheet_of(within) != sheet_of(beyond) == sheet_of(reworded)
