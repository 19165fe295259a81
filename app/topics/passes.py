"""Topics of a level pass: open it with its clock, send it to the right body (A-02, A-03)."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState, PassRow
from app.domain.clock import local_iso
from app.domain.notices import Notice, NoticeKind
from app.errors import StepRefused
from app.register.register import CaseRegister
from app.store import accounts, clocks, passes
from app.topics import escalation
from app.topics.context import TopicContext
from app.working_days.terms import terms


def open_pass(context: TopicContext) -> None:
    """Open a pass at the present body; its term starts when the plan was received there.

    Raises StepRefused while the term of an earlier pass runs: one pass at a time (INV-12).
    """
    register = context.register
    earlier = register.current_clock()
    if earlier is not None and earlier.state is ClockState.RUNNING:
        raise StepRefused(
            "Lượt xem xét trước chưa có văn bản trả lời; trả lời trước khi mở lượt mới",
            clauses=("C-026", "INV-12"),
        )
    if context.fact("level_outcome") == "returned_by_external":
        escalation.take_back(context)
    received_at = datetime.fromisoformat(str(context.need("received_at")))
    row = PassRow(
        id=uuid4().hex,
        case_id=register.case.id,
        number=passes.next_number(register.tx, register.case.id),
        round_no=register.case.round_no,
        body_id=register.case.body_id,
        entry_reason=str(context.fact("entry_reason") or "submitted"),
        opened_at=register.now,
    )
    register.open_pass(row)
    _open_clock(context, row, received_at)
    register.send("pass_opened", pass_id=row.id, sent_by=context.element.id)


def _open_clock(context: TopicContext, row: PassRow, received_at: datetime) -> None:
    register = context.register
    term = terms(register.calendar, received_at)
    clock = ClockRow(
        pass_id=row.id,
        case_id=row.case_id,
        body_id=row.body_id,
        round_no=row.round_no,
        received_at=received_at,
        day0=term.day0,
        due=term.due,
        cap=term.cap,
        state=ClockState.RUNNING,
        marks=term.marks,
        announced_due=term.due,
        warning=term.warning,
    )
    clocks.insert(register.tx, clock)
    register.set_clock(clock)
    if clock.warning:
        _ask_for_calendar(register, clock)
    register.record(
        EventKind.PASS_OPENED,
        f"Mở lượt xem xét {row.number}, hạn trả lời {term.due:%d/%m/%Y}",
        element_id=context.element.id,
        process_id=context.activation.process_id,
        clauses=context.element.clauses,
        payload={
            "pass_id": row.id,
            "number": row.number,
            "round_no": row.round_no,
            "body_id": row.body_id,
            "received_at": local_iso(received_at),
            "due": term.due.isoformat(),
            "cap": term.cap.isoformat(),
        },
    )


def _ask_for_calendar(register: CaseRegister, clock: ClockRow) -> None:
    """Ask the administrators for the year that a term reaches and nobody has entered (SC-66)."""
    text = f"Hồ sơ {register.case.code}: {clock.warning}; nhập lịch để tính lại hạn"
    for account in accounts.everybody(register.tx):
        if "admin" in account.system_roles:
            notice = Notice(NoticeKind.ALERT, text, person_id=account.person_id)
            register.notify(notice)


def set_body(context: TopicContext) -> None:
    """Send the dossier to the body that manages the proposer (C-025)."""
    register = context.register
    body_id = str(context.need("right_body"))
    stack = [*list(context.fact("body_stack") or [])[:-1], body_id]
    organisation = register.organisation
    context.write("body_stack", stack)
    context.write("body_id", body_id)
    context.write("body_rank", organisation.unit(body_id).rank)
    context.write("has_board", organisation.has_board(body_id, register.today))
    context.write("entry_reason", "forwarded")
    # Delivery at the right body starts its own term.
    context.write("received_at", register.now.isoformat())
    register.update_case(body_id=body_id)


def skip_register(context: TopicContext) -> None:
    """Let intake be repeated in the same pass without a second incoming number."""
    context.write("skip_register", True)
