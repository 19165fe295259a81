"""Topics of documents: draft, number and issue, deliver; the receipt slip (processes.md 6, 7).

Issuing is the moment that counts: number, hash and page are made in one transaction with the
closing of the answer clock, so that none can exist without the other (INV-01, A-44).
"""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from app.documents import (
    DOC_TYPES,
    DocType,
    content_hash,
    draft_body,
    number_text,
    period_key,
    render_html,
)
from app.domain.audit import EventKind
from app.domain.cases import ClockState, DocumentRow, DocumentState
from app.domain.clock import local_day
from app.domain.notices import Notice, NoticeKind
from app.errors import StepRefused
from app.register.filing import file_paper
from app.register.paper_variables import (
    PaperSource,
    paper_variables,
    recipient_names,
    recipients_of,
)
from app.store import clocks, deliveries, documents, series
from app.topics.context import TopicContext


def render(context: TopicContext) -> None:
    """Make the draft from template, profile and facts; say whether a second pair of eyes checks."""
    register = context.register
    doc_type = _doc_type(context)
    source = _source(context)
    variables = paper_variables(source, doc_type)
    row = DocumentRow(
        id=uuid4().hex,
        case_id=register.case.id,
        pass_id=register.pass_id,
        instance_id=context.instance_id,
        activation_id=context.activation.id,
        doc_type=doc_type.key,
        state=DocumentState.DRAFT,
        body_id=register.case.body_id,
        title=doc_type.name,
        content={**variables, "body": draft_body(doc_type, variables)},
        created_at=register.now,
        item=source.item,
        variant=source.variant,
        recipients=recipients_of(source, doc_type),
    )
    documents.insert(register.tx, row)
    context.write("document_id", row.id)
    context.write("check_required", _needs_check(context, doc_type))
    _record(context, EventKind.DOCUMENT_DRAFTED, f"Dựng dự thảo {doc_type.name}", row)


def _needs_check(context: TopicContext, doc_type: DocType) -> bool:
    if doc_type.signer_kind == "personal":
        return False
    register = context.register
    clerks = register.organisation.holders("office", register.case.body_id, register.today)
    return len(clerks) >= register.profile.number("skip_check_below_office_size")


def issue(context: TopicContext) -> None:
    """Number and issue the signed paper; close the clock if it answers the proposer."""
    register = context.register
    draft = documents.load(register.tx, str(context.need("document_id")))
    doc_type = DOC_TYPES[draft.doc_type]
    unit = register.organisation.unit(draft.body_id)
    if draft.state is not DocumentState.SIGNED:
        raise StepRefused(f"{draft.title} chưa có người ký; trình ký trước khi ban hành")
    period = period_key(register.profile, doc_type, register.today)
    taken = series.next_number(register.tx, unit.id, doc_type.symbol, period)
    number = number_text(register.profile, doc_type, unit, taken)
    content = {
        **draft.content,
        **recipient_names(register, draft.recipients),
        **_signature(context, draft),
        "number": number,
        "issued_on": register.today.isoformat(),
    }
    html = render_html(doc_type, content, register.profile, unit)
    row = replace(
        draft,
        state=DocumentState.ISSUED,
        number=number,
        html=html,
        sha256=content_hash(html),
        issued_at=register.now,
    )
    documents.issue(register.tx, row)
    _record(context, EventKind.DOCUMENT_ISSUED, f"Ban hành {doc_type.name} {number}", row)
    if doc_type.reply_set:
        close_clock(context, row)


def close_clock(context: TopicContext, paper: DocumentRow) -> None:
    """Close the pass's running clock by an issued reply and tell those who watch it."""
    register = context.register
    clock = register.current_clock()
    if clock is None or clock.state is not ClockState.RUNNING:
        # Where no clock runs the reply is issued all the same (processes.md section 5).
        return
    late = max(register.calendar.count(clock.due, local_day(register.now)), 0)
    state = ClockState.BREACHED if late else ClockState.CLOSED
    clocks.close(
        register.tx,
        clock.pass_id,
        state=state,
        closed_at=register.now,
        closed_by=paper.id,
        days_late=late,
    )
    closed = replace(clock, state=state, closed_at=register.now, closed_by=paper.id, days_late=late)
    register.set_clock(closed)
    register.record(
        EventKind.CLOCK_CLOSED,
        f"Trả lời bằng {paper.number}" + (f", trễ {late} ngày làm việc" if late else ", đúng hạn"),
        clauses=("C-029",),
        payload={"pass_id": clock.pass_id, "document": paper.id, "days_late": late},
    )
    register.send("pass_closed", pass_id=clock.pass_id, sent_by=context.element.id)


def deliver(context: TopicContext) -> None:
    """Send the issued paper: into the inbox of bodies in the system, as a print to the others."""
    register = context.register
    row = documents.load(register.tx, str(context.need("document_id")))
    rows = []
    for recipient in row.recipients:
        inside = _notify_recipient(context, row, recipient)
        mode, at = ("in_app", register.now) if inside else ("print", None)
        rows.append(deliveries.DeliveryRow(uuid4().hex, row.id, recipient, mode, at))
    deliveries.insert(register.tx, *rows)
    _record(context, EventKind.DOCUMENT_DELIVERED, f"Gửi {row.title} {row.number}", row)


def _notify_recipient(context: TopicContext, row: DocumentRow, recipient: str) -> bool:
    register = context.register
    text = f"{row.title} {row.number} của hồ sơ {register.case.code}"
    if register.organisation.has_person(recipient):
        register.notify(Notice(NoticeKind.INFORMATION, text, person_id=recipient))
        return True
    if not register.organisation.has_unit(recipient):
        return False
    unit = register.organisation.unit(recipient)
    if unit.onboarded:
        register.notify(Notice(NoticeKind.INFORMATION, text, "office", unit.id))
    return unit.onboarded


def receipt(context: TopicContext) -> None:
    """File the receipt slip with the due date and tell the proposer (C-026)."""
    row = file_paper(
        _source(context),
        "PHIEU_TN",
        instance_id=context.instance_id,
        activation_id=context.activation.id,
        element_id=context.element.id,
    )
    for recipient in row.recipients:
        _notify_recipient(context, row, recipient)


def _source(context: TopicContext) -> PaperSource:
    item, variant = context.fact("item"), context.fact("variant")
    return PaperSource(context.register, str(item or ""), str(variant or ""))


def _signature(context: TopicContext, draft: DocumentRow) -> dict[str, str]:
    """Return who signed, as the page prints it."""
    signer = context.register.organisation.person(draft.signed_by)
    return {"signer_name": signer.name, "signer_title": signer.title}


def _doc_type(context: TopicContext) -> DocType:
    key = str(context.need("doc_type"))
    if key not in DOC_TYPES:
        raise StepRefused(f"Loại văn bản “{key}” chưa có trong danh mục")
    return DOC_TYPES[key]


def _record(context: TopicContext, kind: EventKind, summary: str, row: DocumentRow) -> None:
    context.register.record(
        kind,
        summary,
        element_id=context.element.id,
        process_id=context.activation.process_id,
        activation_id=context.activation.id,
        clauses=context.element.clauses,
        payload={
            "document": row.id,
            "type": row.doc_type,
            "number": row.number,
            "sha256": row.sha256,
            "recipients": list(row.recipients),
        },
    )
