"""Thước hạn: the geometry of the deadline ruler, one tick a working day (ui.md section 6).

Only numbers and classes; the template writes them as SVG attributes, so no style is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.views import CaseDue

TALL_DAYS = frozenset((20, 25, 30, 50, 55, 60))
LATE_DAYS_SHOWN = 30


@dataclass(frozen=True)
class Tick:
    """One working day: class, left edge, top, width and height."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Ruler:
    """A ruler of given width; `now_x` and `due_x` are where the marks stand."""

    width: int
    ticks: tuple[Tick, ...]
    now_x: float
    due_x: float


def full(due: CaseDue, width: int = 1000) -> Ruler:
    """Return the ruler up to the cap, for wide screens."""
    days = max(due.cap_days, due.term, min(due.day_no, due.cap_days + LATE_DAYS_SHOWN))
    return _ruler(due, days, width, base=44, low=12, tall=18, gap=2.5)


def short(due: CaseDue, width: int = 340) -> Ruler:
    """Return the ruler up to the due day, for phones."""
    days = max(due.term, min(due.day_no, due.term + LATE_DAYS_SHOWN))
    return _ruler(due, days, width, base=44, low=12, tall=18, gap=2.5)


def mini(due: CaseDue) -> Ruler:
    """Return the small ruler of lists: the days of the term and those it is late."""
    days = max(due.term, min(due.day_no, due.term + 6))
    return _ruler(due, days, 124, base=12, low=8, tall=12, gap=1.3, middle=True)


def emblem(width: int = 560) -> Ruler:
    """Return the ruler of the sign-in page: sixty days, thirty of them filled."""
    ticks = tuple(
        Tick(
            "t-done" if number <= 30 else "t-left",
            round((number - 1) * width / 60, 1),
            8 if number in TALL_DAYS else 15,
            6.3,
            18 if number in TALL_DAYS else 11,
        )
        for number in range(1, 61)
    )
    return Ruler(width, ticks, 0, width / 2)


def _ruler(
    due: CaseDue,
    days: int,
    width: int,
    *,
    base: float,
    low: float,
    tall: float,
    gap: float,
    middle: bool = False,
) -> Ruler:
    step = width / days
    ticks = tuple(
        _tick(due, number, step, base=base, height=tall if number in TALL_DAYS else low)
        for number in range(1, days + 1)
    )
    if middle:
        ticks = tuple(_centred(tick, tall) for tick in ticks)
    slim = tuple(
        Tick(t.kind, round(t.x + gap / 2, 1), t.y, round(step - gap, 1), t.height) for t in ticks
    )
    now = min(max(due.day_no, 0), days)
    now_x = max(0.0, (now - 0.5) * step)
    return Ruler(width, slim, round(now_x, 1), round(min(due.term, days) * step, 1))


def _tick(due: CaseDue, number: int, step: float, *, base: float, height: float) -> Tick:
    return Tick(_kind(due, number), (number - 1) * step, base - height, step, height)


def _centred(tick: Tick, tall: float) -> Tick:
    return Tick(tick.kind, tick.x, round((tall - tick.height) / 2, 1), tick.width, tick.height)


def _kind(due: CaseDue, number: int) -> str:
    """Return the tick's class: passed, late, still open, or beyond the due day."""
    if number <= due.day_no:
        return "t-late" if number > due.term else "t-done"
    if number <= due.term:
        return "t-ext" if due.state.is_over else "t-left"
    return "t-ext"
