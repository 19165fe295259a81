"""What one person asks to be done to running cases and a second one agrees to, case by case.

A request is proposed, rehearsed on copies, decided by a second person, then carried out on one
instance after the other. Of two kinds: repairs, and moves to another published version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.repairs import Instruction, Place, RehearsedLine, RepairWarning
from app.domain.reseating import Counterparts

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
MOST_REPAIRED = 100
MOST_MOVED = 1_000


class RequestKind(StrEnum):
    """What is asked for."""

    REPAIR = "repair"
    MOVE = "move"


class RequestState(StrEnum):
    """Where a request stands; one that expired fits none of its instances any more."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    DONE = "done"
    EXPIRED = "expired"


class RequestResult(StrEnum):
    """What became of one instance; the last two left it as it was."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    OVER = "over"


class Fit(StrEnum):
    """Whether an instance fits the other version: wholly, but otherwise from here on, or not."""

    FITS = "fits"
    DIFFERS = "differs"
    CANNOT = "cannot"


@dataclass(frozen=True, kw_only=True)
class CaseRequest:
    """What all requests have. `version` counts the changes; `decided_…` is the second person."""

    kind: ClassVar[RequestKind]
    id: str
    reason: str
    state: RequestState
    version: int
    proposed_by: str
    proposed_name: str
    proposed_at: datetime
    rehearsed_at: datetime | None = None
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    return_reason: str = ""
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class Repair(CaseRequest):
    """A request to put instances right."""

    kind = RequestKind.REPAIR
    instructions: tuple[Instruction, ...]


@dataclass(frozen=True, kw_only=True)
class VersionMove(CaseRequest):
    """A request to put instances onto another release.

    `pairs` are [process, element as it was, element that stands for it].
    """

    kind = RequestKind.MOVE
    from_release: str
    to_release: str
    pairs: tuple[tuple[str, str, str], ...]

    @property
    def counterparts(self) -> Counterparts:
        """The pairs as a mapping."""
        return {(process, before): after for process, before, after in self.pairs}


@dataclass(frozen=True, kw_only=True)
class RequestItem:
    """One instance of a request and what came of it; `told` says why it was refused."""

    kind: ClassVar[RequestKind]
    request_id: str
    instance_id: str
    case_id: str
    result: RequestResult = RequestResult.WAITING
    told: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RepairItem(RequestItem):
    """An instance to be repaired: how it looked and what the rehearsal showed.

    `base_state` is the digest of the instance when it was last looked at; `refusal` says why the
    rehearsal could not be done; `stops` and `starts` are places in the diagrams.
    """

    kind = RequestKind.REPAIR
    base_state: str = ""
    rehearsal: tuple[RehearsedLine, ...] = ()
    warnings: tuple[RepairWarning, ...] = ()
    stops: tuple[Place, ...] = ()
    starts: tuple[Place, ...] = ()
    refusal: str = ""

    @property
    def invariants(self) -> frozenset[str]:
        """The invariants that this repair would newly break."""
        return frozenset(one.invariant for one in self.warnings if one.invariant)


@dataclass(frozen=True, kw_only=True)
class MoveItem(RequestItem):
    """An instance to be moved: how it fits and what the rehearsal found.

    `notes` are what will be otherwise from the start, `replayed` what the rehearsal saw.
    """

    kind = RequestKind.MOVE
    fit: Fit
    notes: tuple[str, ...] = ()
    replayed: tuple[str, ...] = ()
