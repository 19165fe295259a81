"""Sửa hồ sơ: what was chosen reaches the action, what cannot be read is told, two decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from app.domain.case_requests import RequestState
from app.domain.jobs import Progress
from app.domain.repairs import Instruction, RepairKind
from app.task_forms.typed import LOCAL
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/sua-chua"
REASON = "Biên bản đã ký trên giấy."


def test_offer_lists_what_can_be_done_and_says_why_the_rest_cannot(admin: FlaskClient) -> None:
    page = read(admin, f"{PLACE}/moi?instance=i1")
    for words in ("MG-2024-0021", "Chuyển tới", "đang hẹn", "Mai Anh Tú", "members_total"):
        assert words in page
    assert "Số &lt;b&gt;thành viên" in page and "đang là 11" in page
    assert '<option value="move|p01|meet|a1|meet">Làm lại từ đầu<' in page
    assert '<option value="cancel|p01|meet|a1|">' in page
    assert '<option value="move|p01|meet|a1|sign">' in page
    assert '<option value="add|p01||a1|sign">' in page
    assert "đang chạy" in page and 'value="resume"' not in page and 'value="suspend"' in page
    assert "<b>chợ" not in page and "Họp <b>" not in page


def test_chosen_and_typed_reach_the_action_as_instructions(
    admin: FlaskClient, acts: FakeActs
) -> None:
    sent: dict[str, object] = {
        "instance": ["i1"],
        "lam": ["move|p01|meet|a1|sign", "", "x|y"],
        "giao": ["p01|meet|a1|nga"],
        "moc": ["p01w|d20|root"],
        "moc_ngay": ["24/04/2024"],
        "moc_gio": ["8h30"],
        "bien": ["members_total|number", "has_board|bool", "other|text"],
        "gia_tri": ["1.200", "khong", ""],
        "ca_luot": "",
        "reason": REASON,
    }
    status, _text, target = post(admin, PLACE, sent)
    assert (status, target) == (303, f"{PLACE}/s1")
    at = datetime(2024, 4, 24, 8, 30, tzinfo=LOCAL)
    assert acts.asked_repair == (
        ["i1"],
        (
            Instruction(RepairKind.MOVE, "meet", "p01", "sign", "a1"),
            Instruction(RepairKind.TIMER, "d20", "p01w", activation_id="root", moment=at),
            Instruction(RepairKind.REASSIGN, "meet", "p01", "", "a1", person_ids=("nga",)),
            Instruction(RepairKind.SET_FACT, name="members_total", value=1200),
            Instruction(RepairKind.SET_FACT, name="has_board", value=False),
        ),
        REASON,
    )


def test_what_cannot_be_read_is_told_at_its_field_and_kept(admin: FlaskClient) -> None:
    sent: dict[str, object] = {
        "instance": ["i1"],
        "lam": ["cancel|p01|meet|a1|"],
        "moc": ["p01w|d20|root"],
        "moc_ngay": ["hôm sau"],
        "moc_gio": [""],
        "bien": ["members_total|number", "has_board|bool"],
        "gia_tri": ["nhiều", "khong"],
        "reason": REASON,
    }
    status, text, _target = post(admin, PLACE, sent)
    assert status == 422
    assert text.count("Ghi ngày dạng 24/04/2024 và giờ dạng 14:05") == 2
    assert text.count("Ghi một số, ví dụ 1.500") == 2
    assert 'value="hôm sau"' in text and 'value="nhiều"' in text and REASON in text
    assert '<option value="cancel|p01|meet|a1|" selected>' in text
    assert '<option value="khong" selected>' in text


def test_request_without_a_reason_comes_back_with_what_was_chosen(admin: FlaskClient) -> None:
    sent: dict[str, object] = {"instance": ["i1"], "ca_luot": "suspend", "reason": ""}
    status, text, _target = post(admin, PLACE, sent)
    assert status == 422 and "Ghi lý do sửa" in text
    assert 'value="suspend" checked' in text


def test_several_runs_are_offered_what_all_of_them_can_do(
    admin: FlaskClient, acts: FakeActs
) -> None:
    page = read(admin, f"{PLACE}/moi?instance=i1&instance=i2&instance=i1")
    assert "Đề nghị sửa 2 lượt chạy" in page and "MG-2024-0022" in page
    assert '<option value="move|p01|meet||sign">' in page and "d20" not in page
    assert '<option value="p01|meet||nga">' in page and "p01|meet||tu" not in page
    assert "Không dừng riêng được: chỗ duy nhất." in page and 'value="cancel|' not in page
    # Where one run may and another may not, the rehearsal tells; what none may is not offered.
    assert 'value="end"' in page and 'value="restart"' in page and 'value="resume"' not in page
    sent: dict[str, object] = {"instance": ["i1", "i2"], "ca_luot": "suspend", "reason": REASON}
    assert post(admin, PLACE, sent)[0] == 303
    assert acts.asked_repair[:2] == (["i1", "i2"], (Instruction(RepairKind.SUSPEND),))


def test_without_a_run_the_search_opens_and_an_unknown_one_is_not_found(
    admin: FlaskClient,
) -> None:
    assert admin.get(f"{PLACE}/moi").headers["Location"] == "/giam-sat/ho-so"
    assert post(admin, PLACE, {"ca_luot": "suspend", "reason": ""})[0] == 404
    assert admin.get(f"{PLACE}/moi?instance=khac").status_code == 404


def test_request_is_rehearsed_and_approved_by_one_who_names_the_invariant(
    admin: FlaskClient, acts: FakeActs
) -> None:
    assert post(admin, f"{PLACE}/s1/chay-thu")[::2] == (303, f"{PLACE}/s1")
    assert "rehearse_repair" in acts.calls
    page = read(admin, f"{PLACE}/s1")
    for words in ("Giữ nguyên", "INV-04: bỏ qua", "(Điều 4, khoản 1)", "Bắt đầu ở", "Dừng ở"):
        assert words in page
    decision: dict[str, object] = {"version": "2", "act": "approve", "opinion": "Đồng ý"}
    status, text, _target = post(admin, f"{PLACE}/s1/duyet", decision)
    assert (status, text.count("Nêu INV-04 trong ý kiến")) == (422, 2) and "Đồng ý" in text
    decision["opinion"] = "Chấp nhận INV-04: biên bản giấy đã có."
    assert post(admin, f"{PLACE}/s1/duyet", decision)[0] == 303
    page = read(admin, f"{PLACE}/s1")
    assert "Người thứ hai" in page and "biên bản giấy đã có" in page


def test_rehearsal_left_to_the_worker_is_followed_and_nobody_agrees_before_its_end(
    admin: FlaskClient, acts: FakeActs
) -> None:
    acts.repair, acts.trying = replace(acts.repair, rehearsed_at=None), Progress(12, 40, True)
    page = read(admin, f"{PLACE}/s1")
    assert "Đã chạy thử 12 trên 40 lượt chạy." in page and 'max="40" value="12"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'value="approve"' not in page and "Chạy thử lại" not in page
    told = admin.get(f"{PLACE}/s1/tien-do").get_json()
    assert told["state"] == "running" and told["text"] in page
    acts.trying = Progress(12, 40, False, "hết chỗ")
    page = read(admin, f"{PLACE}/s1")
    assert "đã dừng trước khi xong. hết chỗ" in page and "Chạy thử lại" in page
    assert admin.get(f"{PLACE}/s1/tien-do").get_json() == {"state": "ended"}


def test_who_proposed_reads_that_another_decides(admin: FlaskClient, acts: FakeActs) -> None:
    acts.repair_yours = True
    page = read(admin, f"{PLACE}/s1")
    assert 'value="approve"' not in page and "Người đề nghị không được tự duyệt" in page
    assert "Rút đề nghị" in page


def test_request_is_turned_down_with_a_reason(admin: FlaskClient) -> None:
    decision: dict[str, object] = {"version": "2", "act": "return"}
    status, text, _target = post(admin, f"{PLACE}/s1/duyet", decision)
    assert (status, text.count("Ghi lý do không duyệt")) == (422, 2)
    decision["return_reason"] = "Chờ kết luận."
    assert post(admin, f"{PLACE}/s1/duyet", decision)[0] == 303
    assert "Chờ kết luận." in read(admin, f"{PLACE}/s1")
    assert post(admin, f"{PLACE}/s1/duyet", {"act": "return"})[0] == 400


def test_expired_request_says_why_and_leads_to_a_new_one(
    admin: FlaskClient, acts: FakeActs
) -> None:
    acts.repair = replace(acts.repair, state=RequestState.EXPIRED)
    page = read(admin, f"{PLACE}/s1")
    assert "Hồ sơ đã thay đổi sau lần chạy thử cuối" in page
    assert f'href="{PLACE}/moi?instance=i1"' in page and 'value="approve"' not in page


def test_list_leads_to_requests(admin: FlaskClient) -> None:
    page = read(admin, PLACE)
    assert f'href="{PLACE}/s1"' in page and "chuyển “Họp” tới “Ký”" in page


def test_chosen_runs_lead_to_repair_and_to_another_version(
    admin: FlaskClient, acts: FakeActs
) -> None:
    page = read(admin, f"{PLACE}/chon?chon=c21&q=chợ")
    assert acts.chosen == {"chon": ["c21"], "q": ["chợ"]}
    assert 'value="i1" id="run-1" checked' in page and 'value="i2" id="run-2">' in page
    assert 'name="tu" value="r1"' in page and 'name="tu" value="r2"' not in page
    assert "đang tạm dừng" in page and f'href="{PLACE}/moi?instance=i9"' in page


def test_staff_and_auditors_are_kept_out(flask_app: Flask) -> None:
    for login in ("tqd", "kts"):
        browser = flask_app.test_client()
        sign_in(browser, login)
        assert browser.get(PLACE).status_code == 403
        assert browser.get(f"{PLACE}/moi?instance=i1").status_code == 403
