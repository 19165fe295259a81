"""Days off that a year probably has, proposed to whoever enters its calendar; never used as such.

The package knows the holidays of the Labour Code and their substitutes. Swapped days are decided
late in each year and are not in it: a person confirms every line with the decision that set it.
"""

from __future__ import annotations

import holidays

from app.working_days.calendar import CalendarDay, DayKind, is_weekday

SOURCE = "Bộ luật Lao động, Điều 112 (đề xuất, kiểm tra theo thông báo nghỉ của năm)"


def proposed_days(year: int) -> tuple[CalendarDay, ...]:
    """Return the weekdays that are likely to be off, by date."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    return tuple(
        CalendarDay(day, DayKind.OFF, name, SOURCE)
        for day, name in sorted(found.items())
        if is_weekday(day)
    )
