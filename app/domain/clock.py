"""The one clock: moments are UTC; the law's days are those of Asia/Ho_Chi_Minh."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Tells the present moment, timezone-aware UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands still until it is moved; scenarios and tests use it."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Set the clock; it may only go forward."""
        if at < self._at:
            raise ValueError(f"the clock cannot go back from {self._at} to {at}")
        self._at = at.astimezone(UTC)

    def tick(self, seconds: float = 1) -> None:
        """Let a little time pass."""
        self._at += timedelta(seconds=seconds)


def local_day(moment: datetime) -> date:
    """Return the law's day of a moment."""
    return moment.astimezone(LOCAL).date()


def local_iso(moment: datetime) -> str:
    """Return the moment as ISO text with +07:00, whole seconds."""
    return moment.astimezone(LOCAL).replace(microsecond=0).isoformat()
