"""ISO 8601 values of timers → moments in UTC: dates, durations and repeats.

Texts without a zone are local time of Asia/Ho_Chi_Minh (+07:00, no daylight saving). Months and
years are counted on the local calendar, days are 24 hours.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.diagrams import Element
from app.errors import EngineFault

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FOREVER = -1

_DURATION = re.compile(
    r"(?P<sign>[+-])?P(?=\d|T\d)(?:(?P<years>\d{1,6})Y)?(?:(?P<months>\d{1,6})M)?"
    r"(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7}(?:[.,]\d{1,9})?)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,9}(?:[.,]\d{1,9})?)H)?(?:(?P<minutes>\d{1,9}(?:[.,]\d{1,9})?)M)?"
    r"(?:(?P<seconds>\d{1,9}(?:[.,]\d{1,9})?)S)?)?"
)
_REPEAT = re.compile(r"R(?P<times>\d{0,6})/(?P<first>[^/]+)(?:/(?P<second>[^/]+))?")


class TimerTextError(ValueError):
    """A text that is not the ISO 8601 value a timer needs; the message is Vietnamese."""


@dataclass(frozen=True)
class Duration:
    """A length of time: whole months, then a fixed span."""

    months: int
    span: timedelta

    def after(self, moment: datetime) -> datetime:
        """Return the moment this long after `moment`, in UTC; raises TimerTextError past 9999."""
        try:
            return (_add_months(moment.astimezone(LOCAL), self.months) + self.span).astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise TimerTextError("thời hạn vượt quá năm 9999") from error


@dataclass(frozen=True)
class Due:
    """When a timer fires next; `left` repeats follow, `every` apart; FOREVER has no end."""

    at: datetime
    left: int = 0
    every: str = ""

    def following(self) -> Due | None:
        """Return the next repeat, or None when this was the last."""
        if not self.every or self.left == 0:
            return None
        left = self.left if self.left == FOREVER else self.left - 1
        return Due(parse_duration(self.every).after(self.at), left, self.every)


def _add_months(local: datetime, months: int) -> datetime:
    if not months:
        return local
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    if not 1 <= year <= 9999:
        raise OverflowError
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def parse_duration(text: str) -> Duration:
    """Read `P1Y2M3DT4H5M6S` or `P2W`; raises TimerTextError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise TimerTextError(f"“{text[:60]}” không phải khoảng thời gian như P30D hoặc PT8H")
    parts = {
        k: float((v or "0").replace(",", ".")) for k, v in match.groupdict().items() if k != "sign"
    }
    sign = -1 if match["sign"] == "-" else 1
    months = sign * int(parts.pop("years") * 12 + parts.pop("months"))
    return Duration(months, sign * timedelta(**parts))


def parse_moment(text: str) -> datetime:
    """Read an ISO date or date and time into UTC; raises TimerTextError."""
    plain, _, zone = text.strip().partition("@")
    try:
        moment = datetime.fromisoformat(plain)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone) if zone else LOCAL)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError) as error:
        example = "2026-03-05T17:00:00+07:00"
        raise TimerTextError(f"“{text[:60]}” không phải thời điểm như {example}") from error


def parse_repeat(text: str, now: datetime) -> Due | None:
    """Read `R3/PT1H`, `R/P1D` or `R/<start>/P1D`; None when every repeat has passed.

    Repeats before `now` are over: nobody was waiting for them. Raises TimerTextError.
    """
    match = _REPEAT.fullmatch(text.strip())
    if match is None:
        raise TimerTextError(f"“{text[:60]}” không phải chu kỳ như R3/PT1H hoặc R/P1D")
    times = int(match["times"]) if match["times"] else FOREVER
    every = match["second"] or match["first"]
    step = parse_duration(every)
    if step.after(now) <= now:
        raise TimerTextError(f"chu kỳ “{text[:60]}” phải dài hơn 0")
    if times == 0:
        return None
    left = times if times == FOREVER else times - 1
    if match["second"]:
        return _skip_past(Due(parse_moment(match["first"]), left, every), now)
    return Due(step.after(now), left, every)


def _skip_past(due: Due, now: datetime) -> Due | None:
    """Return the first repeat at or after `now`; fixed spans are skipped in one leap."""
    step = parse_duration(due.every)
    coming: Due | None = due
    if not step.months and due.at < now:
        missed = -((due.at - now) // step.span) - 1
        missed = missed if due.left == FOREVER else min(missed, due.left)
        left = due.left if due.left == FOREVER else due.left - missed
        coming = Due(due.at + step.span * missed, left, due.every)
    while coming is not None and coming.at < now:
        coming = coming.following()
    return coming


def due_from(clock: str, value: Any, now: datetime) -> Due | None:
    """Turn the value of a timer expression into its next due moment; None is not armed.

    Raises TimerTextError when the value does not fit the kind of timer.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise TimerTextError(f"giá trị {str(value)[:60]} không phải văn bản ISO 8601")
    if clock == "timeDate":
        return Due(parse_moment(value))
    if clock == "timeDuration":
        return Due(parse_duration(value).after(now))
    return parse_repeat(value, now)


def arm(element: Element, clock: str, value: Any, now: datetime) -> Due | None:
    """Like `due_from`, naming the element; raises EngineFault."""
    try:
        return due_from(clock, value, now)
    except TimerTextError as error:
        label = f"«{element.name}» ({element.id})" if element.name else element.id
        raise EngineFault(f"Hẹn giờ {label}: {error}") from error
