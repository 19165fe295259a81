"""The printable page of a document: as it was kept, or a draft drawn as it stands."""

from __future__ import annotations

from app.documents import DOC_TYPES, missing_variables, render_html
from app.domain.cases import DocumentRow
from app.steps.world import World


def page_of(row: DocumentRow, world: World, profile: str) -> str:
    """Return the page; nothing while what must be in a draft is still missing."""
    doc_type = DOC_TYPES[row.doc_type]
    if row.html or missing_variables(doc_type, row.content):
        return row.html
    unit = world.organisation.unit(row.body_id)
    return render_html(doc_type, row.content, world.profiles[profile], unit)
