"""Destruction of cases whose time of keeping is over: periods, lists of two persons, holds.

Periods come from the profile; no clause of the sources sets one, so each names who did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.cases import CaseState

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
LONGEST_DECISION = 100
MOST_CASES = 200
ANY = "*"
# What a case may have come to; one in any other state is open, or destroyed already.
RESULTS = (
    CaseState.APPROVED,
    CaseState.APPROVED_BY_LEADER,
    CaseState.REFUSED,
    CaseState.INFEASIBLE,
    CaseState.ENDED,
    CaseState.CONCLUDED,
)
CASE_KINDS = ("new", "emergency")


class ListState(StrEnum):
    """Where a list of cases to be destroyed stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    DONE = "done"


class Fate(StrEnum):
    """What became of one case of a list.

    `ERASED` is gone from the database while its files still lie on disk; `SPARED` was left whole.
    """

    WAITING = "waiting"
    ERASED = "erased"
    DESTROYED = "destroyed"
    SPARED = "spared"


class Blocker(StrEnum):
    """Why a case is not destroyed though its time is over."""

    HELD = "held"
    RUNNING = "running"
    TASKS = "tasks"
    CLOCK = "clock"
    UNDELIVERED = "undelivered"
    MENTIONED = "mentioned"


BLOCKER_WORDS: Mapping[Blocker, str] = {
    Blocker.HELD: "đang được giữ lại",
    Blocker.RUNNING: "còn lượt chạy chưa kết thúc",
    Blocker.TASKS: "còn việc chưa xong",
    Blocker.CLOCK: "còn thời hạn đang tính",
    Blocker.UNDELIVERED: "còn văn bản chưa giao",
    Blocker.MENTIONED: "hồ sơ đang xử lý còn dẫn tới",
}


@dataclass(frozen=True)
class Period:
    """How many years cases of a kind and result are kept, and who set it; `*` stands for any."""

    kind: str
    outcome: str
    years: int
    source: str

    def covers(self, kind: str, outcome: str) -> bool:
        """Tell whether the period is meant for such cases."""
        return self.kind in (ANY, kind) and self.outcome in (ANY, outcome)

    def over_on(self, ended: date) -> date:
        """Return the first day on which a case that ended so may be destroyed."""
        try:
            return ended.replace(year=ended.year + self.years)
        except ValueError:  # 29 February of a year that has none
            return date(ended.year + self.years, 3, 1)


@dataclass(frozen=True)
class EndedCase:
    """A case that came to its end, as the list of what may be destroyed needs it."""

    id: str
    code: str
    title: str
    kind: str
    state: CaseState
    restricted: bool
    created_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class DestructionList:
    """One list. `…_seq` are its rows in the system's chain; `decided_…` is the second person."""

    id: str
    decision: str
    decision_date: date
    reason: str
    state: ListState
    version: int
    proposed_by: str
    proposed_name: str
    proposed_at: datetime
    proposed_seq: int
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    decided_seq: int = 0
    return_reason: str = ""


@dataclass(frozen=True)
class ListItem:
    """One case of a list: until when it was to be kept and why, and what became of it.

    `dossier` is the SHA-256 of the self-proving file taken out before; `files` are names on disk
    still to be removed; `told` says why it was spared.
    """

    list_id: str
    case_id: str
    code: str
    outcome: str
    ended_on: date
    kept_until: date
    basis: str
    dossier: str = ""
    fate: Fate = Fate.WAITING
    told: str = ""
    files: tuple[str, ...] = ()
    done_at: datetime | None = None


@dataclass(frozen=True)
class Hold:
    """A case that must not be destroyed until somebody lifts the hold."""

    id: str
    case_id: str
    code: str
    reason: str
    held_by: str
    held_name: str
    held_at: datetime
    lifted_by: str = ""
    lifted_name: str = ""
    lifted_at: datetime | None = None
    lift_reason: str = ""


@dataclass(frozen=True)
class Tombstone:
    """What is left of a destroyed case; `content` is the payload of its row in the chain."""

    case_id: str
    chain_id: str
    seq: int
    at: datetime
    content: Mapping[str, Any]
