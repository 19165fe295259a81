"""The shape of what a task's form is given, and two things several of them need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from app.register.conflicts import conflicted
from app.register.register import CaseRegister
from app.steps.opened_form import Opened

Given = Callable[[Opened], Mapping[str, Any]]


def facts_named(opened: Opened, *names: str) -> dict[str, Any]:
    """Return register facts under their own names, None where nobody wrote one."""
    return {name: opened.fact(name) for name in names}


def days_off_until_cap(register: CaseRegister) -> list[str]:
    """Return the days from today to the cap that are not working days, as ISO dates."""
    clock = register.current_clock()
    span = (clock.cap - register.today).days if clock else 0
    days = (register.today + timedelta(days=n) for n in range(max(span, 0) + 1))
    return [day.isoformat() for day in days if not register.calendar.is_working(day)]


def in_conflict(opened: Opened) -> frozenset[str]:
    """Return everybody in conflict; in an emergency also the cadre who acted (C-046)."""
    register = opened.register
    acted = {register.case.started_by} if register.case.kind == "emergency" else set()
    return conflicted(register) | acted
