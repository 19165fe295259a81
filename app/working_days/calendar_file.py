"""Reads `calendar-<year>.toml` files: the days off and made-up days of a year, with decisions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.errors import SettingsError
from app.working_days.calendar import Calendar, CalendarDay, DayKind, calendar_of

YEAR_KEYS = {"year", "edition", "day"}
DAY_KEYS = {"from", "to", "kind", "name", "decision"}


def load_calendar(folder: Path, code: str) -> Calendar:
    """Read every calendar file of a profile below the folder of profiles.

    Raises SettingsError naming the file and what to change in it.
    """
    tables = [read_year(path) for path in sorted((folder / code).glob("calendar-*.toml"))]
    entries = (entry for table in tables for entry in days_of(table))
    editions = "; ".join(str(table["edition"]) for table in tables if table.get("edition"))
    return calendar_of(entries, (int(table["year"]) for table in tables), editions)


def read_year(path: Path) -> Mapping[str, Any]:
    """Read one year's file and check its keys, its year and its days."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Sửa {path.name}: không đọc được tệp TOML ({error})") from error
    refuse_unknown(path.name, table, YEAR_KEYS)
    if f"calendar-{table.get('year')}" != path.stem:
        raise SettingsError(f"Sửa {path.name}: khóa year phải trùng với năm trong tên tệp")
    for row in table.get("day", []):
        check_day(path.name, row, int(table["year"]))
    return table


def check_day(name: str, row: Mapping[str, Any], year: int) -> None:
    """Refuse a row without its dates, name or decision, or one that leaves the file's year."""
    refuse_unknown(name, row, DAY_KEYS)
    for key in ("from", "kind", "name", "decision"):
        if not row.get(key):
            raise SettingsError(f"Sửa {name}: ghi khóa {key} cho dòng {dict(row)}")
    if row["kind"] not in set(DayKind):
        raise SettingsError(f"Sửa {name}: kind là “off” hoặc “work”, đang là “{row['kind']}”")
    for day in (row["from"], row.get("to", row["from"])):
        if type(day) is not date or day.year != year:
            raise SettingsError(f"Sửa {name}: ngày {day} phải là ngày của năm {year}")


def days_of(table: Mapping[str, Any]) -> Iterator[CalendarDay]:
    """Yield the file's days one by one; a row may span several (`from` and `to` included)."""
    for row in table.get("day", []):
        last = row.get("to", row["from"])
        for offset in range((last - row["from"]).days + 1):
            day = row["from"] + timedelta(days=offset)
            yield CalendarDay(day, DayKind(row["kind"]), row["name"], row["decision"])


def refuse_unknown(name: str, table: Mapping[str, Any], known: set[str]) -> None:
    """Raise SettingsError when the table has a key that nobody reads."""
    unknown = sorted(set(table) - known)
    if unknown:
        raise SettingsError(f"Sửa {name}: bỏ khóa lạ {', '.join(unknown)}")
