"""Steps that change the installation: `profile` keys, the `superior` of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.errors import ScenarioFailed
from app.scenarios.script import Localise, Reorganise
from app.scenarios.stage import Stage
from app.store import organisation_rows

WORDS = {"yes": True, "no": False}


def localise(stage: Stage, step: Localise) -> None:
    """Go on as if the profile's file had been edited; raise ScenarioFailed for unknown keys."""
    cache, code = stage.services.cache, stage.services.settings.profile
    tree = cache.profiles[code].tree
    for key, value in step.keys.items():
        tree = _with(tree, key.split("."), _read(value), key)
    changed = replace(cache.profiles[code], tree=tree)
    cache.use_profiles({**cache.profiles, code: changed})


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
