"""How all cases stand: figures by body and period, times of steps, workload, invariants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.forms import Option
from app.domain.invariants import Violation

# Of fewer cases a share would say more than is known.
LEAST_FOR_SHARES = 30


@dataclass(frozen=True)
class BodyFigures:
    """What one body has and did; without an id it is the sum over all.

    `open`, `near` and `late` are of today, the rest happened in the period.
    """

    body_id: str
    name: str
    open: int = 0
    near: int = 0
    late: int = 0
    answered: int = 0
    answered_late: int = 0
    withdrawn: int = 0
    overridden: int = 0
    escalated: int = 0
    reworked: int = 0

    @property
    def late_share(self) -> int | None:
        """How many of a hundred answers were late; None of too few answers."""
        if self.answered < LEAST_FOR_SHARES:
            return None
        return round(self.answered_late * 100 / self.answered)


@dataclass(frozen=True)
class StepFigures:
    """Working days people had a step that was completed in the period; half took at most `median`.

    Days are counted as terms are, the day it came being 0.
    """

    process_id: str
    element_id: str
    name: str
    count: int
    median: int
    ninetieth: int
    total: int


@dataclass(frozen=True)
class Load:
    """Open tasks of a role in a body, or of a person; `late` are past their own date."""

    who: str
    open: int
    late: int


@dataclass(frozen=True)
class MonitorPage:
    """The dashboard; `svg` is the picture of the chosen process with heat by its longest waits."""

    first: date
    last: date
    body_id: str
    process_id: str
    bodies: tuple[Option, ...]
    processes: tuple[Option, ...]
    whole: BodyFigures
    by_body: tuple[BodyFigures, ...]
    steps: tuple[StepFigures, ...]
    loads: tuple[Load, ...]
    svg: str = ""
    rounds: float = 0.0


@dataclass(frozen=True)
class InvariantCheck:
    """One check of all invariants: by whom (nobody by night), when, what it found."""

    id: str
    checked_at: datetime
    asked_by: str
    asked_name: str
    found: tuple[Violation, ...]


@dataclass(frozen=True)
class CheckedPage:
    """The latest checks, newest first, and the codes of the cases they name."""

    checks: tuple[InvariantCheck, ...]
    codes: dict[str, str]
