"""Topics of the answer clock: reminders before it, the check after it (A-07, INV-21).

A mark is raised once for each (pass, mark), whoever reaches it first; nothing here moves a case.
"""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState
from app.domain.notices import Notice, NoticeKind
from app.register.deadlines import EXTENDED, raise_mark
from app.topics.context import TopicContext

OFFICE_AND_APPRAISER = ("office", "appraisal_body")


def remind(context: TopicContext) -> None:
    """Remind those who hold the case that a mark is reached; nothing when it is answered."""
    clock = context.register.current_clock()
    mark = _mark(context)
    if clock is None or clock.state is not ClockState.RUNNING:
        return
    if mark in {"d50", "d55"} and not clock.extended:
        return
    _send_reminders(context, clock, mark)


def _send_reminders(context: TopicContext, clock: ClockRow, mark: str) -> None:
    register = context.register
    text = f"Hồ sơ {register.case.code} tới ngày làm việc thứ {mark[1:]}, hạn {clock.due:%d/%m/%Y}"
    roles = ["office"] if mark in {"d20", "d50"} else ["office", "standing_committee"]
    for role in roles:
        # One notice for each mark and role: the office's must not stand for the committee's.
        key = f"{clock.pass_id}:{mark}:{role}"
        register.notify(Notice(NoticeKind.REMINDER, text, role, clock.body_id, key=key))
    lead_body = register.facts.pass_facts().get("lead_body")
    if lead_body:
        register.notify(Notice(NoticeKind.REMINDER, text, "appraisal_body", str(lead_body)))
    register.record(
        EventKind.REMINDER_SENT,
        text,
        at=clock.marks[mark],
        element_id=context.element.id,
        process_id=context.activation.process_id,
        payload={"pass_id": clock.pass_id, "mark": mark},
    )


def check_deadline(context: TopicContext) -> None:
    """Ask the register whether the answer was issued; record a breach if not."""
    clock = context.register.current_clock()
    if clock is not None:
        raise_mark(context.register, clock, _mark(context))


def _mark(context: TopicContext) -> str:
    """Return the mark an element watches; P01e's own check is that of the extended date."""
    mark = context.element.id.rsplit("_", 1)[-1]
    return mark if mark.startswith("d") and mark[1:].isdigit() else EXTENDED


def remind_holder(context: TopicContext) -> None:
    """Remind the proposer of a rework that waits (P01 `svc_remind_rework`)."""
    register = context.register
    text = f"Hồ sơ {register.case.code}: sắp tới ngày nộp lại kế hoạch"
    for person in context.fact("proposers") or []:
        register.notify(Notice(NoticeKind.REMINDER, text, person_id=str(person)))
    register.record(
        EventKind.REMINDER_SENT,
        text,
        element_id=context.element.id,
        process_id=context.activation.process_id,
    )
