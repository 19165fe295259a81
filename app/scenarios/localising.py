"""Steps that change the installation: `profile` and its keys, the `superior` of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.actions.admin.note_profile import note_profile
from app.errors import ScenarioFailed
from app.profiles import organisation_home
from app.scenarios.script import Localise, PlayUnder, Reorganise
from app.scenarios.stage import Stage
from app.steps.shipped_calendar import save_shipped_calendar
from app.store import calendar_days, organisation_rows

WORDS = {"yes": True, "no": False}


def localise(stage: Stage, step: Localise) -> None:
    """Go on as if the profile's file had been edited; raise ScenarioFailed for unknown keys."""
    cache, code = stage.services.cache, stage.services.settings.profile
    tree = cache.profiles[code].tree
    for key, value in step.keys.items():
        tree = _with(tree, key.split("."), _read(value), key)
    changed = replace(cache.profiles[code], tree=tree)
    cache.use_profiles({**cache.profiles, code: changed})
    note_profile(stage.services)


def play_under(stage: Stage, step: PlayUnder) -> None:
    """Go on as an installation of another profile; raise ScenarioFailed for one tried elsewhere.

    Cases begun before keep the profile they began under.
    """
    services, code = stage.services, step.profile
    folder = services.settings.workflows_dir / "profiles"
    if organisation_home(folder, code) != stage.fixture.home:
        raise ScenarioFailed(f"hồ sơ địa phương {code} không thử trên {stage.fixture.home}")
    services.settings = replace(services.settings, profile=code)
    with services.database.transaction() as tx:
        if not calendar_days.years(tx, code):
            save_shipped_calendar(tx, folder, code, services.clock.now())
    note_profile(services)


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return int(value) if value.isdigit() else WORDS.get(value, value)


def _with(tree: Mapping[str, Any], path: list[str], value: Any, key: str) -> Mapping[str, Any]:
    name, *rest = path
    if name not in tree:
        raise ScenarioFailed(f"hồ sơ địa phương không có khóa “{key}”")
    return {**tree, name: _with(tree[name], rest, value, key) if rest else value}


def reorganise(stage: Stage, step: Reorganise) -> None:
    """Give units another direct superior, or none, as an administrator does."""
    with stage.services.database.transaction() as tx:
        rows = organisation_rows.load(tx)
        units = tuple(
            replace(unit, direct_superior_id=step.superiors[unit.id] or None)
            if unit.id in step.superiors
            else unit
            for unit in rows.units
        )
        organisation_rows.save(tx, replace(rows, units=units))
