"""Incidents as pages show them: a list with its filter, one with its attempts, a retry of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.forms import Option
from app.domain.incidents import Annotation, Attempt, Incident
from app.domain.jobs import Job, Progress


@dataclass(frozen=True)
class IncidentLine:
    """One incident with the code of its case, its process by name, and the last note about it."""

    incident: Incident
    case_code: str = ""
    process_name: str = ""
    last_note: str = ""


@dataclass(frozen=True)
class IncidentsPage:
    """What matches the filter `asked`; `dead` are letters given up; `mails` whether any are sent.

    `handles` tells whether the reader may do more than read.
    """

    lines: tuple[IncidentLine, ...]
    total: int
    page: int
    pages: int
    asked: Mapping[str, str]
    processes: tuple[Option, ...]
    steps: tuple[Option, ...]
    dead: tuple[Job, ...] = ()
    mails: bool = False
    handles: bool = False


@dataclass(frozen=True)
class IncidentPage:
    """One incident, whole; the trace is shown to who handles it."""

    line: IncidentLine
    attempts: tuple[Attempt, ...]
    notes: tuple[Annotation, ...]
    handles: bool


@dataclass(frozen=True)
class RetryChoice:
    """What was chosen for a retry: what can be tried, and what is left out with the reason."""

    chosen: tuple[IncidentLine, ...]
    left_out: tuple[tuple[IncidentLine, str], ...]


@dataclass(frozen=True)
class RetryPage:
    """A retry of many, with what came of each; `progress` while the worker is at it."""

    batch_id: str
    lines: tuple[tuple[IncidentLine, Attempt], ...]
    progress: Progress | None = None
