"""What a fact that may be set by hand is called and may be, in the words of the organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.facts import WORKED_OUT
from app.domain.people import OrganKind
from app.organisation import Organisation
from app.organisation.sheets import ORGAN_KINDS, POSITION_KINDS
from app.profiles import Profile

FORUMS = (OrganKind.BOARD, OrganKind.COMMITTEE, OrganKind.CELL_MEETING)
RANKS = frozenset({"manager_rank", "position_manager_rank", "body_rank"})
UNITS = frozenset({"managing_body_id", "informed_body_ids"})


def label_of(name: str) -> str:
    """Return what readers call a fact; its id where nobody may set it."""
    return WORKED_OUT.get(name, name)


def kind_of(name: str, value: Any) -> str:
    """Return how a fact is typed: bool, number, list or text."""
    if isinstance(value, bool):
        return "bool"
    if name in RANKS or isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, list) else "text"


def shown(value: Any) -> str:
    """Return the value of a fact as readers see it."""
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, list):
        return ", ".join(map(shown, value)) or "danh sách trống"
    return "trống" if value is None else str(value)


@dataclass(frozen=True)
class FactWords:
    """The names of units, organs and levels that facts stand for."""

    organisation: Organisation
    profile: Profile

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return what a fact may be, as (value, name); nothing where any value may be typed."""
        if name == "position_kind":
            return tuple(POSITION_KINDS.items())
        if name == "forum_expected":
            return tuple((kind.value, ORGAN_KINDS[kind.value]) for kind in FORUMS)
        if name in RANKS:
            return tuple((str(level.rank), level.name) for level in self.profile.levels)
        if name in UNITS:
            return tuple((unit.id, unit.name) for unit in self.organisation.units())
        return ()

    def said(self, name: str, value: Any) -> str:
        """Return a value by the names of what it stands for."""
        names = dict(self.choices(name))
        if not names or not _each(value):
            return shown(value)
        return ", ".join(names.get(str(one), str(one)) for one in _each(value))

    def wrong(self, name: str, value: Any) -> str:
        """Say what a fact cannot be, or nothing."""
        known = dict(self.choices(name))
        strange = [str(one) for one in _each(value) if known and str(one) not in known]
        return f"không nhận “{strange[0]}”; chọn trong danh sách" if strange else ""


def _each(value: Any) -> Iterable[Any]:
    """Return the values of a list, or the one there is; nothing where nobody wrote any."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
