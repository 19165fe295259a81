"""What administrators see when cases are moved to another version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.case_requests import Fit, RequestResult, VersionMove
from app.domain.jobs import Progress
from app.domain.reseating import Counterpart


@dataclass(frozen=True)
class ReleaseChoice:
    """A release with the number of instances that run on it."""

    id: str
    number: int
    published_at: datetime
    running: int = 0
    name: str = ""


@dataclass(frozen=True)
class MoveLine:
    """One instance: its case, where it waits, how it fits and what came of it.

    `code` is empty before the plan is sent; `refusal` says what does not fit.
    """

    instance_id: str
    code: str
    title: str
    process_name: str
    waiting: tuple[str, ...]
    fit: Fit
    notes: tuple[str, ...] = ()
    refusal: str = ""
    replayed: tuple[str, ...] = ()
    result: RequestResult = RequestResult.WAITING
    told: str = ""
    done_at: datetime | None = None
    taken: bool = False
    suspended: bool = False


@dataclass(frozen=True)
class Unmatched:
    """An element that the other version lacks, what may stand for it, what was chosen."""

    process_id: str
    element_id: str
    label: str
    choices: tuple[Counterpart, ...]
    chosen: str = ""


@dataclass(frozen=True)
class ChoosePage:
    """Instances of a release as they would stand on another; both None before any is chosen."""

    releases: tuple[ReleaseChoice, ...]
    before: ReleaseChoice | None = None
    after: ReleaseChoice | None = None
    lines: tuple[MoveLine, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()

    def group(self, fit: Fit) -> tuple[MoveLine, ...]:
        """Return the lines that fit so."""
        return tuple(line for line in self.lines if line.fit is fit)


@dataclass(frozen=True)
class MovePage:
    """One request with its instances; `yours` for who proposed it.

    `pairs` names process, element and counterpart of each chosen pair as readers know them.
    `trying` says how far its rehearsal is that the worker does.
    """

    move: VersionMove
    before: ReleaseChoice
    after: ReleaseChoice
    lines: tuple[MoveLine, ...]
    yours: bool
    counts: Mapping[RequestResult, int] = field(default_factory=dict)
    pairs: tuple[tuple[str, str, str], ...] = ()
    trying: Progress | None = None

    @property
    def done(self) -> int:
        """How many instances have their result."""
        return sum(n for result, n in self.counts.items() if result is not RequestResult.WAITING)


@dataclass(frozen=True)
class MovesPage:
    """The newest requests, and the releases that cases still run on."""

    moves: tuple[VersionMove, ...]
    releases: tuple[ReleaseChoice, ...]
