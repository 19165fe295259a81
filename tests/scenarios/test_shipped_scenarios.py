"""Every shipped scenario goes as its file says and takes what it is credited with.

Those with a number run on both kinds of database: on SQLite each sheet is filled at its page by the
first scenario that fills it (`at_pages.py`), on PostgreSQL the plain ones go through the action
behind it, since the pages are the same. The additional ones (`X-…`) show further ways through the
diagrams, not pages or the database: on SQLite alone, and past the pages where they can.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.actions import Services
from app.actions.audit.check_invariants import check_invariants
from app.config import ROOT
from app.scenarios.acting_directly import do_plainly
from app.scenarios.coverage import places_below
from app.scenarios.credits import AGAIN, read_credits, untrue
from app.scenarios.fixture import Fixture
from app.scenarios.playing import ACTING, Acting
from app.scenarios.running import run_files, scenario_files
from app.scenarios.script import Do, Scenario, Start
from app.scenarios.stage import Stage
from app.store.database import Database
from tests.scenarios.at_pages import Sheet, at_new_pages, first_of_each_sheet, start_plainly
from tests.scenarios.conftest import StageSetter

WORKFLOWS = ROOT / "workflows"
PLACES, CREDITS = places_below(WORKFLOWS), read_credits(WORKFLOWS)
FILES = scenario_files([WORKFLOWS])
NUMBERED = [path for path in FILES if path.stem.startswith("SC-")]
ADDITIONAL = [path for path in FILES if path.stem.startswith("X-")]
# SC-100 tampers with the record, SC-102 with a clock: the night finds both.
BROKEN_ON_PURPOSE = {"SC-100": {"INV-18"}, "SC-102": {"INV-01"}}
# Each of these must be there; a file that disappears would otherwise go unnoticed.
NUMBERS = (*range(1, 78), 90, *range(94, 104), *range(105, 111), 112, *range(115, 118))
PAST_THE_PAGES: Acting = {**ACTING, Start: start_plainly, Do: do_plainly}
REQUIRED = frozenset({"SC-68b", *(f"SC-{number:02d}" for number in NUMBERS)})


@pytest.fixture(scope="session")
def first_sheets(fixture: Fixture) -> Mapping[Sheet, str]:
    """Which scenario fills each sheet first."""
    return first_of_each_sheet(NUMBERED, fixture)


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_scenario_goes_as_written(
    path: Path,
    fixture: Fixture,
    first_sheets: Mapping[Sheet, str],
    staged: StageSetter,
    stage_database: Database,
) -> None:
    if stage_database.dialect == "postgresql":
        acting = PAST_THE_PAGES
    else:
        acting = {**ACTING, Do: at_new_pages(path.stem, first_sheets)}
    _check(path, fixture, staged, acting)


@pytest.mark.parametrize("path", ADDITIONAL, ids=lambda path: path.stem)
def test_additional_scenario_goes_as_written(
    path: Path, fixture: Fixture, staged_on_sqlite: StageSetter
) -> None:
    _check(path, fixture, staged_on_sqlite, PAST_THE_PAGES)


def _check(path: Path, fixture: Fixture, staged: StageSetter, acting: Acting) -> None:
    stages: list[Stage] = []

    def kept(scenario: Scenario) -> Stage:
        stages.append(staged(scenario))
        return stages[-1]

    [outcome] = run_files([path], fixture, kept, acting)
    assert outcome.difference == ""
    assert outcome.name == path.stem
    _check_invariants(path.stem, stages[-1].services)
    no_more = untrue(PLACES, CREDITS, path.stem, outcome.passed)
    assert no_more == [], f"không còn đi qua; chạy {AGAIN}"


def _check_invariants(name: str, services: Services) -> None:
    """What the night would find; asked on one kind of database, the other answers the same."""
    if services.database.dialect == "sqlite":
        broken = {found.invariant for found in check_invariants(services)}
        assert broken == BROKEN_ON_PURPOSE.get(name, set())


def test_every_file_has_a_number_or_is_marked_as_additional() -> None:
    assert sorted([*NUMBERED, *ADDITIONAL]) == sorted(FILES)


def test_the_scenarios_of_the_whole_article_are_all_there() -> None:
    assert {path.stem for path in FILES} >= REQUIRED
