"""Working-day calendars of profiles: days off, days worked, and the years that are complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from app.store import revision
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add, insert
from app.store.tables.access import calendar_day, calendar_year

REVISION = "calendar"


@dataclass(frozen=True)
class DayRow:
    """One day that the profile's calendar treats unlike its weekday; `kind` is `off` or `work`."""

    profile: str
    day: date
    kind: str
    name: str
    decision: str
    entered_by: str
    at: datetime


@dataclass(frozen=True)
class SavedCalendar:
    """A profile's special days and the years whose calendar was entered."""

    days: tuple[DayRow, ...]
    years: frozenset[int]


def load(tx: Transaction, profile: str) -> SavedCalendar:
    """Return everything entered for a profile."""
    return SavedCalendar(tuple(days(tx, profile)), frozenset(years(tx, profile)))


def days(tx: Transaction, profile: str) -> list[DayRow]:
    """Return a profile's special days in order."""
    query = select(calendar_day).where(calendar_day.c.profile == profile)
    return [from_row(DayRow, row) for row in tx.rows(query.order_by(calendar_day.c.day))]


def years(tx: Transaction, profile: str) -> list[int]:
    """Return the years whose calendar was entered."""
    query = select(calendar_year.c.year).where(calendar_year.c.profile == profile)
    return [row["year"] for row in tx.rows(query.order_by(calendar_year.c.year))]


def remove_year(tx: Transaction, profile: str, year: int) -> None:
    """Take a year's calendar out, so that it stands as if nobody had entered it."""
    day, entered = calendar_day.c, calendar_year.c
    in_year = day.day.between(date(year, 1, 1), date(year, 12, 31))
    tx.execute(delete(calendar_day).where(day.profile == profile, in_year))
    tx.execute(delete(calendar_year).where(entered.profile == profile, entered.year == year))
    revision.raise_number(tx, REVISION)


def save_year(
    tx: Transaction,
    profile: str,
    year: int,
    rows: Sequence[DayRow],
    entered_by: str,
    at: datetime,
) -> None:
    """Make these the special days of a year, in place of what was entered before."""
    if any(row.day.year != year or row.profile != profile for row in rows):
        raise ValueError(f"days outside {profile} {year}")
    day = calendar_day.c
    in_year = (day.profile == profile, day.day.between(date(year, 1, 1), date(year, 12, 31)))
    tx.execute(delete(calendar_day).where(*in_year))
    if rows:
        tx.execute(add(calendar_day), [to_row(row) for row in rows])
    values = {"profile": profile, "year": year, "entered_by": entered_by, "at": at}
    statement = insert(tx, calendar_year)
    statement = statement.on_conflict_do_update(
        index_elements=[calendar_year.c.profile, calendar_year.c.year],
        set_={"entered_by": statement.excluded.entered_by, "at": statement.excluded.at},
    )
    tx.execute(statement, values)
    revision.raise_number(tx, REVISION)
