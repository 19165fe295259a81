"""`working days(n, from)` as diagrams call it: ISO texts in, ISO text in +07:00 out."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.clock import local_day
from app.errors import FeelError
from app.working_days.calendar import Calendar, end_of_day

LARGEST_COUNT = 10_000


def working_days_feel(
    calendar: Calendar, now: datetime, n: int | None, from_iso: str | None
) -> str | None:
    """Return 24:00 of the n-th working day after the local date of `from_iso`, as ISO text.

    Without a start (None) it counts from the present, backwards when n is negative; a null
    argument is answered with null by `app.feel` before it comes here (processes.md 2.2). Raises
    FeelError on a start that is no date and on a count beyond 10 000.
    """
    if n is None:
        return None
    if abs(n) > LARGEST_COUNT:
        raise FeelError(f"Đổi số ngày trong working days({n}), nhiều nhất {LARGEST_COUNT}")
    start = local_day(now) if from_iso is None else date_of(from_iso, now)
    return end_of_day(calendar.add(start, n)).isoformat()


def date_of(text: str, now: datetime) -> date:
    """Return the local date of an ISO date or date-time; one without offset is local already."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise FeelError(
            f"Ghi ngày bắt đầu của working days theo dạng {local_day(now).isoformat()}, "
            f"đang là “{text[:40]}”"
        ) from None
    return moment.date() if moment.tzinfo is None else local_day(moment)
