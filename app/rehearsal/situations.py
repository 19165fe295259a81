"""Saved situations of a process: the scenarios that are shipped beside its diagram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.actions import Services
from app.domain.forms import FieldError
from app.errors import FormInvalid, ScenarioRefused
from app.rehearsal.views import Situation
from app.scenarios.reading import read_scenario
from app.scenarios.script import Scenario
from app.scenarios.setting import fixture_of, real_day, starting

ORDER = "SC-"


@dataclass(frozen=True)
class Loaded:
    """A situation ready to be played, and the moment at which it begins."""

    scenario: Scenario
    starts: datetime


def situations_of(services: Services, process_id: str) -> tuple[Situation, ...]:
    """Return the situations in which the process takes part, by name; unreadable ones are left out.

    The acceptance scenarios stand beside the case's process: each is offered to every process.
    """
    fixture = fixture_of(services.settings)
    found = []
    for path in _files(services, process_id):
        try:
            scenario = read_scenario(path, fixture)
        except ScenarioRefused:
            continue
        found.append(Situation(path.stem, scenario.title))
    return tuple(found)


def load_situation(services: Services, process_id: str, name: str) -> Loaded:
    """Return a situation by its name; raise FormInvalid when there is none."""
    fixture = fixture_of(services.settings)
    for path in _files(services, process_id):
        if path.stem == name:
            scenario = read_scenario(path, fixture)
            return Loaded(scenario, starting(scenario, services.settings, real_day()))
    text = "Chọn một tình huống trong danh sách"
    raise FormInvalid([FieldError("situation", "Tình huống", text)])


def _files(services: Services, process_id: str) -> list[Path]:
    workflows = services.settings.workflows_dir
    own = sorted((workflows / process_id / "scenarios").glob("*.yaml"))
    return own or sorted(workflows.glob(f"p01_art4_case/scenarios/{ORDER}*.yaml"))
