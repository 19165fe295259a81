"""Files that are handed out piece by piece: how far each is, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A file that moved no more for so long is being written by nobody.
SILENT = timedelta(minutes=2)


class ExportState(StrEnum):
    """Being written, complete, stopped by its person, cut off with its connection, failed."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CUT_OFF = "cut_off"
    FAILED = "failed"


@dataclass(frozen=True)
class ExportRun:
    """One file that a person asked for.

    `what` names it, `unit` what `done` and `total` count, both as readers say it. `told` is why it
    failed. Without a person it was asked for on the command line.
    """

    id: str
    person_id: str
    person_name: str
    what: str
    unit: str
    total: int
    begun_at: datetime
    moved_at: datetime
    done: int = 0
    state: ExportState = ExportState.RUNNING
    told: str = ""
    ended_at: datetime | None = None

    def standing(self, now: datetime) -> ExportState:
        """Return how it stands: a file whose writer was killed says nothing any more."""
        if self.state is ExportState.RUNNING and now - self.moved_at > SILENT:
            return ExportState.CUT_OFF
        return self.state
