"""Hand out a copy of a document: PDF to keep or print, Word for those who must edit it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.documents import PageParts, page_parts
from app.documents.pdf import render_pdf
from app.documents.word import render_docx
from app.domain.cases import DocumentRow, DocumentState
from app.domain.people import Actor
from app.errors import NotFound
from app.permissions import check_can_read_document
from app.steps.paper_pages import page_of
from app.steps.reading import monitor_of
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, documents

OPEN = (DocumentState.DRAFT, DocumentState.SIGNED)


def export_document(
    services: Services, actor: Actor, document_id: str, kind: str
) -> tuple[str, bytes]:
    """Return a file name and the copy of the page as it stands; `kind` is `pdf` or `docx`.

    Raises NotFound for those who may not read it and while there is no page.
    """
    if kind not in COPIES:
        raise NotFound("Chỉ có bản PDF và bản Word")
    with (
        refusals_recorded(services, actor, f"Tải bản {kind} của văn bản", about=document_id),
        services.database.reading() as tx,
    ):
        row = documents.load(tx, document_id)
        case = cases.load(tx, row.case_id)
        check_can_read_document(actor, row, cases.readers(tx, case.id), monitor_of(services))
        html = page_of(row, services.world(tx), case.profile)
    note_read(services, actor, case, f"Tải bản {kind} của văn bản {row.number or row.doc_type}")
    parts = page_parts(html)
    return f"{row.doc_type}-{case.code or row.id}.{kind}", COPIES[kind](parts, row)


def _pdf(parts: PageParts, row: DocumentRow) -> bytes:
    return render_pdf(parts, at=row.issued_at, is_draft=row.state in OPEN)


def _docx(parts: PageParts, row: DocumentRow) -> bytes:
    return render_docx(parts, is_draft=row.state in OPEN)


COPIES: Mapping[str, Callable[[PageParts, DocumentRow], bytes]] = {"pdf": _pdf, "docx": _docx}
