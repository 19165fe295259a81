"""Scenarios take every end, gateway flow and boundary event of the diagrams (issue 3, item 2).

Nothing is played here: each scenario's own test checks the lines that name it.
"""

from __future__ import annotations

from app.cli.coverage_text import lines_of_coverage
from app.scenarios.coverage import missing, places_below
from app.scenarios.credits import AGAIN, as_passed, read_credits
from app.scenarios.running import scenario_files
from tests.codebase.tree import ROOT

WORKFLOWS = ROOT / "workflows"
PLACES = places_below(WORKFLOWS)
CREDITS = read_credits(WORKFLOWS)


def test_scenarios_take_the_whole_of_every_diagram() -> None:
    lacking = [
        f"{place.process_id}: {place.label}" for place in missing(PLACES, as_passed(CREDITS))
    ]
    assert lacking == [], f"viết kịch bản, rồi chạy {AGAIN}"
    assert "100 %." in " ".join(lines_of_coverage(PLACES, as_passed(CREDITS)))


def test_every_line_names_a_place_and_a_scenario_that_are_there() -> None:
    places = {(place.process_id, place.id) for place in PLACES}
    names = {path.stem for path in scenario_files([WORKFLOWS])}
    lines = {(process, id_): who for process, rows in CREDITS.items() for id_, who in rows.items()}
    assert {who for who in lines.values() if who not in names} == set()
    assert {line for line in lines if line not in places} == set()
