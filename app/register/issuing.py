"""Issuing and delivering a signed paper: number, page, hash, closing of the clock, one transaction.

Issuing is the moment that counts: none of these can exist without the others (INV-01, A-44).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from app.documents import DOC_TYPES, DocType, content_hash, number_text, period_key, render_html
from app.domain.audit import EventKind
from app.domain.cases import ClockState, DocumentRow, DocumentState
from app.domain.clock import local_day
from app.domain.notices import Notice, NoticeKind
from app.errors import StepRefused
from app.register.before_issuing import OVERRIDE_REPORT, check_may_issue
from app.register.paper_recipients import received_by
from app.register.paper_variables import recipient_names
from app.register.register import CaseRegister
from app.store import clocks, deliveries, documents, series

# What confirms to proposers that their plan is taken back: it ends the term and answers nothing.
WITHDRAWAL = "TB_XAC_NHAN_RUT"


def issue_paper(register: CaseRegister, draft: DocumentRow, *, element_id: str) -> DocumentRow:
    """Number and issue a signed paper; close the clock if it answers the proposer.

    Raises StepRefused when nobody has signed it, or an invariant forbids that it leaves.
    """
    if draft.state is not DocumentState.SIGNED:
        raise StepRefused(f"{draft.title} chưa có người ký; trình ký trước khi ban hành")
    doc_type = DOC_TYPES[draft.doc_type]
    check_may_issue(register, draft, doc_type)
    row = _numbered(register, draft, doc_type)
    documents.issue(register.tx, row)
    register.papers.append(row)
    late = row.doc_type == OVERRIDE_REPORT and override_report_late(register)
    record_paper(
        register,
        EventKind.DOCUMENT_ISSUED,
        f"Ban hành {doc_type.name} {row.number}" + (", trễ hạn báo cáo ngay" if late else ""),
        row,
        element_id=element_id,
        late=late,
    )
    if doc_type.reply_set:
        close_clock(register, row, element_id=element_id)
    return row


def override_report_late(register: CaseRegister) -> bool:
    """Tell whether the report at once is past the end of the next working day (A-17)."""
    decided = register.facts.pass_facts().get("leader_decided_at")
    if not decided:
        return False
    day = local_day(datetime.fromisoformat(str(decided)))
    return register.today > register.calendar.add(day, 1)


def _numbered(register: CaseRegister, draft: DocumentRow, doc_type: DocType) -> DocumentRow:
    unit = register.organisation.unit(draft.body_id)
    period = period_key(register.profile, doc_type, register.today, unit)
    taken = series.next_number(register.tx, unit.id, doc_type.symbol, period)
    number = number_text(register.profile, doc_type, unit, taken)
    signer = register.organisation.person(draft.signed_by)
    content = {
        **draft.content,
        **recipient_names(register, draft.recipients),
        "signer_name": signer.name,
        "signer_title": signer.title,
        "number": number,
        "issued_on": register.today.isoformat(),
        # Which place of which series: the text of a number does not always tell.
        "series_period": period,
        "series_number": taken,
    }
    html = render_html(doc_type, content, register.profile, unit)
    return replace(
        draft,
        state=DocumentState.ISSUED,
        number=number,
        html=html,
        sha256=content_hash(html),
        issued_at=register.now,
    )


def close_clock(register: CaseRegister, paper: DocumentRow, *, element_id: str) -> None:
    """Close the pass's running clock by an issued reply and tell those who watch it.

    Where no clock runs the reply is issued all the same (processes.md section 5).
    """
    clock = register.current_clock()
    if clock is None or clock.state is not ClockState.RUNNING:
        return
    late = max(register.calendar.count(clock.due, register.today), 0)
    how: dict[str, Any] = {
        "state": ClockState.BREACHED if late else ClockState.CLOSED,
        "closed_at": register.now,
        "closed_by": paper.id,
        "days_late": late,
        "withdrawn": paper.doc_type == WITHDRAWAL,
    }
    clocks.close(register.tx, clock.pass_id, **how)
    register.set_clock(replace(clock, **how))
    _void_extensions(register)
    act = "Xác nhận rút kế hoạch" if how["withdrawn"] else "Trả lời"
    register.record(
        EventKind.CLOCK_CLOSED,
        f"{act} bằng {paper.number}" + (f", trễ {late} ngày làm việc" if late else ", đúng hạn"),
        clauses=("C-029",),
        payload={"pass_id": clock.pass_id, "document": paper.id, "days_late": late},
    )
    register.send("pass_closed", pass_id=clock.pass_id, sent_by=element_id)


def _void_extensions(register: CaseRegister) -> None:
    """Void the notices of more time that still wait: the answer is out (SC-60)."""
    waiting = (DocumentState.DRAFT, DocumentState.SIGNED)
    rows = documents.of_kind(
        register.tx, register.case.id, ("TB_GIA_HAN",), waiting, pass_id=register.pass_id
    )
    for row in rows:
        documents.void(register.tx, row.id)


def deliver_paper(register: CaseRegister, row: DocumentRow, *, element_id: str) -> None:
    """Send an issued paper: into the inbox of those in the system, as a print to the others."""
    rows = []
    for recipient in row.recipients:
        inside = notify_recipient(register, row, recipient)
        mode, at = ("in_app", register.now) if inside else ("print", None)
        rows.append(deliveries.DeliveryRow(uuid4().hex, row.id, recipient, mode, at))
    deliveries.insert(register.tx, *rows)
    record_paper(
        register,
        EventKind.DOCUMENT_DELIVERED,
        f"Gửi {row.title} {row.number}",
        row,
        element_id=element_id,
    )


def notify_recipient(register: CaseRegister, row: DocumentRow, recipient: str) -> bool:
    """Tell a recipient within the system of a paper, and whether it is for report (C-127, C-196).

    Returns False for one outside of it.
    """
    text = f"{row.title} {row.number} của hồ sơ {register.case.code}".replace("  ", " ")
    organisation = register.organisation
    if organisation.has_person(recipient):
        register.notify(Notice(NoticeKind.INFORMATION, text, person_id=recipient))
        return True
    if not organisation.has_unit(recipient):
        return False
    unit = organisation.unit(recipient)
    if unit.onboarded:
        told = received_by(register, recipient, text)
        register.notify(
            Notice(NoticeKind.INFORMATION, told, _mail_role(register, unit.id), unit.id)
        )
    return unit.onboarded


def _mail_role(register: CaseRegister, unit_id: str) -> str:
    """Return who opens a unit's mail: its office, else its head (an agency has no such office)."""
    has_office = register.organisation.holders("office", unit_id, register.today)
    return "office" if has_office else "own_head"


def record_paper(
    register: CaseRegister,
    kind: EventKind,
    summary: str,
    row: DocumentRow,
    *,
    element_id: str,
    late: bool = False,
) -> None:
    """Note what happened to a paper; `late` is kept only where it is so."""
    register.record(
        kind,
        summary,
        element_id=element_id,
        activation_id=row.activation_id,
        payload={
            "document": row.id,
            "type": row.doc_type,
            "number": row.number,
            "sha256": row.sha256,
            "recipients": list(row.recipients),
            **({"late": True} if late else {}),
        },
    )
