"""A deadline mark raised exactly once: by the watching process or by the sweep (A-07, INV-21)."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState
from app.domain.clock import local_iso
from app.domain.notices import Notice, NoticeKind
from app.register.register import CaseRegister
from app.store import clocks
from app.store.clocks import BreachRow


def raise_mark(register: CaseRegister, clock: ClockRow, mark: str) -> None:
    """Record the breach of a mark with the moment it was due and the moment it is seen.

    A closed clock raises nothing; an extended one that is not yet due only leaves a line.
    """
    if clock.state is not ClockState.RUNNING:
        return
    due_at = clock.marks[mark]
    if clock.extended and register.today <= clock.due:
        register.record(
            EventKind.REMINDER_SENT, f"mốc {mark[1:]} ngày, đang gia hạn", payload={"mark": mark}
        )
        return
    row = BreachRow(clock.pass_id, mark, clock.case_id, due_at, register.now, mark == "d60")
    if clocks.record_breach(register.tx, row):
        _alert(register, clock, mark)


def _alert(register: CaseRegister, clock: ClockRow, mark: str) -> None:
    due_at = clock.marks[mark]
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
            "severe": mark == "d60",
        },
    )
    monitor = register.profile.text("lead_bodies.monitor")
    addressees = (
        ("leader", clock.body_id),
        ("standing_committee", clock.body_id),
        ("appraisal_body", monitor),
    )
    for role, body_id in addressees:
        register.notify(Notice(NoticeKind.ALERT, text, role, body_id))
    for person in register.facts.case_facts().get("proposers") or []:
        register.notify(Notice(NoticeKind.ALERT, text, person_id=str(person)))
