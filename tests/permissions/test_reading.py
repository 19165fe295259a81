"""Who may see a case, its documents and files; everybody else gets not found (SC-101)."""

from __future__ import annotations

import pytest

from app.domain.access import CaseReaders
from app.domain.cases import DocumentState
from app.domain.people import Actor, Capacity
from app.errors import NotFound
from app.permissions import (
    check_can_read_case,
    check_can_read_document,
    check_can_read_upload,
    reading_bodies,
)
from app.permissions.reading import READING_ROLES
from tests.store.factories import case_row, document_row

READERS = CaseReaders(frozenset({"thu", "tu"}), frozenset({"MG-HX", "MG-HX-BTC"}))
MONITOR = "MG-TU-BTC"


def actor(person: str, *capacities: tuple[str, str], system: str = "") -> Actor:
    """A person with these roles in bodies."""
    held = tuple(Capacity(role, body, f"{role} {body}") for role, body in capacities)
    return Actor(person, person, person, held, frozenset({system} if system else ()))


SEEING = [
    ("starter", actor("thu")),
    ("person named by a task", actor("tu")),
    *((f"{role} of the body", actor("x", (role, "MG-HX"))) for role in sorted(READING_ROLES)),
    ("appraising agency", actor("quy", ("appraisal_body", "MG-HX-BTC"))),
    ("monitor body", actor("minh", ("appraisal_body", MONITOR))),
    ("auditor", actor("kiemsoat", system="auditor")),
]
BLIND = [
    ("office of another body", actor("diep", ("office", "MG-BL"))),
    ("superior without a pass", actor("anh", ("office", "MG-TU"))),
    ("colleague of the proposer", actor("hung", ("proposer", "MG-HX-KT"))),
    ("head of the proposer's unit", actor("hiep", ("own_head", "MG-HX-KT"))),
    ("proposing from the body itself", actor("chau", ("proposer", "MG-HX"))),
    ("administrator", actor("quantri", system="admin")),
    ("process owner", actor("chuquytrinh", system="process_owner")),
    ("nobody", actor("x")),
]


@pytest.mark.parametrize("who", [s[1] for s in SEEING], ids=[s[0] for s in SEEING])
def test_case_and_its_files_are_seen_by(who: Actor) -> None:
    case = case_row(started_by="thu")
    check_can_read_case(who, case, READERS.person_ids, READERS.body_ids, monitor_body_id=MONITOR)
    check_can_read_upload(who, "someone", READERS, MONITOR)


@pytest.mark.parametrize("who", [b[1] for b in BLIND], ids=[b[0] for b in BLIND])
def test_case_documents_and_files_do_not_exist_for(who: Actor) -> None:
    case = case_row(started_by="thu", title="Tên kín")
    issued = document_row(state=DocumentState.ISSUED, recipients=("thu",))
    with pytest.raises(NotFound) as caught:
        check_can_read_case(
            who, case, READERS.person_ids, READERS.body_ids, monitor_body_id=MONITOR
        )
    assert "Tên kín" not in caught.value.message
    with pytest.raises(NotFound):
        check_can_read_document(who, issued, READERS, MONITOR)
    with pytest.raises(NotFound):
        check_can_read_upload(who, "someone", READERS, MONITOR)


def test_starter_reads_without_being_listed() -> None:
    check_can_read_case(actor("thu"), case_row(started_by="thu"), frozenset(), frozenset())


def test_superior_sees_the_case_once_a_pass_came_to_it() -> None:
    office = actor("anh", ("office", "MG-TU"))
    after = READERS.body_ids | {"MG-TU"}
    check_can_read_case(office, case_row(), frozenset(), after)


def test_only_auditor_and_monitor_read_every_body() -> None:
    assert reading_bodies(actor("k", system="auditor")) is None
    assert reading_bodies(actor("m", ("appraisal_body", MONITOR)), MONITOR) is None
    assert reading_bodies(actor("m", ("appraisal_body", MONITOR))) == {MONITOR}
    assert reading_bodies(actor("x", ("office", "MG-HX"), ("proposer", "MG-UBND"))) == {"MG-HX"}


@pytest.mark.parametrize("state", list(DocumentState))
def test_drafts_are_not_for_the_proposer(state: DocumentState) -> None:
    document = document_row(state=state)
    if state in (DocumentState.ISSUED, DocumentState.FILED):
        check_can_read_document(actor("thu"), document, READERS)
    else:
        with pytest.raises(NotFound):
            check_can_read_document(actor("thu"), document, READERS)
    check_can_read_document(actor("nga", ("office", "MG-HX")), document, READERS)


def test_drafter_and_signer_read_their_paper() -> None:
    document = document_row(drafted_by="nga", signed_by="huong")
    check_can_read_document(actor("nga"), document, CaseReaders())
    check_can_read_document(actor("huong"), document, CaseReaders())


ADDRESSED = [
    ("person", actor("loan"), True),
    ("office of a unit", actor("thuy", ("office", "MG-TU")), True),
    ("head of a unit", actor("yen", ("own_head", "MG-SNV")), True),
    ("staff of a unit", actor("x", ("appraisal_body", "MG-SNV")), False),
    ("office of another unit", actor("diep", ("office", "MG-BL")), False),
]


@pytest.mark.parametrize(
    ("who", "reads"), [a[1:] for a in ADDRESSED], ids=[a[0] for a in ADDRESSED]
)
def test_issued_paper_is_read_by_whom_it_is_addressed_to(who: Actor, reads: bool) -> None:
    document = document_row(state=DocumentState.ISSUED, recipients=("loan", "MG-TU", "MG-SNV"))
    if reads:
        check_can_read_document(who, document, READERS)
    else:
        with pytest.raises(NotFound):
            check_can_read_document(who, document, READERS)


def test_addressee_does_not_read_it_before_it_is_issued() -> None:
    with pytest.raises(NotFound):
        check_can_read_document(actor("loan"), document_row(recipients=("loan",)), READERS)


def test_file_not_yet_sent_is_seen_by_its_sender_only() -> None:
    check_can_read_upload(actor("nga"), "nga", None)
    with pytest.raises(NotFound):
        check_can_read_upload(actor("k", system="auditor"), "nga", None)
