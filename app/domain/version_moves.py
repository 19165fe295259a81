"""Running cases moved to another published version: who asked, who agreed, what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.reseating import Counterparts

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
MOST_INSTANCES = 1_000


class MoveState(StrEnum):
    """Where a request to move cases stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    DONE = "done"


class Fit(StrEnum):
    """Whether an instance fits the other version: wholly, but otherwise from here on, or not."""

    FITS = "fits"
    DIFFERS = "differs"
    CANNOT = "cannot"


class MoveResult(StrEnum):
    """What became of one instance; the last two left it as it was."""

    WAITING = "waiting"
    MOVED = "moved"
    REFUSED = "refused"
    OVER = "over"


@dataclass(frozen=True)
class VersionMove:
    """One request. `pairs` are [process, element as it was, element that stands for it].

    `version` counts the changes; `decided_…` is the second person.
    """

    id: str
    from_release: str
    to_release: str
    pairs: tuple[tuple[str, str, str], ...]
    reason: str
    state: MoveState
    version: int
    proposed_by: str
    proposed_name: str
    proposed_at: datetime
    rehearsed_at: datetime | None = None
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    return_reason: str = ""

    @property
    def counterparts(self) -> Counterparts:
        """The pairs as a mapping."""
        return {(process, before): after for process, before, after in self.pairs}


@dataclass(frozen=True)
class MoveItem:
    """One instance of a request: how it fits, what the rehearsal found, what came of it.

    `notes` are what will be otherwise from the start, `replayed` what the rehearsal saw; `told`
    says why it was refused.
    """

    move_id: str
    instance_id: str
    case_id: str
    fit: Fit
    notes: tuple[str, ...] = ()
    replayed: tuple[str, ...] = ()
    result: MoveResult = MoveResult.WAITING
    told: str = ""
    done_at: datetime | None = None
