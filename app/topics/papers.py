"""Topics of documents: draft, issue, release what was held, deliver; the receipt slip (6, 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.documents import DOC_TYPES, DocType, draft_body
from app.domain.audit import EventKind
from app.domain.cases import DocumentRow, DocumentState
from app.errors import StepRefused
from app.register.before_issuing import check_may_draft
from app.register.filing import file_paper
from app.register.issuing import (
    deliver_paper,
    issue_paper,
    notify_recipient,
    record_paper,
)
from app.register.paper_source import issuing_body
from app.register.paper_variables import PaperSource, paper_variables, recipients_of
from app.store import documents
from app.topics.context import TopicContext


def render(context: TopicContext) -> None:
    """Make the draft from template, profile and facts; say whether a second pair of eyes checks."""
    register = context.register
    doc_type = _doc_type(context)
    check_may_draft(register, doc_type)
    source = _source(context, doc_type)
    variables = paper_variables(source, doc_type)
    body = draft_body(doc_type, variables, register.templates.get(doc_type.key, ""))
    row = DocumentRow(
        id=uuid4().hex,
        case_id=register.case.id,
        pass_id=register.pass_id,
        instance_id=context.instance_id,
        activation_id=context.activation.id,
        doc_type=doc_type.key,
        state=DocumentState.DRAFT,
        body_id=issuing_body(register, doc_type),
        title=doc_type.name,
        content={**variables, "body": body},
        created_at=register.now,
        item=source.item,
        variant=source.variant,
        recipients=recipients_of(source, doc_type),
    )
    documents.insert(register.tx, row)
    context.write("document_id", row.id)
    context.write("check_required", _needs_check(context, doc_type))
    record_paper(
        register,
        EventKind.DOCUMENT_DRAFTED,
        f"Dựng dự thảo {doc_type.name}",
        row,
        element_id=context.element.id,
    )


def _needs_check(context: TopicContext, doc_type: DocType) -> bool:
    if doc_type.is_personal:
        return False
    register = context.register
    clerks = register.organisation.holders("office", register.case.body_id, register.today)
    return len(clerks) >= register.profile.number("skip_check_below_office_size")


def issue(context: TopicContext) -> None:
    """Number and issue the signed paper of this call."""
    register = context.register
    draft = documents.load(register.tx, str(context.need("document_id")))
    issue_paper(register, draft, element_id=context.element.id)


def deliver(context: TopicContext) -> None:
    """Send the issued paper of this call."""
    register = context.register
    row = documents.load(register.tx, str(context.need("document_id")))
    deliver_paper(register, row, element_id=context.element.id)


def release_held(context: TopicContext) -> None:
    """Issue and deliver all held papers of the pass at once: the same minute (INV-09, INV-17)."""
    register = context.register
    held = [
        row
        for row in documents.of_case(register.tx, register.case.id)
        if row.state is DocumentState.SIGNED
        and row.pass_id == register.pass_id
        # An extension of the same pass holds its notice too, in an instance of its own.
        and row.instance_id == context.instance_id
    ]
    if not held:
        raise StepRefused("Chưa có văn bản nào được ký và giữ lại để ban hành đồng thời")
    # Drafted in the same instant: numbered in the order of the list of types, the report first.
    held.sort(key=lambda row: list(DOC_TYPES).index(row.doc_type))
    issued = [issue_paper(register, row, element_id=context.element.id) for row in held]
    for row in issued:
        deliver_paper(register, row, element_id=context.element.id)


def receipt(context: TopicContext) -> None:
    """File the receipt slip with the due date and tell the proposer (C-026)."""
    row = file_paper(
        _source(context, DOC_TYPES["PHIEU_TN"]),
        "PHIEU_TN",
        instance_id=context.instance_id,
        activation_id=context.activation.id,
        element_id=context.element.id,
    )
    for recipient in row.recipients:
        notify_recipient(context.register, row, recipient)


def _source(context: TopicContext, doc_type: DocType) -> PaperSource:
    item, variant = context.fact("item"), context.fact("variant")
    own = _caller_facts(context) if doc_type.of_caller else None
    return PaperSource(context.register, str(item or ""), str(variant or ""), own)


def _caller_facts(context: TopicContext) -> Mapping[str, Any]:
    """Return the facts around the call: an extension's or emergency's forms are theirs alone."""
    facts, parent = context.register.facts, context.activation.parent_id
    return facts.activation_facts(parent) if parent else {}


def _doc_type(context: TopicContext) -> DocType:
    key = str(context.need("doc_type"))
    if key not in DOC_TYPES:
        raise StepRefused(f"Loại văn bản “{key}” chưa có trong danh mục")
    return DOC_TYPES[key]
