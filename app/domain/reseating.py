"""Running instances put onto another version: which elements stand for which, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.execution import Advance

# (process, element as it was) → the element that stands for it; what is not named keeps its id.
Counterparts = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Counterpart:
    """An element of the other version that could stand for one that is gone."""

    element_id: str
    label: str


@dataclass(frozen=True)
class Obstacle:
    """One place of an instance for which the other version has no room, and why.

    `choices` are elements of the same kind in the same scope that are new there; one of them may be
    named in the mapping. `element_id` is that of the version the instance runs on.
    """

    process_id: str
    element_id: str
    label: str
    reason: str
    choices: tuple[Counterpart, ...] = ()


@dataclass(frozen=True)
class Reseated:
    """What became of a stored state on another program: `after` is None where it does not fit.

    `armed` names what the other version begins to listen for at once, beside what was waited for.
    """

    before: Advance
    after: Advance | None
    obstacles: tuple[Obstacle, ...] = ()
    armed: tuple[str, ...] = ()
