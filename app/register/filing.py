"""Filing a paper that a form or a service makes: printed, hashed, immutable, without a number."""

from __future__ import annotations

from uuid import uuid4

from app.documents import DOC_TYPES, content_hash, draft_body, render_html
from app.domain.audit import EventKind
from app.domain.cases import DocumentRow, DocumentState
from app.register.paper_variables import PaperSource, paper_variables, recipients_of
from app.store import documents


def file_paper(
    source: PaperSource, key: str, *, instance_id: str, activation_id: str, element_id: str
) -> DocumentRow:
    """Print and file a paper of the present pass; raises StepRefused naming what it lacks."""
    register, doc_type = source.register, DOC_TYPES[key]
    variables = paper_variables(source, doc_type)
    day = register.today.isoformat()
    body = draft_body(doc_type, variables, register.templates.get(key, ""))
    content = {**variables, "body": body, "issued_on": day}
    unit = register.organisation.unit(register.case.body_id)
    html = render_html(doc_type, content, register.profile, unit)
    row = DocumentRow(
        id=uuid4().hex,
        case_id=register.case.id,
        pass_id=register.pass_id,
        instance_id=instance_id,
        activation_id=activation_id,
        doc_type=key,
        state=DocumentState.FILED,
        body_id=unit.id,
        title=doc_type.name,
        content=content,
        created_at=register.now,
        html=html,
        sha256=content_hash(html),
        drafted_by=register.doer.person_id,
        issued_at=register.now,
        recipients=recipients_of(source, doc_type),
    )
    documents.insert(register.tx, row)
    register.papers.append(row)
    register.record(
        EventKind.DOCUMENT_FILED,
        f"Lưu {doc_type.name}",
        element_id=element_id,
        activation_id=activation_id,
        payload={"document": row.id, "type": key, "sha256": row.sha256},
    )
    return row
