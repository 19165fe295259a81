"""Files on their way out: their page tells how far they are, and stops them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app.errors import ExportStopped
from tests.web.conftest import post, read, token_of
from tests.web.fake_acts import FakeActs
from tests.web.fake_oversight import RUNNING, STOPPED

PLACE, SEARCH = "/xuat-tep", "/giam-sat/ho-so"


def test_page_tells_how_far_each_file_is_and_offers_to_stop_what_runs(
    auditor: FlaskClient,
) -> None:
    page = read(auditor, PLACE)
    assert "nhật ký sự kiện ra tệp XES" in page and "500 trên 2.000 hồ sơ" in page
    assert "Không xuất được" in page and "(thiếu điểm mốc)" in page
    assert page.count("/dung") == 1 and f"{PLACE}/{RUNNING.id}/dung" in page


def test_who_asked_stops_a_file_without_any_script(auditor: FlaskClient) -> None:
    assert post(auditor, f"{PLACE}/{RUNNING.id}/dung")[::2] == (303, PLACE)
    assert "/dung" not in read(auditor, PLACE)


def test_pages_hear_how_far_their_file_is(auditor: FlaskClient) -> None:
    told = auditor.get(f"{PLACE}/{RUNNING.id}").get_json()
    assert (told["running"], told["done"], told["total"]) == (True, 500, 2000)
    assert auditor.get(f"{PLACE}/{'9' * 32}").get_json() == {"begun": False}
    assert (
        auditor.get(f"{PLACE}/{STOPPED.id}").get_json()["text"] == "Đã dừng: 500 trên 2.000 hồ sơ"
    )


def test_file_that_nobody_writes_any_more_is_called_cut_off(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    acts.moment = datetime(2024, 4, 25, 18, tzinfo=UTC)
    assert auditor.get(f"{PLACE}/{RUNNING.id}").get_json()["running"] is False
    assert "Mất kết nối" in read(auditor, PLACE)


@pytest.mark.parametrize("place", [SEARCH, "/kiem-soat", "/kiem-soat/nhat-ky"])
def test_pages_that_hand_files_out_follow_them(auditor: FlaskClient, place: str) -> None:
    page = read(auditor, place)
    assert "data-export" in page and f'href="{PLACE}"' in page and "js/export" in page


def _asked(browser: FlaskClient, kind: str) -> dict[str, str]:
    token = token_of(browser, SEARCH)
    return {"csrf_token": token, "kind": kind, "pham_vi": "tat_ca", "lan": STOPPED.id}


def test_file_that_is_stopped_on_its_way_does_not_end_like_a_whole_one(
    auditor: FlaskClient,
) -> None:
    answer = auditor.post(f"{SEARCH}/xuat", data=_asked(auditor, "csv"), buffered=False)
    with pytest.raises(ExportStopped):
        answer.get_data()


def test_file_that_is_stopped_before_it_leaves_leads_to_the_list(auditor: FlaskClient) -> None:
    answer = auditor.post(f"{SEARCH}/xuat", data=_asked(auditor, "xlsx"))
    assert (answer.status_code, answer.headers["Location"]) == (303, PLACE)


def test_files_are_named_by_the_local_day(auditor: FlaskClient, acts: FakeActs) -> None:
    acts.moment = datetime(2024, 4, 24, 18, tzinfo=UTC)
    sent: dict[str, object] = {"kind": "csv", "pham_vi": "tat_ca"}
    token = token_of(auditor, SEARCH)
    answer = auditor.post(f"{SEARCH}/xuat", data={**sent, "csrf_token": token})
    assert "ho-so-20240425-0100.csv" in answer.headers["Content-Disposition"]


def test_all_that_was_found_is_meant_until_a_case_is_marked(auditor: FlaskClient) -> None:
    assert 'value="tat_ca" id="pham-vi-1" checked' in read(auditor, SEARCH)
    assert 'value="chon" id="pham-vi-2" checked' in read(auditor, f"{SEARCH}?danh_dau=het")
