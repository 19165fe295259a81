"""What administrators see of the runs of cases they picked: where each stands, no content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from app.domain.views.summaries import CaseSummary
from app.domain.views.terms import CaseDue


@dataclass(frozen=True)
class ChosenRun:
    """One instance that has not ended; `waiting` are its open tasks with who has them."""

    instance_id: str
    case: CaseSummary
    process_name: str
    release_id: str
    started_at: datetime
    suspended: bool
    waiting: tuple[str, ...] = ()
    next_timer: datetime | None = None
    due: CaseDue | None = None


@dataclass(frozen=True)
class EndedCase:
    """A picked case without an open run; `instance_id` is its first one, which may begin anew."""

    case: CaseSummary
    instance_id: str


@dataclass(frozen=True)
class ChosenRuns:
    """The open runs of the picked cases, and the picked cases that have none."""

    runs: tuple[ChosenRun, ...]
    left_out: tuple[EndedCase, ...] = ()
    newest_release: str = ""

    @property
    def older(self) -> dict[str, int]:
        """How many of the runs stand on each release but the newest, by its id."""
        found = Counter(run.release_id for run in self.runs)
        return {name: count for name, count in found.items() if name != self.newest_release}
