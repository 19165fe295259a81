"""How answer terms and task dates stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DueState(StrEnum):
    """How an answer term stands (ui.md section 5, column Deadline)."""

    RUNNING = "running"
    EXTENDED = "extended"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    WITHDRAWN = "withdrawn"
    NO_CALENDAR = "no_calendar"

    @property
    def is_over(self) -> bool:
        """Whether the term is counted no more."""
        return self in (DueState.ANSWERED, DueState.ANSWERED_LATE, DueState.WITHDRAWN)


@dataclass(frozen=True)
class DayNote:
    """A day that the count treats unlike its weekday: a holiday, or a made-up Saturday."""

    day: date
    name: str
    works: bool = False
    decision: str = ""


@dataclass(frozen=True)
class CaseDue:
    """The answer term of a case's present pass, counted in working days.

    `day_no` is today's number (receipt is day 0), `term` the number of the due day (30, or more
    after an extension), `days_left` is negative when late. `notes` explain the date, `weekends`
    tells whether Saturdays and Sundays were left out as usual; `kept` that the announced date
    stands although the corrected calendar would give an earlier one (INV-07).
    """

    received: date
    due: date
    cap: date
    day_no: int
    days_left: int
    state: DueState = DueState.RUNNING
    term: int = 30
    cap_days: int = 60
    answered_on: date | None = None
    notes: tuple[DayNote, ...] = ()
    calendar: str = ""
    warning: str = ""
    kept: bool = False


@dataclass(frozen=True)
class TaskDue:
    """A task's own date; `days_left` in working days, negative when late.

    `clause` is where its term comes from; empty means that the deploying body set it (A-33).
    Where the date is explained, `given` is the day the task opened, `days` the working days from
    then to the date, `notes` the days treated unlike their weekday, by the calendar's edition.
    """

    due: date
    days_left: int
    clause: str = ""
    given: date | None = None
    days: int = 0
    notes: tuple[DayNote, ...] = ()
    calendar: str = ""


class TermSource(StrEnum):
    """Who says how long something may take."""

    CLAUSE = "clause"
    UNIT = "unit"
    DECREE = "decree"


@dataclass(frozen=True)
class Term:
    """One term as the installation counts it; `days` is None where none is set, so none runs."""

    name: str
    days: int | None
    source: TermSource
    clause: str = ""


@dataclass(frozen=True)
class TermsPage:
    """Every term of the installation's profile and where it comes from."""

    profile: str
    terms: tuple[Term, ...]
