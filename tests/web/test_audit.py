"""The pages about the proof: who they name, what they offer, and only auditors see them."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from app.domain.views import ProofState
from app.domain.views.proof_pages import AskedCheck
from tests.web import samples
from tests.web.conftest import post, read, token_of
from tests.web.fake_acts import FakeActs


def test_the_list_calls_cases_by_title_and_names_the_first_bad_row(auditor: FlaskClient) -> None:
    page = read(auditor, "/kiem-soat")
    assert "Chợ dân sinh phường Cẩm Tân" in page and "MG-2024-0021" in page
    assert "Nhật ký sai lệch tại dòng 77" in page
    assert "Dấu vân khóa" in page and "4 đã niêm phong" in page
    assert "instance:" not in page and ">i2<" not in page


def test_without_a_checkpoint_the_page_says_what_cannot_be_found(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    assert "Chưa có điểm mốc đã ký" not in read(auditor, "/kiem-soat")
    acts.proof = ProofState()
    assert "Chưa có điểm mốc đã ký" in read(auditor, "/kiem-soat")


def test_checking_everything_is_a_deed_and_returns_to_the_list(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    status, _, sent_to = post(auditor, "/kiem-soat")
    assert (status, sent_to, acts.calls[-1]) == (303, "/kiem-soat", "ask_record_check")


def test_a_check_under_way_tells_how_far_it_is_and_can_be_stopped(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    acts.asked_check = AskedCheck("Lê Thị Thu", samples.NOW, 1_200_000, 6_647_011)
    page = read(auditor, "/kiem-soat")
    assert "Đang kiểm tra toàn bộ: xong 18%." in page
    assert "Kiểm tra toàn bộ</button>" not in page
    told = auditor.get("/kiem-soat/tien-do").get_json()
    assert (told["state"], told["number"], told["total"]) == ("running", 1_200_001, 6_647_011)
    assert told["text"].startswith("Đang kiểm tra toàn bộ: xong 18%")
    token = {"csrf_token": token_of(auditor, "/kiem-soat")}
    assert auditor.post("/kiem-soat/dung", data=token).status_code == 303
    assert acts.calls[-1] == "stop_record_check"


def test_a_check_without_result_says_why_and_what_to_do(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    assert auditor.get("/kiem-soat/tien-do").get_json() == {"state": "ended"}
    acts.asked_check = AskedCheck("Lê Thị Thu", samples.NOW, 10, 20, is_running=False)
    assert "đã dừng khi xong 50%, chưa có kết quả" in read(auditor, "/kiem-soat")
    acts.asked_check = replace(acts.asked_check, failure="hết chỗ")
    page = read(auditor, "/kiem-soat")
    assert "không xong: hết chỗ. Bấm Kiểm tra toàn bộ" in page
    assert "Kiểm tra toàn bộ</button>" in page


def test_one_case_shows_each_chain_and_offers_its_dossier(auditor: FlaskClient) -> None:
    assert "Nhật ký sai lệch tại dòng 77" in read(auditor, "/kiem-soat/ho-so/MG-2024-0012")
    page = read(auditor, "/kiem-soat/ho-so/MG-2024-0021")
    assert "Nguyên vẹn" in page and "Tải bộ hồ sơ tự chứng minh" in page
    assert auditor.get("/kiem-soat/ho-so/khong-co").status_code == 404


def test_the_dossier_comes_as_a_file(auditor: FlaskClient, acts: FakeActs) -> None:
    place = "/kiem-soat/ho-so/MG-2024-0021"
    token = {"csrf_token": token_of(auditor, place)}
    answer = auditor.post(place, data=token)
    assert (answer.status_code, acts.calls[-1]) == (200, "export_dossier")
    assert "MG-2024-0021.hoso.zip" in answer.headers["Content-Disposition"]
