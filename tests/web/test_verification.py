"""The pages of verification over a sample draft: progress, violations, what is said of a rule."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from app.domain.verified import RunState, Shown, VerificationRun
from tests.web.conftest import post, read
from tests.web.fake_acts import FakeActs
from tests.web.fake_verification import BROKEN, FOUND, KEPT, RULE, found

DRAFT = "/ban-thao/b1"
PAGE = f"{DRAFT}/dieu-khoan"


def told(browser: FlaskClient) -> str:
    """Return the sentence that a script is told."""
    return str(browser.get(f"{PAGE}/tien-do").json["text"])  # type: ignore[index]


def test_page_names_what_breaks_a_clause_and_leads_to_its_path(owner: FlaskClient) -> None:
    page = read(owner, PAGE)
    assert "1 điều trái điều khoản" in page and "412 trạng thái" in page
    assert f'href="{PAGE}/duong-di/1"' in page and "Xem đường đi, 3 bước" in page
    assert "&lt;b&gt;bằng văn bản" in page


def test_run_under_way_shows_how_far_it_is_and_can_be_stopped(
    owner: FlaskClient, acts: FakeActs
) -> None:
    assert post(owner, PAGE)[::2] == (303, PAGE)
    acts.run = VerificationRun(RunState.RUNNING, "Hồ sơ", 2, 6, 12345)
    page = read(owner, PAGE)
    assert "quy trình 2/6 “Hồ sơ”, 12345 trạng thái" in page
    assert '<noscript><meta http-equiv="refresh"' in page and "Xem đường đi" not in page
    assert post(owner, f"{PAGE}/dung")[::2] == (303, PAGE)
    page = read(owner, PAGE)
    assert "Chưa quyết" in page and "Giữ đủ" not in page and "Kiểm tra lại" in page
    post(owner, f"{PAGE}/dung")
    assert "Lượt kiểm tra này đã xong" in read(owner, PAGE)


def test_script_is_told_in_one_sentence_where_the_draft_stands(
    owner: FlaskClient, acts: FakeActs
) -> None:
    acts.verified = found(KEPT)
    assert told(owner) == "Giữ đủ 1 quy tắc"
    acts.verified = found(KEPT, replace(KEPT, standing="undecided"))
    assert told(owner) == "Chưa quyết 1 quy tắc"
    acts.verified = found(KEPT, cut="time")
    assert told(owner).startswith("Chưa quyết: hết thời gian")
    acts.verified = None
    assert told(owner) == ""
    acts.run = VerificationRun(RunState.LOST)
    assert told(owner).startswith("Chưa quyết")


def test_what_ran_out_of_time_offers_to_run_again_and_says_that_nothing_is_wrong(
    owner: FlaskClient, acts: FakeActs
) -> None:
    acts.verified = found(KEPT, cut="time")
    page = read(owner, PAGE)
    assert "Kiểm tra lại, lâu hơn" in page and "hết thời gian, chưa xét hết" in page


def test_violation_shows_sentence_clause_path_and_repair(owner: FlaskClient) -> None:
    page = read(owner, f"{PAGE}/duong-di/1")
    for words in ("QN Điều 4, khoản 3", "Trả lời bằng văn bản.", "Cách sửa", "Quy tắc sai?"):
        assert words in page
    assert page.index("Bắt đầu") < page.index("Văn phòng: “Soạn”") < page.index("Bí thư: “Ký”")
    assert "Ban hành tờ trình: 2 bước" in page
    assert 'data-place="[&#34;p08a_legal_opinion&#34;, &#34;end&#34;]"' in page
    assert owner.get(f"{PAGE}/duong-di/2").status_code == 404


def test_diagram_of_a_path_goes_out_as_a_download_of_no_type(owner: FlaskClient) -> None:
    answer = owner.get(f"{PAGE}/so-do/p01_art4_case.bpmn")
    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_objection_to_a_rule_needs_a_reason_and_is_shown_to_who_approves(
    owner: FlaskClient,
) -> None:
    place = f"{PAGE}/quy-tac/INV-01a"
    assert "[[rule]]" in read(owner, place)
    status, page, _target = post(owner, place, {"reason": ""})
    assert status == 422 and "Ghi lý do" in page and "errsum" in page
    assert post(owner, place, {"reason": "Văn bản <i>cho phép</i>."})[::2] == (303, place)
    assert "&lt;i&gt;cho phép" in read(owner, place)
    review = read(owner, f"{DRAFT}/duyet")
    assert "&lt;i&gt;cho phép" in review and "1 điều trái điều khoản" in review


def test_each_save_asks_for_a_glance_and_a_request_for_the_whole(
    owner: FlaskClient, acts: FakeActs
) -> None:
    sent = {"version": 4, "repair": "lead-on", "element_id": "check", "value_target": "+end"}
    post(owner, f"{DRAFT}/sua", dict(sent))
    assert acts.calls[-1] == "glance"
    post(owner, f"{DRAFT}/gui-duyet", {"version": 4, "name": "Tên", "note": "Vì sao"})
    assert acts.calls[-1] == "start_verification"


def test_findings_that_one_step_shows_stand_together_under_it(
    owner: FlaskClient, acts: FakeActs
) -> None:
    [first] = BROKEN.processes[0].shown
    another = replace(FOUND, rule="clause-INV-01b", message="Phải có phiếu. (C-025)")
    acts.verified = found(RULE, shown=(first, Shown(another), replace(first, finding=another)))
    page = read(owner, PAGE)
    assert page.count("Sau bước Bí thư: “Ký”") == 1 and "2 điều bị trái ở cùng một chỗ" in page
    links = [page.index(f'href="{PAGE}/duong-di/{number}"') for number in (1, 3, 2)]
    assert links == sorted(links)
