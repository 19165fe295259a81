"""What the administrator's page of working days shows: a year, its days, what an edit would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.cases import ClockRow


@dataclass(frozen=True)
class DayLine:
    """One decided day as entered; `kind` is `off` or `work`, `decision` what set it."""

    day: date
    kind: str
    name: str
    decision: str


@dataclass(frozen=True)
class ClockChange:
    """One running answer clock before and after a corrected calendar."""

    code: str
    title: str
    body_name: str
    before: ClockRow
    after: ClockRow

    @property
    def moves_due(self) -> bool:
        """Tell whether the date of the answer itself changes, not only its cap or reminders."""
        return self.before.due != self.after.due


@dataclass(frozen=True)
class TaskChange:
    """One open task before and after a corrected calendar; both are the last day of its term."""

    code: str
    title: str
    name: str
    before: date
    after: date


@dataclass(frozen=True)
class CalendarEffect:
    """What saving a year's days does (or would do) to running clocks and open tasks."""

    year: int
    changes: tuple[ClockChange, ...]
    tasks: tuple[TaskChange, ...] = ()


@dataclass(frozen=True)
class CalendarPage:
    """One year of the profile's calendar. `loaded` tells whether anybody has entered it yet.

    `missing` are years that running clocks reach and nobody has entered (SC-66).
    """

    year: int
    years: tuple[int, ...]
    loaded: bool
    days: tuple[DayLine, ...]
    missing: tuple[int, ...]
    profile: str
