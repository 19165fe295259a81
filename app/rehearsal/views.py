"""What the page of a rehearsal shows, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.situations import Situation
from app.domain.views import CasePage


@dataclass(frozen=True)
class Player:
    """Somebody who may do a waiting task; `path` is the task's page inside the rehearsal."""

    person_id: str
    name: str
    path: str


@dataclass(frozen=True)
class Waiting:
    """An open task: where, for whom, who could take it."""

    case_title: str
    name: str
    element_id: str
    role: str
    due_at: datetime | None
    players: tuple[Player, ...]


@dataclass(frozen=True)
class Move:
    """One thing that happened; `number` is the copy from before it."""

    number: int
    at: datetime
    words: str


@dataclass(frozen=True)
class PlayedCase:
    """One case of the rehearsal as its own page shows it, and the values gates can read."""

    page: CasePage
    facts: Mapping[str, object]


@dataclass(frozen=True)
class RehearsalPage:
    """Everything on the page of one rehearsal, newest move first; `tasks` are names by element."""

    id: str
    draft_id: str
    process_id: str
    title: str
    now: datetime
    next_due: datetime | None
    waiting: tuple[Waiting, ...]
    cases: tuple[PlayedCase, ...]
    moves: tuple[Move, ...]
    people: tuple[Player, ...]
    situations: tuple[Situation, ...]
    tasks: Mapping[str, str]
