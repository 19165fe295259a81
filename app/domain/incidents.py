"""Incidents: a step of the machine that failed, how often it was tried, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentState(StrEnum):
    """Open waits for a person; waiting is tried again by itself; solved is over."""

    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"


class FailedWork(StrEnum):
    """What failed: a due timer, a swept clock, a transfer; or a person's submission or message."""

    TIMER = "timer"
    CLOCK = "clock"
    TRANSFER = "transfer"
    STEP = "step"
    MESSAGE = "message"


# What people sent is theirs to send again: nobody does it in their place (INV-20).
AUTOMATIC = frozenset({FailedWork.TIMER, FailedWork.CLOCK, FailedWork.TRANSFER})


class AttemptResult(StrEnum):
    """What came of one attempt; one that is under way for long was cut short."""

    UNDER_WAY = "under_way"
    FAILED = "failed"
    SOLVED = "solved"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True)
class Subject:
    """What an incident is about. `key` is the same for every failure of the same work.

    `subject_id` is the task, the move or the pass that the work belongs to, if it has one.
    """

    what: FailedWork
    key: str
    subject_id: str = ""
    case_id: str = ""
    instance_id: str = ""
    process_id: str = ""
    activation_id: str = ""
    element_id: str = ""
    element_name: str = ""


@dataclass(frozen=True)
class Cause:
    """Why it failed: for readers `text` and `place`, for administrators the whole `trace`."""

    text: str
    place: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Incident:
    """One incident; `person_…` sent what failed, `solved_…` is who or what ended it."""

    id: str
    code: str
    what: FailedWork
    key: str
    state: IncidentState
    cause: str
    first_at: datetime
    last_at: datetime
    subject_id: str = ""
    case_id: str = ""
    instance_id: str = ""
    process_id: str = ""
    activation_id: str = ""
    element_id: str = ""
    element_name: str = ""
    place: str = ""
    trace: str = ""
    attempts: int = 1
    next_try_at: datetime | None = None
    person_id: str = ""
    person_name: str = ""
    solution: str = ""
    solved_name: str = ""
    solved_at: datetime | None = None

    @property
    def is_automatic(self) -> bool:
        """Whether the machine itself may try it again."""
        return self.what in AUTOMATIC

    @property
    def named(self) -> str:
        """The code and where it failed, in words."""
        return f"{self.code} ở “{self.element_name}”" if self.element_name else self.code


@dataclass(frozen=True)
class Attempt:
    """One attempt to get an incident out of the way; `number` is 0 for one that was not made."""

    id: str
    incident_id: str
    number: int
    at: datetime
    result: AttemptResult = AttemptResult.UNDER_WAY
    told: str = ""
    person_id: str = ""
    person_name: str = ""
    batch_id: str = ""


@dataclass(frozen=True)
class Annotation:
    """What somebody noted about an incident; it stays as it was written."""

    id: str
    incident_id: str
    at: datetime
    author_id: str
    author_name: str
    text: str
