"""Time in a walk: moments, days, a timer's very moment, beyond a term; the worker wakes on it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.sweep_clocks import sweep_clocks
from app.store import timers
from tests.campaign.walking.looking import Fault, check_timers
from tests.factories import AtWork

MOST_TICKS = 400
LATEST = datetime.fromisoformat("2027-11-30T00:00+07:00")


def let_time_pass(office: AtWork, chance: random.Random) -> str:
    """Move the clock by chance, the worker at work or (seldom) stopped meanwhile; say how far."""
    now = office.clock.now()
    until = min(chance.choice(MOVES)(office, chance), LATEST)
    if until <= now:
        return "no time"
    if chance.random() < 0.1:
        office.clock.move_to(until)
        wake_worker(office)
        return f"stopped until {until:%Y-%m-%d %H:%M}"
    move_to(office, until)
    return f"until {until:%Y-%m-%d %H:%M}"


def move_to(office: AtWork, until: datetime) -> None:
    """Let time pass with the worker waking at each timer on the way."""
    for _ in range(MOST_TICKS):
        due = _next_due(office)
        if due is None or due > until:
            break
        office.clock.move_to(max(due, office.clock.now()))
        wake_worker(office)
    else:
        raise Fault(f"timers do not end before {until:%Y-%m-%d %H:%M}")
    office.clock.move_to(max(until, office.clock.now()))
    wake_worker(office)


def let_next_timer_fire(office: AtWork) -> None:
    """Move to the moment of the next timer."""
    due = _next_due(office)
    if due is not None:
        move_to(office, max(due, office.clock.now()))


def wake_worker(office: AtWork) -> None:
    """One round of the worker; raises Fault for a timer whose step fails."""
    fire_due_timers(office.services)
    sweep_clocks(office.services)
    check_timers(office)


def _next_due(office: AtWork) -> datetime | None:
    with office.services.database.reading() as tx:
        return timers.next_due(tx)


def _minutes(office: AtWork, chance: random.Random) -> datetime:
    return office.clock.now() + timedelta(minutes=chance.randint(1, 600))


def _days(office: AtWork, chance: random.Random) -> datetime:
    return office.clock.now() + timedelta(days=chance.randint(1, 4), minutes=chance.randint(0, 600))


def _near_a_timer(office: AtWork, chance: random.Random) -> datetime:
    due = _next_due(office)
    if due is None:
        return _days(office, chance)
    return due + timedelta(seconds=chance.choice([-60, -1, 0, 1, 60]))


def _beyond_a_term(office: AtWork, chance: random.Random) -> datetime:
    return office.clock.now() + timedelta(days=chance.randint(20, 70))


MOVES = (_minutes, _minutes, _days, _days, _near_a_timer, _near_a_timer, _beyond_a_term)
