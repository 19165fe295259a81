"""A deadline mark raised exactly once: by the watching process or by the sweep (A-07, INV-21)."""

from __future__ import annotations

from datetime import datetime

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState
from app.domain.clock import local_iso
from app.domain.notices import Notice, NoticeKind
from app.register.register import CaseRegister
from app.store import clocks
from app.store.clocks import BreachRow
from app.working_days import end_of_day

EXTENDED = "ext"
SEVERE = "d60"


def last_mark(clock: ClockRow) -> str:
    """Return the mark that the due date in force stands for: d30, or d60 or ext if extended.

    An extended due date on working day 60 is d60, so that day 60 is never raised twice.
    """
    if not clock.extended:
        return "d30"
    return SEVERE if clock.due == clock.cap else EXTENDED


def moment_of(clock: ClockRow, mark: str) -> datetime:
    """Return when a mark is due; that of an extension is the end of the due date in force."""
    return end_of_day(clock.due) if mark == EXTENDED else clock.marks[mark]


def marks_past(clock: ClockRow, now: datetime) -> tuple[str, ...]:
    """Return the marks that a running clock has missed by now, in order (for the sweep)."""
    marks = dict.fromkeys((last_mark(clock), SEVERE))
    return tuple(mark for mark in marks if moment_of(clock, mark) <= now)


def raise_mark(register: CaseRegister, clock: ClockRow, mark: str) -> None:
    """Record the breach of a mark with the moment it was due and the moment it is seen.

    A closed clock raises nothing; an extended one that is not yet due only leaves a line, and once
    due it is the extension that was missed, not day 30. One breach for each (pass, mark).
    """
    if clock.state is not ClockState.RUNNING:
        return
    missed = last_mark(clock) if mark in ("d30", EXTENDED) else mark
    if moment_of(clock, missed) > register.now:
        if clock.extended:
            _still_extended(register, mark)
        return
    due_at = moment_of(clock, missed)
    row = BreachRow(clock.pass_id, missed, clock.case_id, due_at, register.now, missed == SEVERE)
    if clocks.record_breach(register.tx, row):
        _alert(register, clock, missed)


def _still_extended(register: CaseRegister, mark: str) -> None:
    label = f"mốc {mark[1:]} ngày, đang gia hạn" if mark != EXTENDED else "đang gia hạn"
    register.record(EventKind.REMINDER_SENT, label, payload={"mark": mark})


def _alert(register: CaseRegister, clock: ClockRow, mark: str) -> None:
    due_at = moment_of(clock, mark)
    text = f"Quá hạn trả lời hồ sơ {register.case.code}: hạn là hết {clock.due:%d/%m/%Y}"
    register.record(
        EventKind.DEADLINE_BREACHED,
        text,
        at=due_at,
        clauses=("C-030",),
        payload={
            "pass_id": clock.pass_id,
            "mark": mark,
            "due_at": local_iso(due_at),
            "seen_at": local_iso(register.now),
            "severe": mark == SEVERE,
        },
    )
    monitor = register.profile.text("lead_bodies.monitor")
    # The leader sits in the standing committee as a rule, and is told once (section 20).
    addressees = (
        ("standing_committee", clock.body_id),
        ("leader", clock.body_id),
        ("appraisal_body", monitor),
    )
    told = register.tell(NoticeKind.ALERT, text, addressees)
    for person in register.facts.case_facts().get("proposers") or []:
        if str(person) not in told:
            register.notify(Notice(NoticeKind.ALERT, text, person_id=str(person)))
