"""Read one document of a case: the page as issued, its number and hash, who signed."""

from __future__ import annotations

from app.documents import DOC_TYPES
from app.domain.people import Actor
from app.domain.views import DocumentPage
from app.organisation import Organisation
from app.permissions import check_can_read_document
from app.steps.paper_pages import page_of
from app.steps.reading import monitor_of
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_summary
from app.store import cases, documents


def read_document(services: Services, actor: Actor, document_id: str) -> DocumentPage:
    """Return a document; raises NotFound for those who may not see it.

    A draft is read by those who work on the case, a letter also by those it is addressed to.
    """
    with (
        refusals_recorded(services, actor, "Mở văn bản", about=document_id),
        services.database.reading() as tx,
    ):
        row = documents.load(tx, document_id)
        case = cases.load(tx, row.case_id)
        check_can_read_document(actor, row, cases.readers(tx, case.id), monitor_of(services))
        world = services.world(tx)
        organisation = world.organisation
        doc_type = DOC_TYPES[row.doc_type]
        html = page_of(row, world, case.profile)
        page = DocumentPage(
            id=row.id,
            title=row.title,
            type_name=doc_type.name,
            state=row.state,
            case=case_summary(organisation, case),
            html=html,
            number=row.number,
            sha256=row.sha256,
            signed_by=organisation.person(row.signed_by).name if row.signed_by else "",
            signed_capacity=row.signed_capacity,
            signed_at=row.signed_at,
            issued_at=row.issued_at,
            recipients=tuple(_recipient(organisation, r) for r in row.recipients),
        )
    note_read(services, actor, case, f"Mở văn bản {row.number or doc_type.name}")
    return page


def _recipient(organisation: Organisation, recipient: str) -> str:
    if organisation.has_person(recipient):
        return organisation.person(recipient).name
    return organisation.unit(recipient).name if organisation.has_unit(recipient) else recipient
