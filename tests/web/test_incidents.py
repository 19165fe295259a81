"""Sự cố: cause in words, trace folded for administrators, retry named before it is done."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.domain.jobs import Progress
from app.errors import DatabaseUnavailable
from tests.web.conftest import post, read
from tests.web.fake_acts import FakeActs
from tests.web.fake_incidents import SENT, STUCK

PLACE = "/quan-tri/su-co"


def test_list_tells_cause_step_and_standing_and_ticks_the_machines_work_alone(
    admin: FlaskClient,
) -> None:
    page = read(admin, PLACE)
    assert "Trạng thái đã lưu của hồ sơ &lt;b&gt;không đọc được" in page and "Mắc" in page
    assert "Ngày làm việc 20" in page and "đã thử 5 lần" in page
    assert f'value="{STUCK.code}"' in page and f'value="{SENT.code}"' not in page
    assert "Chưa nối máy chủ thư" in page
    assert "qt@mg.example" in page and "Gửi lại thư" in page


def test_filter_of_the_address_is_asked_and_stays_in_its_fields(
    admin: FlaskClient, acts: FakeActs
) -> None:
    asked = "trang_thai=open&quy_trinh=p01_art4_case&buoc=t_d20&nguyen_nhan=100%25"
    page = read(admin, f"{PLACE}?{asked}")
    assert acts.filter["nguyen_nhan"] == "100%" and acts.filter["buoc"] == "t_d20"
    assert 'value="100%"' in page and page.count(" selected") == 3
    assert "Bỏ bộ lọc" in page


def test_number_beside_the_name_is_for_those_who_handle(
    admin: FlaskClient, auditor: FlaskClient, dung: FlaskClient, acts: FakeActs
) -> None:
    badge = '<span class="count bad">2'
    assert badge in read(admin, "/viec")
    assert badge not in read(auditor, "/viec") and PLACE in read(auditor, "/viec")
    assert PLACE not in read(dung, "/viec")
    acts.fails["count_open_incidents"] = DatabaseUnavailable("hỏng")
    assert badge not in read(admin, "/cai-dat")


def test_retry_is_named_one_by_one_then_done_and_its_results_shown(
    admin: FlaskClient, acts: FakeActs
) -> None:
    acts.calls.clear()
    page = read(admin, f"{PLACE}/thu-lai?chon={STUCK.code}&chon={SENT.code}")
    assert "Thử lại 1 sự cố" in page and "Không thử: việc của người" in page
    assert acts.writes() == []
    status, _text, target = post(admin, f"{PLACE}/thu-lai", {"chon": STUCK.code})
    assert (status, target, acts.noted) == (303, f"{PLACE}/thu-lai/l1", (STUCK.code,))
    page = read(admin, target)
    assert "Đã khắc phục 0 sự cố" in page and "Vẫn không chạy được" in page


def test_retry_left_to_the_worker_is_followed(admin: FlaskClient, acts: FakeActs) -> None:
    acts.retrying = Progress(1, 30, True)
    page = read(admin, f"{PLACE}/thu-lai/l1")
    assert "Đã thử lại 1 trên 30 sự cố." in page and "trên 30 sự cố đã chọn" in page
    assert '<meta http-equiv="refresh" content="5">' in page
    told = admin.get(f"{PLACE}/thu-lai/l1/tien-do").get_json()
    assert (told["state"], told["number"], told["total"]) == ("running", 2, 30)
    acts.retrying = None
    assert "Đã thử lại" not in read(admin, f"{PLACE}/thu-lai/l1")
    assert admin.get(f"{PLACE}/thu-lai/l1/tien-do").get_json() == {"state": "ended"}


def test_nothing_ticked_is_told(admin: FlaskClient) -> None:
    answer = admin.get(f"{PLACE}/thu-lai", follow_redirects=True)
    assert "Chọn ít nhất một sự cố để thử lại" in answer.get_data(as_text=True)
    assert post(admin, f"{PLACE}/thu-lai")[0] == 422


def test_trace_stands_folded_for_administrators_and_nowhere_else(
    admin: FlaskClient, auditor: FlaskClient
) -> None:
    page = read(admin, f"{PLACE}/{STUCK.code}")
    assert "<summary>Toàn văn lỗi, cho quản trị</summary>" in page
    assert "Traceback &lt;script&gt;" in page and "Thử lại ngay" in page
    assert "app/engine/state.py, dòng 69" in page
    assert 'href="/quan-tri/sua-chua/moi?instance=i1"' in page
    page = read(auditor, f"{PLACE}/{STUCK.code}")
    assert "Traceback" not in page and "Thử lại ngay" not in page and "Lưu ghi chú" not in page
    assert 'href="/giam-sat/ho-so/MG-2024-0021"' in page


def test_what_a_person_sent_is_not_retried_but_closed_with_its_way(
    admin: FlaskClient, acts: FakeActs
) -> None:
    place = f"{PLACE}/{SENT.code}"
    page = read(admin, place)
    assert "Thử lại ngay" not in page and "người làm gửi lại khi đã khắc phục" in page
    status, text, _ = post(admin, f"{place}/dong", {"cach_xu_ly": "xong"})
    assert status == 422 and "Ghi cách đã khắc phục" in text and ">\nxong</textarea>" in text
    assert post(admin, f"{place}/dong", {"cach_xu_ly": "Đã sửa dữ liệu hỏng."})[0] == 303
    assert acts.noted == (SENT.code, "Đã sửa dữ liệu hỏng.")


def test_note_and_letter_go_to_their_acts(admin: FlaskClient, acts: FakeActs) -> None:
    place = f"{PLACE}/{STUCK.code}"
    assert post(admin, f"{place}/ghi-chu", {"ghi_chu": ""})[0] == 422
    assert post(admin, f"{place}/ghi-chu", {"ghi_chu": "Đã hỏi."})[::2] == (303, place)
    assert acts.noted == (STUCK.code, "Đã hỏi.")
    assert post(admin, f"{PLACE}/thu/j1/gui-lai")[::2] == (303, PLACE)
    assert acts.noted == ("j1",)


def test_auditors_may_do_nothing(auditor: FlaskClient, acts: FakeActs) -> None:
    place = f"{PLACE}/{STUCK.code}"
    for path in (f"{PLACE}/thu-lai", f"{place}/ghi-chu", f"{place}/dong"):
        assert post(auditor, path, {"chon": STUCK.code})[0] == 403
    assert auditor.get(f"{PLACE}/thu-lai?chon={STUCK.code}").status_code == 403
    assert acts.noted == ()
