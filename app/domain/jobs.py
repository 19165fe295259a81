"""Work that is kept until it is done, apart from who asked for it: a letter, a long check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What is to be done; each kind has one handler."""

    MAIL = "mail"
    RECORD_CHECK = "record_check"
    REHEARSAL = "rehearsal"
    MOVE_REHEARSAL = "move_rehearsal"
    RETRY = "retry"


class JobState(StrEnum):
    """Waiting for its turn or its end, done, stopped by a person, or given up until one says so."""

    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"
    DEAD = "dead"


@dataclass(frozen=True)
class Job:
    """One piece of work. `key` is given once: the same work deferred again is the same job.

    `lease_token` is whoever works at it until `lease_until`; only they may finish it. Long work
    tells how much is done of how much in all.
    """

    id: str
    kind: JobKind
    key: str
    payload: Mapping[str, Any]
    created_at: datetime
    next_at: datetime
    state: JobState = JobState.WAITING
    attempts: int = 0
    lease_token: str = ""
    lease_until: datetime | None = None
    told: str = ""
    ended_at: datetime | None = None
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Progress:
    """How far kept work over many is; `failure` says why it ended before its end."""

    done: int
    total: int
    is_running: bool
    failure: str = ""

    @classmethod
    def of(cls, job: Job | None, done: int, total: int) -> Progress:
        """Return how far a job is that does so many; none is left where it was lost."""
        running = job is not None and job.state is JobState.WAITING
        return cls(done, total, running, job.told if job and not running else "")
