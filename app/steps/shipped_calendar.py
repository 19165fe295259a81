"""The calendars that ship with a profile, put into the database it runs on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.profiles import organisation_home
from app.store import calendar_days
from app.store.database import Transaction
from app.working_days import load_calendar


def save_shipped_calendar(tx: Transaction, folder: Path, code: str, now: datetime) -> None:
    """Enter every shipped year for a profile, from its home's files while it is tried elsewhere.

    `folder` holds the profiles. Raises SettingsError when a file is wrong.
    """
    calendar = load_calendar(folder, organisation_home(folder, code))
    for year in sorted(calendar.years):
        rows = [
            calendar_days.DayRow(code, day.day, day.kind.value, day.name, day.decision, "", now)
            for day in calendar.days.values()
            if day.day.year == year
        ]
        calendar_days.save_year(tx, code, year, rows, "", now)
