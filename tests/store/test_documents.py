"""Documents from draft to issue, and to whom they went."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.cases import DocumentState
from app.errors import Conflict, NotFound
from app.store import deliveries, documents, uploads
from app.store.database import Database
from app.store.deliveries import DeliveryRow
from app.store.uploads import UploadRow
from tests.store.factories import NOW, document_row, put_case

ISSUED = document_row(
    state=DocumentState.ISSUED,
    number="Số 20-CV/TU",
    html="<p>…</p>",
    sha256="abc",
    signed_by="huong",
    signed_at=NOW,
    issued_at=NOW,
    recipients=("MG-HX-BTC",),
)


@pytest.fixture
def drafted(database: Database) -> Database:
    """A database with a case and one draft."""
    put_case(database)
    with database.transaction() as tx:
        documents.insert(tx, document_row())
    return database


def test_draft_is_written_signed_and_issued(drafted: Database) -> None:
    with drafted.transaction() as tx:
        documents.update_draft(
            tx,
            "document-1",
            content={"body": "mới"},
            html="",
            recipients=["thu"],
            drafted_by="nga",
            title="Công văn",
        )
        documents.sign(tx, "document-1", signed_by="huong", capacity="TM", at=NOW)
        signed = documents.load(tx, "document-1")
        assert signed.state is DocumentState.SIGNED
        assert (signed.content, signed.recipients) == ({"body": "mới"}, ("thu",))
        documents.issue(tx, replace(signed, number="Số 21-CV/TU", issued_at=NOW))
    with drafted.reading() as tx:
        issued = documents.load(tx, "document-1")
    assert (issued.state, issued.number) == (DocumentState.ISSUED, "Số 21-CV/TU")
    assert (issued.signed_by, issued.drafted_by) == ("huong", "nga")


def test_draft_may_be_issued_at_one_stroke(drafted: Database) -> None:
    with drafted.transaction() as tx:
        documents.issue(tx, replace(ISSUED, state=DocumentState.DRAFT))
        assert documents.load(tx, "document-1") == ISSUED


def test_issued_document_takes_no_further_step(drafted: Database) -> None:
    with drafted.transaction() as tx:
        documents.issue(tx, ISSUED)
        for step in (
            lambda: documents.issue(tx, ISSUED),
            lambda: documents.sign(tx, "document-1", signed_by="x", capacity="", at=NOW),
            lambda: documents.unsign(tx, "document-1"),
            lambda: documents.void(tx, "document-1"),
            lambda: documents.update_draft(
                tx, "document-1", content={}, html="", recipients=[], drafted_by=""
            ),
        ):
            with pytest.raises(Conflict):
                step()
        assert documents.load(tx, "document-1") == ISSUED


def test_signed_document_goes_back_to_its_draft(drafted: Database) -> None:
    with drafted.transaction() as tx:
        documents.sign(tx, "document-1", signed_by="huong", capacity="TM", at=NOW)
        documents.unsign(tx, "document-1")
        assert documents.load(tx, "document-1") == document_row()


def test_pass_cut_short_voids_what_is_not_issued(drafted: Database) -> None:
    with drafted.transaction() as tx:
        documents.insert(tx, replace(ISSUED, id="document-2"))
        documents.insert(tx, document_row("document-3", pass_id="pass-2"))
        documents.insert(tx, document_row("document-4", state=DocumentState.SIGNED))
        assert documents.void_open_of_pass(tx, "case-1", "pass-1") == 2
        states = {row.id: row.state.value for row in documents.of_case(tx, "case-1")}
    assert states == {
        "document-1": "voided",
        "document-2": "issued",
        "document-3": "draft",
        "document-4": "voided",
    }


def test_activation_of_s01_finds_its_document(drafted: Database) -> None:
    with drafted.transaction() as tx:
        assert documents.of_activation(tx, "instance-1", "activation-9") == document_row()
        assert documents.of_activation(tx, "instance-2", "activation-9") is None
        documents.void(tx, "document-1")
        assert documents.of_activation(tx, "instance-1", "activation-9") is None


def test_documents_are_found_by_type_state_and_pass(drafted: Database) -> None:
    with drafted.transaction() as tx:
        issued = replace(ISSUED, id="document-2", created_at=NOW + timedelta(days=1))
        documents.insert(tx, issued)
        types = ["CV_GIAO_THAM_DINH"]
        assert documents.of_kind(tx, "case-1", types) == [issued]
        drafts = documents.of_kind(tx, "case-1", types, [DocumentState.DRAFT])
        assert drafts == [document_row()]
        assert documents.of_kind(tx, "case-1", types, pass_id="pass-2") == []
        assert documents.of_kind(tx, "case-1", ["TTR"]) == []


def test_unknown_document_is_not_found(drafted: Database) -> None:
    with drafted.reading() as tx, pytest.raises(NotFound):
        documents.load(tx, "nothing")


def test_delivery_is_noted_once_for_each_recipient(drafted: Database) -> None:
    inside = DeliveryRow("d1", "document-1", "MG-HX-BTC", "in_app", NOW)
    printed = DeliveryRow("d2", "document-1", "CP", "print")
    with drafted.transaction() as tx:
        deliveries.insert(tx, inside, printed)
        deliveries.insert(tx, DeliveryRow("d3", "document-1", "CP", "in_app", NOW))
        deliveries.insert(tx)
        assert deliveries.of_documents(tx, ["document-1"]) == [printed, inside]


def test_sent_date_of_a_print_is_entered_once(drafted: Database) -> None:
    with drafted.transaction() as tx:
        deliveries.insert(tx, DeliveryRow("d2", "document-1", "CP", "print"))
        deliveries.enter_sent_date(tx, "d2", NOW, "bưu điện")
        found = deliveries.of_documents(tx, ["document-1"])
        assert found == [DeliveryRow("d2", "document-1", "CP", "print", NOW, "bưu điện")]
        with pytest.raises(Conflict):
            deliveries.enter_sent_date(tx, "d2", NOW, "lần hai")


def upload_row(id_: str, **changes: object) -> UploadRow:
    """A scan that Nga attached to the first task."""
    row = UploadRow(
        id=id_,
        stored_name=f"random-{id_}",
        file_name="tờ trình.pdf",
        media_type="application/pdf",
        size=3,
        sha256="abc",
        uploaded_by="nga",
        uploaded_at=NOW,
        task_id="task-1",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def test_upload_belongs_to_its_sender_until_it_is_sent(database: Database) -> None:
    with database.transaction() as tx:
        uploads.insert(tx, upload_row("u1"))
        uploads.insert(tx, upload_row("u2", uploaded_by="ha"))
        assert uploads.of_task(tx, "task-1", "nga") == [upload_row("u1")]
        assert uploads.attachable(tx, "case-1", "nga") == [upload_row("u1")]
        uploads.attach(tx, ["u1"], case_id="case-1", submission_id="submission-1")
        uploads.attach(tx, ["u1"], case_id="case-2", submission_id="submission-2")
        uploads.attach(tx, [], case_id="case-2", submission_id="submission-2")
        sent = upload_row("u1", case_id="case-1", submission_id="submission-1")
        assert uploads.load(tx, "u1") == sent
        assert uploads.of_case(tx, "case-1") == [sent]
        assert uploads.known(tx, ["u1", "u9"]) == {"u1": sent}
        with pytest.raises(NotFound):
            uploads.load(tx, "u9")
