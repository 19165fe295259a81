"""Topics of extending the term: never after the date in force, never past the cap (INV-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState, DocumentRow, DocumentState
from app.domain.clock import local_iso
from app.domain.notices import Notice, NoticeKind
from app.errors import StepRefused
from app.register.issuing import deliver_paper, issue_paper
from app.store import clocks, documents
from app.topics.context import TopicContext
from app.working_days import end_of_day

REFUSALS = {
    "late": "đề nghị gửi sau khi hạn đang có đã hết",
    "over_cap": "ngày đề nghị vượt trần 60 ngày làm việc",
    "not_later": "ngày đề nghị không sau hạn đang có",
    "no_ground": "chưa nêu đủ căn cứ: vấn đề khó, phức tạp và cần thời gian thẩm định",
}


def load_clock(context: TopicContext) -> None:
    """Write the dates in force for the table and the form."""
    clock = _running(context)
    context.write("current_due", clock.due.isoformat())
    context.write("current_due_end", local_iso(end_of_day(clock.due)))
    context.write("cap", clock.cap.isoformat())


def _running(context: TopicContext) -> ClockRow:
    clock = context.register.current_clock()
    if clock is None:
        raise StepRefused("Hồ sơ chưa có hạn trả lời nên không có gì để gia hạn")
    return clock


def apply(context: TopicContext) -> None:
    """Issue the notice and move the due date in one transaction, or void the paper (SC-60)."""
    register = context.register
    clock = _running(context)
    new_due = date.fromisoformat(str(context.need("new_due"))[:10])
    in_time = register.now < end_of_day(clock.due) and clock.state is ClockState.RUNNING
    allowed = in_time and clock.due < new_due <= clock.cap
    context.write("extension_applied", allowed)
    for paper in _held(context):
        if allowed:
            issued = issue_paper(register, paper, element_id=context.element.id)
            deliver_paper(register, issued, element_id=context.element.id)
        else:
            documents.void(register.tx, paper.id)
    if allowed:
        _move(context, clock, new_due)


def _held(context: TopicContext) -> list[DocumentRow]:
    register = context.register
    return [
        row
        for row in documents.of_case(register.tx, register.case.id)
        if row.doc_type == "TB_GIA_HAN"
        and row.state is DocumentState.SIGNED
        and row.instance_id == context.instance_id
    ]


def _move(context: TopicContext, clock: ClockRow, new_due: date) -> None:
    register = context.register
    moved = replace(clock, due=new_due, announced_due=new_due, extended=True)
    clocks.update(register.tx, moved)
    register.set_clock(moved)
    context.write("new_due_end", local_iso(end_of_day(new_due)))
    register.record(
        EventKind.CLOCK_RECOMPUTED,
        f"Gia hạn trả lời đến hết {new_due:%d/%m/%Y}",
        element_id=context.element.id,
        process_id=context.activation.process_id,
        clauses=context.element.clauses,
        payload={
            "pass_id": clock.pass_id,
            "from": clock.due.isoformat(),
            "to": new_due.isoformat(),
        },
    )


def notify_refused(context: TopicContext) -> None:
    """Tell who asked why no extension is possible."""
    register = context.register
    reason = REFUSALS.get(str(context.fact("refusal_code")), "")
    text = f"Không gia hạn được hồ sơ {register.case.code}: {reason}"
    register.notify(Notice(NoticeKind.INFORMATION, text, "office", register.case.body_id))
    register.record(
        EventKind.REFUSED,
        text,
        element_id=context.element.id,
        process_id=context.activation.process_id,
        clauses=context.element.clauses,
        payload={"refusal_code": context.fact("refusal_code")},
    )
