"""Documents: drafted, numbered, issued, delivered; the answer closes the clock (INV-01)."""

from __future__ import annotations

import pytest

from app.documents import content_hash
from app.domain.cases import ClockState, DocumentState
from app.store import clocks, deliveries, documents, notifications, series
from tests.factories import USUAL, AtWork, held
from tests.forms import answers


def _papers(office: AtWork, *types: str) -> list[documents.DocumentRow]:
    with office.services.database.reading() as tx:
        rows = documents.of_case(tx, office.case_id)
    return [row for row in rows if not types or row.doc_type in types]


@pytest.mark.clause("INV-01")
def test_straight_case_has_exactly_its_papers(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    assert sorted((paper.doc_type, paper.number) for paper in _papers(office)) == [
        ("BC_THAM_DINH", ""),
        ("BIEN_BAN", ""),
        ("CV_GIAO_THAM_DINH", "Số 01-CV/ThU"),
        ("GM", ""),
        ("KE_HOACH", ""),
        ("PHIEU_TN", ""),
        ("PHIEU_TRINH", ""),
        ("PHIEU_XDTQ", ""),
        ("TTR", "Số 01-TTr/ThU"),
        ("VB_CHO_CHU_TRUONG", "Số 02-CV/ThU"),
    ]
    for paper in _papers(office):
        if paper.html:
            assert paper.sha256 == content_hash(paper.html)


def test_sheets_say_what_their_forms_said(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("record_meeting")
    (found,) = _papers(office, "PHIEU_XDTQ")
    assert "Căn cứ xác định:" in found.content["body"]
    (advice,) = _papers(office, "PHIEU_TRINH")
    assert "Ban Tổ chức Thị ủy chủ trì" in advice.content["body"]
    (invitation,) = _papers(office, "GM")
    assert len(invitation.recipients) == 11


def test_answer_closes_the_clock_in_the_step_that_issues_it(office: AtWork) -> None:
    office.go_to_end()
    (reply,) = _papers(office, "VB_CHO_CHU_TRUONG")
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.state is ClockState.CLOSED
    assert (clock.closed_by, clock.closed_at) == (reply.id, reply.issued_at)
    assert clock.days_late == 0


def test_paper_that_is_no_answer_leaves_the_clock_running(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("write_appraisal")
    assert _papers(office, "CV_GIAO_THAM_DINH")[0].state is DocumentState.ISSUED
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.state is ClockState.RUNNING


@pytest.mark.clause("INV-22")
def test_answer_cites_the_plan_of_its_round(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    (reply,) = _papers(office, "VB_CHO_CHU_TRUONG")
    assert reply.content["plan_hash"] == office.facts()["plan_hash"]


def test_draft_takes_no_number_until_it_is_signed(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("sign_document")
    (draft,) = _papers(office, "CV_GIAO_THAM_DINH")
    assert (draft.state, draft.number) == (DocumentState.DRAFT, "")
    office.do("dung", "sign_document", {"sign": "tra_lai", "remark": "Ghi rõ thời hạn báo cáo"})
    assert office.task("edit_draft")
    office.go_to("write_appraisal")
    assert _papers(office, "CV_GIAO_THAM_DINH")[0].number == "Số 01-CV/ThU"


@pytest.mark.clause("INV-13")
def test_signer_is_never_the_drafter(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("edit_draft")
    office.submit("dung", task.id, USUAL["edit_draft"](office))
    office.do("ha", "check_draft", {"ok": True})
    assert "dung" in office.task("sign_document").excluded_ids


def test_two_cases_take_consecutive_numbers_of_one_series(office: AtWork) -> None:
    first = office
    first.go_to("sign_document")
    one = first.case_id
    office.case_id = ""
    office.go_to("sign_document")
    office.go_on()
    second = _papers(office, "CV_GIAO_THAM_DINH")[0].number
    office.case_id = one
    office.go_on()
    assert (second, _papers(office, "CV_GIAO_THAM_DINH")[0].number) == (
        "Số 01-CV/ThU",
        "Số 02-CV/ThU",
    )


def test_letter_goes_into_the_inbox_of_those_inside_and_is_printed_for_others(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    outside = {**answers.REGULATION, "issuer": "CP", "doc_no": "61/2018/NĐ-CP"}
    rules = [answers.REGULATION, outside, {**outside, "provision": "Điều 8"}]
    unsuitable = {"issue_type": "da_quy_dinh_khong_phu_hop"}
    office.answers["prepare_plan"] = lambda _: answers.plan(regulations=rules, **unsuitable)
    office.answers["write_appraisal"] = lambda _: answers.report(
        issue_type_confirmed="da_quy_dinh_khong_phu_hop"
    )
    office.answers["record_meeting"] = lambda o: answers.minutes(
        **held(o),
        urgency_assessment="Người dân đang phải đi lại nhiều lần; cần làm ngay trong năm nay.",
        issuer_list_confirmed=[
            {"issuer": "MG-UBND", "provisions": "Khoản 2 Điều 5", "request": "bo_sung"},
            {"issuer": "CP", "provisions": "Điều 7; Điều 8", "request": "sua_doi"},
        ],
    )
    office.go_to_end()
    letters = _papers(office, "BC_CO_QUAN_BAN_HANH")
    assert sorted(letter.item for letter in letters) == ["CP", "MG-UBND"]
    assert len({letter.number for letter in letters}) == 2
    with office.services.database.reading() as tx:
        sent = deliveries.of_documents(tx, [letter.id for letter in letters])
    assert {(one.recipient, one.mode) for one in sent} >= {("CP", "print"), ("MG-UBND", "in_app")}
    assert [one.delivered_at for one in sent if one.recipient == "CP"] == [None]
    assert office.case().state == "approved"


@pytest.mark.clause("C-026")
def test_proposer_gets_the_receipt_slip_with_the_due_date(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    (slip,) = _papers(office, "PHIEU_TN")
    assert slip.state is DocumentState.FILED
    assert "15/04/2024" in slip.html
    actor = office.actor("thu")
    with office.services.database.reading() as tx:
        notices = notifications.for_person(tx, "thu", actor.capacities)
        (line,) = series.incoming_of_case(tx, office.case_id)
    assert any("Phiếu tiếp nhận" in row.notice.text for row in notices)
    assert (line.number, line.period_key, line.registered_by) == (1, "2024", "nga")
    assert office.facts()["incoming_no"] == 1


def test_recipient_added_by_hand_may_be_taken_off_again(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("edit_draft")
    given = USUAL["edit_draft"](office)
    fixed = given["recipients"]
    office.submit("nga", task.id, {**given, "recipients": [*fixed, "hiep"]})
    office.do("dung", "check_draft", {"ok": False, "remarks": "Bỏ nơi nhận thừa"})
    office.do("nga", "edit_draft", {**given, "recipients": fixed})
    assert list(_papers(office, "CV_GIAO_THAM_DINH")[0].recipients) == fixed
