"""The editors' pages and what their scripts ask, over a sample draft."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.domain.drafts import DraftState
from tests.web.conftest import post, token_of
from tests.web.fake_acts import FakeActs
from tests.web.fake_editing import PROCESS, TAKEN

PAGE = f"/ban-thao/b1/tep/process/{PROCESS}"


def send(browser: FlaskClient, path: str, content: bytes) -> tuple[int, dict[str, Any]]:
    """Send bytes as the scripts do, with the page's token."""
    headers = {"X-CSRFToken": token_of(browser, PAGE)}
    answer = browser.post(path, data=content, headers=headers)
    return answer.status_code, answer.get_json()


def test_the_page_tells_the_script_what_it_holds(owner: FlaskClient) -> None:
    page = owner.get(PAGE).get_data(as_text=True)
    assert 'data-mine="true" data-version="4"' in page
    assert "Lưu bản thảo" in page
    assert "Nhận sửa bản thảo" not in page


def test_a_draft_in_other_hands_is_shown_with_who_has_it_and_how_to_take_it(
    owner: FlaskClient, acts: FakeActs
) -> None:
    acts.draft = replace(acts.draft, editor_id="lmt", editor_name="Lê Minh Tâm")
    page = owner.get(PAGE).get_data(as_text=True)
    assert 'data-mine="false"' in page
    assert "Lê Minh Tâm đang sửa bản thảo này từ 08:41, 24/04/2024" in page
    assert "Lưu bản thảo" not in page
    assert post(owner, f"{PAGE}/nhan-sua", {"version": "4"})[::2] == (303, PAGE)
    assert acts.draft.editor_id == "cqt"


def test_a_draft_that_waits_for_approval_is_only_shown(owner: FlaskClient, acts: FakeActs) -> None:
    acts.draft = replace(acts.draft, state=DraftState.REQUESTED)
    page = owner.get(PAGE).get_data(as_text=True)
    assert 'data-mine="false"' in page
    assert "Nhận sửa bản thảo" not in page


def test_the_content_goes_out_as_a_download_whatever_it_is(
    owner: FlaskClient, acts: FakeActs
) -> None:
    acts.draft_files[PROCESS] = replace(acts.draft_files[PROCESS], content=b"<script>alert(1)")
    answer = owner.get(f"{PAGE}/noi-dung")
    assert answer.data == b"<script>alert(1)"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_broken_content_is_kept_as_it_is(owner: FlaskClient, acts: FakeActs) -> None:
    status, said = send(owner, f"{PAGE}/luu?version=4", b"<bpmn:definitions \xff")
    assert (status, said["version"], said["at"]) == (200, 5, "08:41")
    assert acts.draft_files[PROCESS].content == b"<bpmn:definitions \xff"


def test_a_late_save_is_refused_in_a_sentence(owner: FlaskClient) -> None:
    status, said = send(owner, f"{PAGE}/luu?version=3", b"<x/>")
    assert (status, said) == (409, {"message": TAKEN})


def test_a_save_of_another_file_does_not_make_a_page_late(
    owner: FlaskClient, acts: FakeActs
) -> None:
    base = acts.draft_files[PROCESS].sha256
    acts.draft = replace(acts.draft, version=9)
    status, said = send(owner, f"{PAGE}/luu?version=4&base={base}", b"<x/>")
    assert (status, said["version"]) == (200, 10)
    known = said["base"]
    acts.draft_files[PROCESS] = replace(acts.draft_files[PROCESS], sha256="of another window")
    assert send(owner, f"{PAGE}/luu?version=4&base={known}", b"<y/>")[0] == 409


def test_a_form_is_begun_where_none_stands(owner: FlaskClient, acts: FakeActs) -> None:
    path = f"/ban-thao/b1/tep/form/{PROCESS}.look_again/luu?version=1"
    assert send(owner, f"{path}&base=other", b"{}")[0] == 409
    assert send(owner, f"{path}&base=", b"{}")[0] == 200
    assert acts.draft_files[f"{PROCESS}.look_again"].content == b"{}"


def test_findings_come_with_what_to_do(owner: FlaskClient) -> None:
    headers = {"X-CSRFToken": token_of(owner, PAGE)}
    found = owner.post(f"{PAGE}/kiem-tra", data=b"<x/>", headers=headers).get_json()
    told = [
        (one["element_id"], one["severity"], one["repair"], one["consequence"]) for one in found
    ]
    assert told == [("start", "warning", "Ghi nhãn", "Người đọc không hiểu sơ đồ")]


def test_an_uploaded_file_takes_the_place_of_the_drafts(owner: FlaskClient, acts: FakeActs) -> None:
    file = (io.BytesIO(b"<moi/>"), "moi.bpmn")
    sent: dict[str, object] = {"version": "4", "file": file}
    assert post(owner, f"{PAGE}/tai-len", sent)[0] == 303
    assert acts.draft_files[PROCESS].content == b"<moi/>"


@pytest.mark.parametrize(
    "path", ["/ban-thao/b1/tep/process/khac", "/ban-thao/b1/tep/x/y", "/ban-thao/b2/tep/form/y"]
)
def test_a_file_the_draft_does_not_have_is_not_found(owner: FlaskClient, path: str) -> None:
    assert owner.get(path).status_code == 404


def test_staff_are_refused_and_the_attempt_is_recorded(dung: FlaskClient, acts: FakeActs) -> None:
    assert dung.get(PAGE).status_code == 403
    assert acts.refusals == [f"GET {PAGE}"]


def test_a_form_is_previewed_as_staff_see_it(owner: FlaskClient, acts: FakeActs) -> None:
    page = owner.get("/ban-thao/b1/tep/form/x.y/xem-truoc").get_data(as_text=True)
    assert "Biên bản họp" in page
    assert 'name="present"' in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
