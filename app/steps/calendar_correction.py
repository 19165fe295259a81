"""A corrected calendar and the running clocks: find what changes, write it, re-arm the watches.

Everything is one transaction with the edit itself: marks, due dates, the armed timers of the watch
(P01w) and of an extension (P01e), one audit line for each clock (INV-07, processes.md E1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app import engine
from app.domain.audit import EventKind
from app.domain.calendar_views import ClockChange, DayLine
from app.domain.cases import ClockRow, ClockState, InstanceRow
from app.domain.clock import local_iso
from app.domain.execution import ROOT
from app.domain.facts import ACTIVATION
from app.domain.notices import Notice, NoticeKind
from app.register.register import CaseRegister
from app.steps.step import take_step
from app.steps.work import Work
from app.store import audit_log, calendar_days, cases, clocks, instances, notifications, passes
from app.store.database import Transaction
from app.working_days import Calendar, CalendarDay, DayKind, end_of_day, recomputed
from app.working_days.calendar import calendar_of

WATCHING = frozenset({"p01w_clock_watch", "p01e_extension"})


@dataclass(frozen=True)
class Correction:
    """A profile's calendar as it would stand after one year's days were replaced.

    `first` is the earliest day that differs; None where none does.
    """

    profile: str
    year: int
    calendar: Calendar
    cause: str
    first: date | None = None


def calendar_with(tx: Transaction, profile: str, year: int, lines: Sequence[DayLine]) -> Correction:
    """Return the correction that puts these lines in place of the year's days."""
    saved = calendar_days.load(tx, profile)
    kept = [
        CalendarDay(row.day, DayKind(row.kind), row.name, row.decision)
        for row in saved.days
        if row.day.year != year
    ]
    fresh = [CalendarDay(x.day, DayKind(x.kind), x.name, x.decision) for x in lines]
    calendar = calendar_of([*kept, *fresh], {*saved.years, year}, "")
    changed = _changed(saved, year, fresh)
    first = changed[0][0] if changed else None
    return Correction(profile, year, calendar, _cause(changed), first)


def _changed(
    saved: calendar_days.SavedCalendar, year: int, fresh: Sequence[CalendarDay]
) -> list[tuple[date, str, str]]:
    """Return the days that differ, each with what it becomes and by which decision."""
    old = {(r.day, r.kind, r.decision) for r in saved.days if r.day.year == year}
    new = {(x.day, x.kind.value, x.decision) for x in fresh}
    changed = [(day, "bỏ", decision) for day, _, decision in old - new]
    changed += [(day, "nghỉ" if k == "off" else "làm bù", d) for day, k, d in new - old]
    return sorted(changed)


def _cause(changed: Sequence[tuple[date, str, str]]) -> str:
    told = [f"{day:%d/%m/%Y} ({word}: {decision})" for day, word, decision in changed]
    more = f" và {len(told) - 5} ngày khác" if len(told) > 5 else ""
    return "; ".join(told[:5]) + more


def changes_by(work: Work, correction: Correction) -> tuple[ClockChange, ...]:
    """Return what the correction does to the running clocks, without writing anything."""
    rows = (row for row in clocks.running(work.tx) if row.case_id)
    return tuple(change for row in rows if (change := _change(work, correction, row)))


def _change(work: Work, correction: Correction, clock: ClockRow) -> ClockChange | None:
    case = cases.load(work.tx, clock.case_id)
    after = recomputed(clock, correction.calendar)
    if case.profile != correction.profile or after == clock:
        return None
    body = work.world.organisation.unit(clock.body_id).name
    return ClockChange(case.code, case.title, body, clock, after)


def correct_clocks(work: Work, correction: Correction) -> tuple[ClockChange, ...]:
    """Write every changed clock, re-arm what watches it, record the cause with each."""
    return tuple(_corrected(work, correction))


def _corrected(work: Work, correction: Correction) -> Iterator[ClockChange]:
    for listed in clocks.running(work.tx):
        cases.load_locked(work.tx, listed.case_id)
        # Read again under the lock: an answer may have closed it since it was listed.
        clock = clocks.load(work.tx, listed.pass_id)
        if clock is None or clock.state is not ClockState.RUNNING:
            continue
        change = _change(work, correction, clock)
        if change is not None:
            clocks.update(work.tx, change.after)
            _tell_watches(work, correction, change)
            yield change


def _tell_watches(work: Work, correction: Correction, change: ClockChange) -> None:
    """Let each watching instance read its dates anew; the first one carries the audit line."""
    told = False
    for row in _watching(work.tx, change.after):
        instance = instances.load_locked(work.tx, row.id)
        register = _register(work, correction, change.after, instance.id)
        if not told:
            _record(register, correction, change)
            told = True
        _renew_facts(register, change.after)
        _rearm(work, instance, register)
    if not told:
        register = _register(work, correction, change.after, "")
        _record(register, correction, change)
        audit_log.append_system(work.tx, register.events, work.now)
        notifications.insert(work.tx, register.notices)


def _watching(tx: Transaction, clock: ClockRow) -> Iterable[InstanceRow]:
    rows = instances.of_case(tx, clock.case_id)
    ours = [r for r in rows if r.process_id in WATCHING and r.pass_id == clock.pass_id]
    return [row for row in ours if row.ended_at is None]


def _register(
    work: Work, correction: Correction, clock: ClockRow, instance_id: str
) -> CaseRegister:
    case, passing = cases.load(work.tx, clock.case_id), passes.load(work.tx, clock.pass_id)
    register = work.register_of(case, passing, instance_id, clock)
    # The world still holds the calendar of before this transaction.
    register.calendar = correction.calendar
    return register


def renew_extension(register: CaseRegister, correction: Correction) -> None:
    """Let an extension's own facts say the dates that the correction gives its clock."""
    clock = register.current_clock()
    if clock is not None and clock.state is ClockState.RUNNING:
        _renew_facts(register, recomputed(clock, correction.calendar))


def _renew_facts(register: CaseRegister, clock: ClockRow) -> None:
    """Give an extension that is under way the dates in force now."""
    renewed = {
        "current_due": clock.due.isoformat(),
        "current_due_end": local_iso(end_of_day(clock.due)),
        "new_due_end": local_iso(end_of_day(clock.due)),
        "cap": clock.cap.isoformat(),
    }
    known = register.facts.activation_facts(ROOT)
    values = {name: value for name, value in renewed.items() if known.get(name) is not None}
    if values:
        register.facts.update(register.facts.activation_sheet_id(ROOT), ACTIVATION, values)


def _rearm(work: Work, instance: InstanceRow, register: CaseRegister) -> None:
    take_step(
        work,
        instance,
        register,
        lambda program, host: engine.rearm(program, instance.state, host),
    )


def _record(register: CaseRegister, correction: Correction, change: ClockChange) -> None:
    before, after = change.before, change.after
    text = f"Lịch năm {correction.year} thay đổi: {_said(before.due, after.due)}"
    register.record(
        EventKind.CLOCK_RECOMPUTED,
        text,
        clauses=("C-030",),
        payload={
            "pass_id": after.pass_id,
            "cause": correction.cause,
            "due": [before.due.isoformat(), after.due.isoformat()],
            "cap": [before.cap.isoformat(), after.cap.isoformat()],
        },
    )
    if not change.moves_due:
        return
    said = f"Hồ sơ {register.case.code}: {text.lower()}"
    register.notify(Notice(NoticeKind.INFORMATION, said, "office", after.body_id))
    for person in register.facts.case_facts().get("proposers") or ():
        register.notify(Notice(NoticeKind.INFORMATION, said, person_id=str(person)))


def _said(before: date, after: date) -> str:
    if before == after:
        return f"hạn trả lời vẫn là hết {after:%d/%m/%Y}, mốc nhắc được tính lại"
    return f"hạn trả lời từ hết {before:%d/%m/%Y} thành hết {after:%d/%m/%Y}"
