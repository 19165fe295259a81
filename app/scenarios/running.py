"""Running scenario files one after another, each on a stage of its own, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from app.errors import ChuTruongError, ScenarioRefused
from app.scenarios.coverage import Passed, passed_in
from app.scenarios.fixture import Fixture
from app.scenarios.playing import ACTING, Acting, play
from app.scenarios.reading import read_scenario
from app.scenarios.script import Scenario
from app.scenarios.stage import Stage

MOST_NUMBER = 10**6


@dataclass(frozen=True)
class Outcome:
    """What came of one file; `difference` is empty when it went as written.

    `passed` is what the engine passed, empty when it did not.
    """

    name: str
    title: str
    difference: str
    seconds: float
    passed: Passed = field(default_factory=dict)


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files named, and those in folders called `scenarios` below folders named.

    Raises ScenarioRefused when there are none.
    """
    found: list[Path] = []
    for path in paths:
        found += _below(path) if path.is_dir() else [path]
    if not found:
        raise ScenarioRefused("không có tệp kịch bản nào; chỉ tới tệp .yaml hoặc thư mục scenarios")
    return found


def _below(folder: Path) -> list[Path]:
    if folder.name in ("scenarios", "demo"):
        return sorted(folder.glob("*.yaml"), key=_by_number)
    return sorted(folder.glob("**/scenarios/*.yaml"), key=_by_number)


def _by_number(path: Path) -> tuple[int, str]:
    """Sort by number; those without one come after, by name."""
    digits = "".join(c for c in path.stem if c.isdigit())
    return int(digits or MOST_NUMBER), path.stem


def run_files(
    files: Iterable[Path],
    fixture: Fixture,
    staged: Callable[[Scenario], Stage],
    acting: Acting = ACTING,
) -> Iterator[Outcome]:
    """Yield the outcome of each file as it ends; an unreadable one is an outcome too.

    `acting` says how each kind of step is played, at the pages unless told otherwise.
    """
    for path in files:
        begun = perf_counter()
        name, title, difference = path.stem, "", ""
        passed: Passed = {}
        try:
            scenario = read_scenario(path, fixture)
            name, title = scenario.id, scenario.title
            passed = _play_and_clear(scenario, staged, acting)
        except ChuTruongError as error:
            difference = error.message
        yield Outcome(name, title, difference, perf_counter() - begun, passed)


def _play_and_clear(
    scenario: Scenario, staged: Callable[[Scenario], Stage], acting: Acting
) -> Passed:
    stage = staged(scenario)
    try:
        play(scenario, stage, acting)
        return passed_in(stage.services.database)
    finally:
        stage.services.database.dispose()
