"""The process owners' pages over a sample draft: what they show, refuse and send on."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from app.domain.behaviour import BehaviourChange, ComparedBehaviour
from tests.web import samples
from tests.web.conftest import post, read
from tests.web.fake_acts import FakeActs
from tests.web.fake_editing import PROCESS

DRAFT = "/ban-thao/b1"


def test_list_shows_version_draft_editor_and_old_cases(owner: FlaskClient) -> None:
    page = read(owner, "/quy-trinh")
    for words in ("Phiên bản 2", "Chủ quy trình đang sửa", "3 theo phiên bản cũ", "Chưa công bố"):
        assert words in page


def test_staff_see_neither_the_link_nor_the_page(dung: FlaskClient) -> None:
    assert dung.get("/quy-trinh").status_code == 403
    assert 'href="/quy-trinh"' not in read(dung, "/viec")


def test_starting_a_draft_leads_to_it(owner: FlaskClient) -> None:
    status, _page, target = post(owner, "/quy-trinh", {"process_id": PROCESS})
    assert (status, target) == (303, DRAFT)


def test_broken_file_without_an_id_is_refused_at_the_field(owner: FlaskClient) -> None:
    sent = {"file": (io.BytesIO(b"<broken"), "x.bpmn")}
    status, page, _target = post(owner, "/quy-trinh", sent)
    assert status == 422 and "Ghi id" in page and "errsum" in page


def test_history_names_who_asked_and_who_approved(owner: FlaskClient) -> None:
    page = read(owner, f"/quy-trinh/{PROCESS}")
    assert "Đỗ Thanh Hòa gửi, Vũ Ngọc Lan duyệt" in page
    assert "Chỉ hồ sơ cũ" in page and "Khôi phục thành bản thảo" in page


def test_restoring_leads_to_the_new_draft(owner: FlaskClient, acts: FakeActs) -> None:
    path = f"/quy-trinh/{PROCESS}/khoi-phuc"
    assert post(owner, path, {"release_id": "r1"})[::2] == (303, DRAFT)
    assert "restore_version" in acts.calls


@pytest.mark.parametrize(
    "path", [f"/quy-trinh/{PROCESS}/tep/r1/process/{PROCESS}", f"{DRAFT}/ban-luu/luu1"]
)
def test_hostile_file_goes_out_as_a_download_of_no_type(owner: FlaskClient, path: str) -> None:
    answer = owner.get(path)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_comparison_says_in_sentences_what_the_pictures_show(owner: FlaskClient) -> None:
    page = read(owner, f"/quy-trinh/{PROCESS}/so-sanh")
    assert "Thêm việc “Soát”, Văn phòng làm" in page and page.count('<svg class="bd">') == 2


def test_behaviour_is_compared_on_request_and_told_with_its_path(
    owner: FlaskClient, acts: FakeActs
) -> None:
    place = f"/quy-trinh/{PROCESS}/so-sanh"
    assert "So sánh cách chạy" in read(owner, place)
    sides = {"truoc": "r1", "sau": "ban-thao"}
    assert post(owner, place, sides)[::2] == (303, f"{place}?truoc=r1&sau=ban-thao")
    page = read(owner, place)
    assert 'title="TTR"' in page and "Đường đi ở bên trước" in page
    assert "ban hành Tờ &lt;b&gt;trình" in page and "Soát &lt;b&gt;kế hoạch" in page
    assert "Còn những điểm khác nữa" in page
    acts.behaviour = ComparedBehaviour(is_running=True)
    assert "Xem đã xong chưa" in read(owner, place)
    acts.behaviour = ComparedBehaviour(BehaviourChange(undecided="bên sau chưa xét hết"))
    assert "Chưa quyết:" in read(owner, place)
    acts.behaviour = ComparedBehaviour(BehaviourChange())
    assert "theo cùng thứ tự" in read(owner, place)


def test_every_rule_has_its_page(owner: FlaskClient) -> None:
    assert 'href="/quy-trinh/quy-tac/way-out"' in read(owner, "/quy-trinh/quy-tac")
    page = read(owner, "/quy-trinh/quy-tac/way-out")
    assert "Nếu để nguyên" in page and "Cách sửa" in page
    assert owner.get("/quy-trinh/quy-tac/no-such").status_code == 404


def test_findings_are_grouped_by_work_with_consequence_and_buttons(owner: FlaskClient) -> None:
    page = read(owner, f"{DRAFT}/kiem-tra")
    assert "Nối lại đường đi" in page and "Hồ sơ tới đây rồi" in page
    assert "Soát &lt;b&gt;kế hoạch" in page
    assert 'value="lead-on"' in page and "Gửi duyệt công bố" not in page


def test_repair_by_button_comes_back_to_the_findings(owner: FlaskClient) -> None:
    sent = {"version": 4, "repair": "lead-on", "element_id": "check", "value_target": "+end"}
    assert post(owner, f"{DRAFT}/sua", dict(sent))[::2] == (303, f"{DRAFT}/kiem-tra")
    status, page, _target = post(owner, f"{DRAFT}/sua", {**sent, "value_target": ""})
    assert status == 422 and "Ghi dẫn tới" in page


@pytest.mark.parametrize("path", ["nhan-sua", "bo", "bo-tep", "sua", "gui-duyet", "duyet"])
def test_post_without_the_version_of_its_page_is_refused(owner: FlaskClient, path: str) -> None:
    data = {"kind": "form", "act": "publish"}
    assert post(owner, f"{DRAFT}/{path}", dict(data))[0] == 400


@pytest.mark.parametrize(("name", "status"), [("a.form", 303), ("a.exe", 422), ("", 422)])
def test_uploaded_file_is_known_by_its_ending(
    owner: FlaskClient, acts: FakeActs, name: str, status: int
) -> None:
    acts.draft_files["p08a_legal_opinion.a"] = acts.draft_files[PROCESS]
    sent = {"version": 4, "file": (io.BytesIO(b"{}"), name)}
    assert post(owner, f"{DRAFT}/tep", sent)[0] == status


def test_draft_shows_history_lock_and_what_was_kept_aside(
    owner: FlaskClient, acts: FakeActs
) -> None:
    page = read(owner, DRAFT)
    assert "Giữ riêng, không vào bản thảo" in page and "Bỏ bản thảo" in page
    acts.take_over_draft(samples.DUNG, "b1", 4)
    page = read(owner, DRAFT)
    assert "Nhận sửa bản thảo" in page and "Đưa tệp vào bản thảo" not in page


def test_request_and_approval_lead_back_to_the_draft(owner: FlaskClient, acts: FakeActs) -> None:
    path = f"{DRAFT}/gui-duyet"
    status, page, _target = post(owner, path, {"version": 4, "name": "", "note": "Vì sao"})
    assert status == 422 and "Vì sao" in page
    assert post(owner, path, {"version": 4, "name": "Tên", "note": "Vì sao"})[0] == 303
    page = read(owner, f"{DRAFT}/duyet")
    assert "Công bố phiên bản 3" in page and "Thêm việc “Soát”" in page
    assert "5 hồ sơ đang mở" in page
    status, _page, target = post(owner, f"{DRAFT}/duyet", {"version": 4, "act": "publish"})
    assert (status, target) == (303, DRAFT)
    assert "approve_publication" in acts.calls


def test_return_without_a_reason_is_refused_at_the_field(
    owner: FlaskClient, acts: FakeActs
) -> None:
    post(owner, f"{DRAFT}/gui-duyet", {"version": 4, "name": "Tên", "note": "Vì sao"})
    status, page, _target = post(owner, f"{DRAFT}/duyet", {"version": 4, "act": "return"})
    assert status == 422 and "Ghi lý do trả lại" in page
    sent = {"version": 4, "act": "return", "reason": "Ghi rõ căn cứ"}
    assert post(owner, f"{DRAFT}/duyet", sent)[0] == 303
    assert "Ghi rõ căn cứ" in read(owner, DRAFT)
