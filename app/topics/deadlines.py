"""Topics of the answer clock: reminders before it, the check after it (A-07, INV-21).

A mark is raised once for each (pass, mark), whoever reaches it first; nothing here moves a case.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState
from app.domain.notices import Notice, NoticeKind
from app.register.deadlines import EXTENDED, raise_mark
from app.topics.context import TopicContext


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
    """Remind whoever a waiting step waits for; the element says who (topic `notify.remind`)."""
    register = context.register
    text, role = WAITED_FOR.get(context.element.id, WAITED_FOR["svc_remind_rework"])
    text = f"Hồ sơ {register.case.code or register.case.title}: {text}"
    for notice in _to_holders(context, text, role):
        register.notify(notice)
    register.record(
        EventKind.REMINDER_SENT,
        text,
        element_id=context.element.id,
        process_id=context.activation.process_id,
    )


def _to_holders(context: TopicContext, text: str, role: str) -> Iterator[Notice]:
    register = context.register
    body = register.case.body_id
    if role in PERSONS:
        named = context.fact(PERSONS[role])
        for person in named if isinstance(named, list) else [named]:
            yield Notice(NoticeKind.REMINDER, text, person_id=str(person or ""))
    elif role.startswith("superior_"):
        superior = register.organisation.direct_superior(body) or body
        yield Notice(NoticeKind.REMINDER, text, role.removeprefix("superior_"), superior)
    else:
        yield Notice(NoticeKind.REMINDER, text, role, body)


PERSONS = {"proposer": "proposers", "recipient": "recipient_id"}
# Element → what waits, and for whom.
WAITED_FOR = {
    "svc_remind_rework": ("sắp tới ngày nộp lại kế hoạch", "proposer"),
    "svc_remind_leader": ("chờ người đứng đầu quyết định", "leader"),
    "svc_remind_external": ("chờ trả lời của cấp trên ngoài hệ thống", "office"),
    "svc_remind_recipient": ("chờ xác nhận việc đã nhận báo cáo", "recipient"),
    "svc_remind_ack": ("chờ tiếp nhận báo cáo của cấp dưới", "superior_office"),
    "svc_remind_review": ("chờ ý kiến về báo cáo của cấp dưới", "superior_leader"),
}
