"""Work with outside effects, kept until it is done: a letter to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What is to be done outside; each kind has one handler."""

    MAIL = "mail"


class JobState(StrEnum):
    """Waiting for its turn or its next one, done, or given up until a person says otherwise."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True)
class Job:
    """One piece of outside work. `key` is given once: the same work deferred again is the same job.

    `lease_token` is whoever works at it until `lease_until`; only they may finish it.
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
