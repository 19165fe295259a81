"""A rehearsal from the owner's chair: play, take a part, move the clock, step back, write down."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.factories import PASSWORD
from tests.rehearsal.conftest import Rehearsing
from tests.rehearsal.tokens import token_in
from tests.web.hands import application

pytestmark = [pytest.mark.database, pytest.mark.slow]


def entered(rehearsing: Rehearsing, person: str, path: str = "/viec") -> str:
    """Take a part and return the page inside."""
    return rehearsing.send("/vai", person=person, path=path)


def test_situation_played_part_way_waits_where_it_should(rehearsing: Rehearsing) -> None:
    page = rehearsing.send("/tinh-huong", situation="SC-01", until="advise_appraisal")
    assert "Tham mưu giao thẩm định" in page
    assert re.search(r"Chơi tình huống SC-01, \d+ bước đầu", page)
    assert "04/03/2024" in page


def test_task_done_inside_by_a_person_becomes_a_move_and_can_be_taken_back(
    rehearsing: Rehearsing,
) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="register_incoming")
    page = rehearsing.page()
    task = re.search(r'value="(/viec/[0-9a-f]+)"', page)
    assert task is not None
    inside = entered(rehearsing, "nga", task[1])
    assert "Diễn tập: mọi việc ở đây chỉ là thử" in inside
    assert "Tiếp nhận, vào sổ" in inside
    root = f"{rehearsing.place}/trong{task[1]}"
    claimed = rehearsing.browser.post(f"{root}/nhan", data={"csrf_token": token_in(inside)})
    assert claimed.status_code == 303
    moved = rehearsing.page()
    assert "Lùi về trước bước này" in moved
    number = re.findall(r'name="number" value="(\d+)"', moved)[0]
    assert number == "1"
    after = rehearsing.send("/lui", number=number)
    assert re.findall(r'name="number" value="(\d+)"', after) == ["0"]


def test_clock_moves_on_and_the_worker_does_what_is_due(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="advise_appraisal")
    page = rehearsing.send("/gio", moment="03/04/2024 08:00")
    assert "Đồng hồ chuyển tới 08:00 03/04/2024" in page
    page = rehearsing.send("/gio", moment="01/01/2024 08:00")
    assert "Chọn thời điểm sau" in page


def test_rehearsal_is_written_down_as_a_scenario(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="advise_appraisal")
    text = rehearsing.send("/ghi", name="thử", title="Thử ghi lại")
    found = yaml.safe_load(text)
    assert found["scenario"] == "X-thử"
    done = [step["do"]["task"] for step in found["steps"] if "do" in step]
    assert done[:2] == ["prepare_plan", "register_incoming"]
    assert found["expect"][0]["tasks"] == ["advise_appraisal"]


def test_nothing_of_it_reaches_the_installation(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="register_incoming")
    with rehearsing.office.services.database.reading() as tx:
        from app.store import cases

        assert cases.search(tx) == []


def test_rehearsal_of_another_is_not_there(rehearsing: Rehearsing) -> None:
    place = rehearsing.place
    other = rehearsing.browser.get(place[:-1] + ("0" if place[-1] != "0" else "1"))
    assert other.status_code == 404


def test_page_inside_wants_its_own_token(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="register_incoming")
    task = re.search(r'value="(/viec/[0-9a-f]+)"', rehearsing.page())
    assert task is not None
    entered(rehearsing, "nga", task[1])
    root = f"{rehearsing.place}/trong{task[1]}"
    assert rehearsing.browser.post(f"{root}/nhan").status_code == 400
    assert "Nhận việc, trả việc" not in rehearsing.page()


def test_rehearsal_is_closed_to_staff(rehearsing: Rehearsing) -> None:
    staff = application(rehearsing.office).test_client()
    fields = {"login": "ntn", "password": PASSWORD}
    fields["csrf_token"] = token_in(staff.get("/dang-nhap").text)
    staff.post("/dang-nhap", data=fields)
    for path in ("", "/trong/", "/trong/viec"):
        assert staff.get(rehearsing.place + path).status_code == 403


def test_kept_situation_went_the_same_way_once_more(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="advise_appraisal")
    page = rehearsing.send("/luu", name="thử", title="Thử ghi lại")
    assert "Đã lưu tình huống X-thử; chơi lại: đạt." in page
    again = rehearsing.send("/luu", name="thử", title="Thử ghi lại")
    assert "Quy trình đã có tình huống “X-thử”" in again
    listed = rehearsing.browser.get(f"/ban-thao/{rehearsing.draft_id}/tinh-huong").text
    assert "X-thử" in listed and "Đi kèm quy trình" in listed
    assert "Không tình huống nào được chạy" in listed
    name = f"/ban-thao/{rehearsing.draft_id}/tinh-huong/X-thử.yaml"
    assert "Thử ghi lại" in rehearsing.browser.get(name).text


def test_withdrawal_is_recorded_as_its_verb_and_replayed(rehearsing: Rehearsing) -> None:
    rehearsing.send("/tinh-huong", situation="SC-01", until="advise_appraisal")
    inside = entered(rehearsing, "thu", "/ho-so")
    code = re.search(r'href="[^"]*(/ho-so/[^"/?]+)"', inside)
    assert code is not None
    place = f"{rehearsing.place}/trong{code[1]}/lam/rut"
    form = rehearsing.browser.get(place).text
    fields = {"csrf_token": token_in(form), "reason": "Nghiên cứu thêm."}
    assert rehearsing.browser.post(place, data=fields).status_code == 303
    found = rehearsing.send("/ghi", name="rut", title="Rút kế hoạch")
    assert found.startswith("# Chơi lại: đạt")
    steps = yaml.safe_load(found)["steps"]
    assert next(step["withdraw"]["reason"] for step in steps if "withdraw" in step) == (
        "Nghiên cứu thêm."
    )
