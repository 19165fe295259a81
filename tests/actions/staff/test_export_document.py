"""Copies of documents: for those who may read the document, of the page as it was kept."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader

from app.actions.staff.export_document import export_document
from app.domain.cases import DocumentState
from app.errors import NotFound
from app.store import documents
from app.store.documents import DocumentRow
from tests.factories import AtWork


def _papers(office: AtWork) -> dict[str, DocumentRow]:
    with office.services.database.reading() as tx:
        return {row.doc_type: row for row in documents.of_case(tx, office.case_id)}


def test_an_issued_reply_is_copied_with_its_number_and_digest(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    row = _papers(office)["VB_CHO_CHU_TRUONG"]
    name, content = export_document(office.services, office.actor("thu"), row.id, "pdf")
    assert name == f"VB_CHO_CHU_TRUONG-{office.case().code}.pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert row.number in text
    assert row.sha256 in text.replace("\n", "")
    assert "DỰ THẢO" not in text
    assert (name, content) == export_document(office.services, office.actor("thu"), row.id, "pdf")


def test_a_draft_can_be_taken_to_word_by_those_who_work_on_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("edit_draft")
    row = next(r for r in _papers(office).values() if r.state is DocumentState.DRAFT)
    _name, content = export_document(office.services, office.actor("nga"), row.id, "docx")
    word = Document(io.BytesIO(content))
    assert word.paragraphs[0].text == "DỰ THẢO"
    assert any("giao" in paragraph.text for paragraph in word.paragraphs)


def test_a_stranger_gets_no_copy_and_leaves_a_line(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("edit_draft")
    row = next(r for r in _papers(office).values() if r.state is DocumentState.DRAFT)
    with pytest.raises(NotFound):
        export_document(office.services, office.actor("diep"), row.id, "pdf")
    assert office.refusals()


def test_there_are_only_two_kinds_of_copy(sqlite_office: AtWork) -> None:
    with pytest.raises(NotFound, match="PDF và bản Word"):
        export_document(sqlite_office.services, sqlite_office.actor("thu"), "x", "exe")
