"""Lưu trữ, Xin xem, Nhật ký: what is offered to whom, and that nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.domain.cases import CaseState
from app.domain.views.retention import TombstonePage
from app.errors import ContentsWithheld
from app.store.destruction import ERASED, counted_as
from app.web.retention_words import COUNTED
from tests.web.conftest import post, read, token_of
from tests.web.fake_acts import FakeActs
from tests.web.fake_retention import ENDED

PLACE, LIST = "/quan-tri/luu-tru", "/quan-tri/luu-tru/d1"
READINGS, LOG = "/kiem-soat/xin-xem", "/kiem-soat/nhat-ky"


def test_due_cases_say_why_and_only_administrators_choose_among_them(
    admin: FlaskClient, auditor: FlaskClient
) -> None:
    page = read(admin, PLACE)
    assert "Khoán &lt;b&gt;chợ&lt;/b&gt;" in page and "lưu 20 năm" in page
    assert "Gửi duyệt tiêu hủy" in page and "Đang có đơn tố cáo" in page
    seen = read(auditor, PLACE)
    assert "MG-2004-0001" in seen and "Gửi duyệt tiêu hủy" not in seen
    assert post(auditor, PLACE, {"case": "c1"})[0] == 403


def test_a_list_that_lacks_its_reason_comes_back_as_it_was_typed(admin: FlaskClient) -> None:
    sent = {"case": "c2", "decision": "Số 12-QĐ/TU", "reason": ""}
    status, page, _ = post(admin, PLACE, sent)
    assert status == 422 and page.count("Ghi lý do tiêu hủy") == 2
    assert 'value="c2" checked' in page and 'value="Số 12-QĐ/TU"' in page
    assert post(admin, PLACE, {**sent, "reason": "Hết hạn"})[::2] == (303, LIST)


def test_the_second_person_is_told_what_is_lost_and_may_take_dossiers_out_first(
    auditor: FlaskClient, admin: FlaskClient, acts: FakeActs
) -> None:
    page = read(auditor, LIST)
    assert "Duyệt tiêu hủy 2 hồ sơ" in page and "Không lấy lại được" in page
    assert 'action="/kiem-soat/ho-so/MG-2004-0002"' in page and "ab" * 32 in page
    assert 'action="/kiem-soat/ho-so/' not in read(admin, LIST)
    assert post(auditor, LIST, {"version": "1", "act": "approve"})[0] == 303
    assert "approve_destruction" in acts.calls
    assert "2 trên 2 hồ sơ đã có kết quả" in read(auditor, LIST)


def test_who_made_the_list_cannot_agree_to_it(admin: FlaskClient, acts: FakeActs) -> None:
    acts.listed = replace(acts.listed, proposed_by="qt")
    page = read(admin, LIST)
    assert "Người lập danh sách không tự duyệt" in page and "Rút danh sách" in page
    assert 'value="approve"' not in page


def test_sending_a_list_back_needs_a_reason(auditor: FlaskClient) -> None:
    sent = {"version": "1", "act": "return", "return_reason": ""}
    status, page, _ = post(auditor, LIST, sent)
    assert status == 422 and "Ghi lý do trả lại" in page
    assert post(auditor, LIST, {**sent, "return_reason": "Còn cần"})[0] == 303
    assert "Còn cần" in read(auditor, LIST)
    assert post(auditor, LIST, {"act": "approve"})[0] == 400


def test_a_case_is_held_and_let_go(auditor: FlaskClient, acts: FakeActs) -> None:
    status, page, _ = post(auditor, f"{PLACE}/giu-lai", {"code": "MG-2004-0001"})
    assert status == 422 and 'value="MG-2004-0001"' in page
    for part, name in (("giu-lai", "hold_reason"), ("bo-giu", "lift_reason")):
        sent = {"code": "MG-2004-0001", name: "Đang kiểm tra"}
        assert post(auditor, f"{PLACE}/{part}", sent)[::2] == (303, PLACE)
    assert acts.calls[-1] == "lift_hold"


def test_an_auditor_asks_and_another_person_decides(
    auditor: FlaskClient, admin: FlaskClient, acts: FakeActs
) -> None:
    assert 'value="MG-2024-0009"' in read(auditor, f"{READINGS}?code=MG-2024-0009")
    status, page, _ = post(auditor, READINGS, {"code": "MG-2024-0009"})
    assert status == 422 and "Ghi lý do xin xem" in page
    sent = {"code": "MG-2024-0009", "reason": "Kiểm tra quý"}
    assert post(auditor, READINGS, sent)[::2] == (303, READINGS)
    page = read(admin, READINGS)
    assert "Kiểm tra theo kế hoạch quý" in page and "Gửi yêu cầu xin xem" not in page
    answer = {"version": "1", "act": "refuse"}
    assert post(admin, f"{READINGS}/g1", answer)[0] == 422
    assert post(admin, f"{READINGS}/g1", {"version": "1", "act": "grant"})[0] == 303
    assert "Được xem" in read(auditor, READINGS)


def test_who_asked_is_not_offered_to_decide(auditor: FlaskClient, acts: FakeActs) -> None:
    acts.grant = replace(acts.grant, asked_by="kts")
    page = read(auditor, READINGS)
    assert "Người xin không tự quyết định" in page and 'value="grant"' not in page


def test_a_case_that_is_not_open_leads_to_what_proves_it(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    acts.fails["inspect_case"] = ContentsWithheld("Hồ sơ hạn chế")
    answer = auditor.get("/giam-sat/ho-so/MG-2024-0021")
    assert answer.headers["Location"] == "/kiem-soat/ho-so/MG-2024-0021"
    acts.withheld = "Yêu cầu xin xem đang chờ người thứ hai quyết định"
    page = read(auditor, "/kiem-soat/ho-so/MG-2024-0021")
    assert acts.withheld in page and "Tải bộ hồ sơ" not in page and "Nguyên vẹn" in page


def test_a_tombstone_tells_who_destroyed_what_and_why(auditor: FlaskClient, acts: FakeActs) -> None:
    acts.tombstone = TombstonePage(
        destroyed_at=acts.now(),
        outcome=CaseState.APPROVED,
        began_on=ENDED,
        ended_on=ENDED,
        basis="lưu 20 năm",
        decision="Số 12-QĐ/TU",
        decision_date=ENDED,
        reason="Hết thời hạn lưu",
        proposed_by="Quản trị hệ thống",
        approved_by="Kiểm soát viên",
        dossier="cd" * 32,
        counts={"submission": 17},
        digests=(("submission", "s1", "ef" * 32),),
        rows=63,
    )
    page = read(auditor, "/kiem-soat/ho-so/MG-2024-0021")
    for told in ("Biên bản tiêu hủy", "17 biểu đã gửi", "cd" * 32, "ef" * 32, "Quản trị hệ thống"):
        assert told in page
    assert "Tải bộ hồ sơ" not in page


def test_the_log_is_asked_by_its_address_and_goes_on_from_a_mark(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    page = read(auditor, f"{LOG}?nguoi=D%C5%A9ng&sau=x&sau_chuoi=y&sau_dong=3")
    assert acts.asked_log[1] == ("x", "y", "3")
    assert "=Tiếp nhận &lt;b&gt;hồ sơ&lt;/b&gt;" in page and 'value="Dũng"' in page
    assert "sau_chuoi=instance:i1" in page and "sau_dong=3" in page and 'rel="next"' in page
    wrong = auditor.get(f"{LOG}?tu_ngay=khong-phai-ngay")
    assert wrong.status_code == 422 and "Ghi ngày dạng nn/tt/nnnn" in wrong.text
    assert 'value="khong-phai-ngay"' in wrong.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_log_leaves_as_a_file_that_runs_nothing(
    auditor: FlaskClient, acts: FakeActs, kind: str
) -> None:
    token = token_of(auditor, LOG)
    answer = auditor.post(f"{LOG}/xuat", data={"csrf_token": token, "kind": kind})
    assert answer.status_code == 200 and acts.calls[-1] == "export_log"
    assert f".{kind}" in answer.headers["Content-Disposition"]
    if kind == "csv":
        assert "'=Tiếp nhận" in answer.text and "MG-2024-0021" in answer.text
    assert auditor.post(f"{LOG}/xuat", data={"csrf_token": token}).status_code == 400


def test_everything_that_is_erased_has_a_word() -> None:
    assert {counted_as(table) for table in ERASED} == set(COUNTED)
