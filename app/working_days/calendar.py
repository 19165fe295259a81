"""A calendar of working days: counting forwards and backwards, and saying why a day is skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.clock import LOCAL
from app.errors import SettingsError

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class DayKind(StrEnum):
    """How a decided day differs from the ordinary week."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True)
class CalendarDay:
    """One decided day: off or worked, its name, and the decision that set it."""

    day: date
    kind: DayKind
    name: str
    decision: str


@dataclass(frozen=True)
class DayReason:
    """One day that makes a term longer or shorter than plain Mondays to Fridays would."""

    day: date
    kind: DayKind
    name: str
    decision: str

    @property
    def text(self) -> str:
        """Return the sentence a reader sees under “Vì sao là ngày này”."""
        verb = "Nghỉ" if self.kind is DayKind.OFF else "Làm bù"
        source = f" – {self.decision}" if self.decision else ""
        return f"{verb} {weekday_and_date(self.day)}: {self.name}{source}"


@dataclass(frozen=True)
class Calendar:
    """The decided days by date and the years whose calendar is loaded.

    A year that is not loaded is counted by weekends alone, with `warning_for` saying so
    (processes.md section 5). `edition` names the version shown to readers.
    """

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    edition: str = ""

    def is_working(self, day: date) -> bool:
        """Tell whether the day counts as a working day."""
        decided = self.days.get(day)
        if decided is not None:
            return decided.kind is DayKind.WORK
        return is_weekday(day)

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day after the day, before it when negative.

        Zero returns the day itself, working or not. Raises OverflowError beyond year 9999.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`.

        Negative when `end` is earlier, so that `count(due, today)` is the days late.
        """
        if end < start:
            return -self.count(end, start)
        return sum(self.is_working(day) for day in days_after(start, end))

    def explain(self, day0: date, due: date) -> tuple[DayReason, ...]:
        """Return each skipped weekday and each made-up weekend day of the term, by date."""
        decided = (self.days[day] for day in days_after(day0, due) if day in self.days)
        return tuple(
            DayReason(entry.day, entry.kind, entry.name, entry.decision)
            for entry in decided
            if is_weekday(entry.day) is not (entry.kind is DayKind.WORK)
        )

    def warning_for(self, day: date) -> str:
        """Return the warning to show when the day's year has no loaded calendar, else ""."""
        if day.year in self.years:
            return ""
        return f"Chưa có lịch làm việc năm {day.year}, ngày tạm tính theo thứ Bảy, Chủ nhật"

    def warning_between(self, start: date, end: date) -> str:
        """Return the warning for the first year of the span without a calendar, else ""."""
        years = range(start.year, end.year + 1)
        missing = next((year for year in years if year not in self.years), None)
        return "" if missing is None else self.warning_for(date(missing, 1, 1))

    def corrected(self, days: Iterable[CalendarDay], edition: str = "") -> Calendar:
        """Return a calendar in which these days replace what was decided for their dates."""
        changed = {**self.days, **{entry.day: entry for entry in days}}
        return replace(self, days=changed, edition=edition or self.edition)


def calendar_of(entries: Iterable[CalendarDay], years: Iterable[int], edition: str) -> Calendar:
    """Build a calendar; SettingsError when one date is decided twice."""
    days: dict[date, CalendarDay] = {}
    for entry in entries:
        if entry.day in days:
            raise SettingsError(
                f"Lịch làm việc ghi ngày {entry.day:%d/%m/%Y} hai lần: giữ một dòng"
            )
        days[entry.day] = entry
    return Calendar(days=days, years=frozenset(years), edition=edition)


def is_weekday(day: date) -> bool:
    """Tell whether the day falls on Monday to Friday."""
    return day.weekday() < 5


def days_after(start: date, end: date) -> Iterator[date]:
    """Yield every date after `start` up to and including `end`."""
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)


def end_of_day(day: date) -> datetime:
    """Return 24:00 of the day in Việt Nam, which is the next calendar day at 00:00 +07:00."""
    return start_of_day(day + ONE_DAY)


def start_of_day(day: date) -> datetime:
    """Return 00:00 of the day in Việt Nam, with its offset."""
    return datetime.combine(day, time(), LOCAL)


def weekday_and_date(day: date) -> str:
    """Return the day as Vietnamese readers write it: “thứ Hai 15/04/2024”."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
