"""What people type: Vietnamese dates, times and numbers, turned into values and back to text.

What cannot be read comes back as it was typed, so that the page can show it again.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=7))
LARGEST = 2**53 - 1
_DAY = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$", re.ASCII)
_EIGHT = re.compile(r"^(\d{2})(\d{2})(\d{4})$", re.ASCII)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$", re.ASCII)
_TIME = re.compile(r"^(\d{1,2})(?:[:.hg]| giờ ?)(\d{2})?$|^(\d{2})(\d{2})$", re.ASCII)
_WHOLE = re.compile(r"^-?\d{1,3}(?:[. ]\d{3})+$|^-?\d+$", re.ASCII)
_DECIMAL = re.compile(r"^-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d+$", re.ASCII)


def read_day(text: str) -> str | None:
    """Return the ISO date of a day typed as d/m/yy, dd/mm/yyyy, ddmmyyyy or ISO, or None."""
    text = text.strip()
    found = _DAY.match(text) or _EIGHT.match(text)
    iso = _ISO_DAY.match(text)
    if iso:
        year, month, day = iso.groups()
    elif found:
        day, month, year = found.groups()
    else:
        return None
    try:
        read = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return read.isoformat() if 1900 <= read.year <= 2200 else None


def read_time(text: str) -> str | None:
    """Return hh:mm of a time typed as 14:05, 8h30, 8h or 0830, or None."""
    found = _TIME.match(text.strip().lower())
    if not found:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def read_moment(text: str) -> str | None:
    """Return the ISO moment in +07:00 of an ISO text or of a day and a time typed, or None."""
    text = text.strip()
    if "T" in text:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        local = moment.astimezone(LOCAL) if moment.tzinfo else moment.replace(tzinfo=LOCAL)
        return local.isoformat() if 1900 <= local.year <= 2200 else None
    day, _, hour = text.partition(" ")
    read, clock = read_day(day), read_time(hour)
    return f"{read}T{clock}:00+07:00" if read and clock else None


def read_number(text: str) -> int | float | None:
    """Return the number of digits typed with dots or spaces between thousands, or None."""
    text = text.strip().replace("\u00a0", " ")
    if _WHOLE.match(text):
        whole = int(text.replace(".", "").replace(" ", ""))
        return whole if abs(whole) <= LARGEST else None
    if _DECIMAL.match(text):
        return float(text.replace(".", "").replace(" ", "").replace(",", "."))
    return None


def number_text(value: int | float) -> str:
    """Return a number as people write it: 1.500.000 or 1,8."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{int(value):,}".replace(",", ".")


def day_text(iso: str) -> str:
    """Return dd/mm/yyyy of an ISO date, or the text as it is."""
    found = _ISO_DAY.match(iso)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else iso


def moment_text(iso: str) -> str:
    """Return dd/mm/yyyy hh:mm of an ISO moment, or the text as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return moment.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M") if "T" in iso else day_text(iso)
