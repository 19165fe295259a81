"""Situations of a process made ready to be played: those kept by owners and those shipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.actions import Services
from app.config import Settings
from app.domain.forms import FieldError
from app.domain.situations import Situation
from app.errors import FormInvalid
from app.publication.situations import situations_of
from app.scenarios.reading import read_scenario
from app.scenarios.script import Scenario
from app.scenarios.setting import fixture_of, real_day, starting


@dataclass(frozen=True)
class Loaded:
    """A situation ready to be played, and the moment at which it begins."""

    scenario: Scenario
    starts: datetime


def offered(services: Services, process_id: str) -> tuple[Situation, ...]:
    """Return the situations of a process, as the installation that owns the draft has them."""
    with services.database.reading() as tx:
        return situations_of(tx, services.settings.workflows_dir, process_id)


def chosen(situations: Iterable[Situation], name: str) -> Situation:
    """Return a situation by its name; raise FormInvalid when there is none."""
    for one in situations:
        if one.name == name:
            return one
    text = "Chọn một tình huống trong danh sách"
    raise FormInvalid([FieldError("situation", "Tình huống", text)])


def load_text(settings: Settings, folder: Path, name: str, text: str) -> Loaded:
    """Read a situation by way of a file in `folder`; raise ScenarioRefused naming a line."""
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    scenario = read_scenario(path, fixture_of(settings))
    return Loaded(scenario, starting(scenario, settings, real_day()))
