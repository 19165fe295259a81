"""The kept coverage: which scenario shows each place of the diagrams, written from real runs.

A scenario's test checks what is credited to it against its own run; a test of the code base sums
the credits up. So the whole is known without playing everything once more.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import yaml

from app.errors import ScenarioRefused
from app.scenarios.coverage import Passed, Place

FILE = "coverage.yaml"
AGAIN = "flask --app app scenario run workflows --write-coverage"
HEAD = f"# Do `{AGAIN}` ghi ra; không sửa tay.\n# Mỗi chỗ của sơ đồ: kịch bản đã thật sự đi qua.\n"
# Process → id of the place → name of the scenario.
Credits: TypeAlias = Mapping[str, Mapping[str, str]]


def read_credits(workflows: Path) -> Credits:
    """Read the kept file; nothing is credited before it was first written."""
    path = workflows / FILE
    if not path.exists():
        return {}
    kept = yaml.safe_load(path.read_text("utf-8")) or {}
    if not isinstance(kept, dict) or not all(isinstance(rows, dict) for rows in kept.values()):
        raise ScenarioRefused(f"ghi lại {FILE} bằng lệnh {AGAIN}")
    return kept


def credit(
    places: Iterable[Place], runs: Mapping[str, Passed], kept: Credits, known: Container[str]
) -> Credits:
    """Return who shows each place: as kept while that holds, else the first run that took it.

    A scenario that was not run keeps what it has, one that is not `known` any more loses it.
    """
    found: dict[str, dict[str, str]] = {}
    for place in places:
        before = kept.get(place.process_id, {}).get(place.id, "")
        holds = before in known and (before not in runs or place.is_in(runs[before]))
        first = (name for name, passed in runs.items() if place.is_in(passed))
        name = before if holds else next(first, "")
        if name:
            found.setdefault(place.process_id, {})[place.id] = name
    return found


def write_credits(workflows: Path, credits: Credits) -> None:
    """Write the kept file."""
    text = yaml.safe_dump(dict(credits), allow_unicode=True, sort_keys=False)
    (workflows / FILE).write_text(HEAD + text, "utf-8")


def untrue(places: Iterable[Place], credits: Credits, name: str, passed: Passed) -> list[Place]:
    """Return the places credited to a scenario that its own run did not take."""
    own = [p for p in places if credits.get(p.process_id, {}).get(p.id) == name]
    return [place for place in own if not place.is_in(passed)]


def as_passed(credits: Credits) -> Passed:
    """Return everything that is credited to somebody."""
    return {process_id: set(rows) for process_id, rows in credits.items()}
