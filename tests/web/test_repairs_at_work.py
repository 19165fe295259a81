"""Repairs through the pages over the real procedure: two persons, refusals in words, expiry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.domain.case_requests import Repair
from app.store import case_requests, instances
from tests.factories import PASSWORD, AtWork
from tests.web.conftest import post, read, token_of
from tests.web.hands import application

PLACE = "/quan-tri/sua-chua"
REASON = "Báo cáo thẩm định lập nhầm mẫu, cần lập lại."
Enter = Callable[[str], FlaskClient]


@pytest.fixture
def enter(sqlite_office: AtWork) -> Enter:
    """Return how a person comes in, while an appraisal report is being checked."""
    sqlite_office.go_to("check_report")
    app = application(sqlite_office)

    def entered(login: str) -> FlaskClient:
        browser = app.test_client()
        token = token_of(browser, "/dang-nhap")
        sent = {"csrf_token": token, "login": login, "password": PASSWORD}
        assert browser.post("/dang-nhap", data=sent).status_code == 303
        return browser

    return entered


def runs(office: AtWork) -> list[str]:
    with office.services.database.reading() as tx:
        return [row.id for row in instances.of_case(tx, office.case_id)]


def main_run(office: AtWork) -> str:
    return runs(office)[0]


def activation(office: AtWork, element: str) -> str:
    return office.task(element).activation_id


def asked(office: AtWork, browser: FlaskClient, target: str = "write_appraisal") -> str:
    """Ask to move the case from the check of its report; return the address of the request."""
    here = f"p01b_appraisal|check_report|{activation(office, 'check_report')}"
    sent: dict[str, object] = {
        "instance": [main_run(office)],
        "lam": [f"move|{here}|{target}"],
        "reason": REASON,
    }
    status, text, target = post(browser, PLACE, sent)
    assert status == 303, text
    return target


def approval(office: AtWork, address: str, **more: str) -> dict[str, object]:
    with office.services.database.reading() as tx:
        version = case_requests.load(tx, Repair, address.rpartition("/")[2]).version
    return {"act": "approve", "version": str(version), "opinion": "Đồng ý.", **more}


def test_who_proposed_may_not_approve_and_reads_why(sqlite_office: AtWork, enter: Enter) -> None:
    admin = enter("admin")
    address = asked(sqlite_office, admin)
    page = read(admin, address)
    assert "Người đề nghị không được tự duyệt" in page and 'value="approve"' not in page
    status, text, _target = post(admin, f"{address}/duyet", approval(sqlite_office, address))
    assert status == 403 and "tự duyệt" in text
    assert [task.element_id for task in sqlite_office.open_tasks()] == ["check_report"]


def test_what_cannot_be_done_is_told_on_the_form(sqlite_office: AtWork, enter: Enter) -> None:
    admin = enter("admin")
    sent: dict[str, object] = {
        "instance": [main_run(sqlite_office)],
        "ca_luot": "resume",
        "reason": REASON,
    }
    status, text, _target = post(admin, PLACE, sent)
    assert status == 422 and text.count("không tạm dừng") == 2 and REASON in text
    del sent["ca_luot"]
    status, text, _target = post(admin, PLACE, sent)
    assert status == 422 and "việc cần sửa" in text


def test_case_that_went_on_meanwhile_is_not_repaired_and_says_so(
    sqlite_office: AtWork, enter: Enter
) -> None:
    address = asked(sqlite_office, enter("admin"))
    sqlite_office.go_on()
    admin2 = enter("admin2")
    status, text, _target = post(admin2, f"{address}/duyet", approval(sqlite_office, address))
    assert status == 409 and sqlite_office.case().code in text and "Chạy thử lại" in text
    assert post(admin2, f"{address}/chay-thu")[0] == 303
    assert "Không chạy được" in read(admin2, address)


def test_second_person_repairs_and_everybody_reads_what_is_theirs(
    sqlite_office: AtWork, enter: Enter
) -> None:
    office = sqlite_office
    address = asked(office, enter("admin"))
    admin2 = enter("admin2")
    status, text, _to = post(admin2, f"{address}/duyet", approval(office, address))
    assert status == 303, text
    assert "Đã sửa" in read(admin2, address)
    assert [task.element_id for task in office.open_tasks()] == ["write_appraisal"]
    code = office.case().code
    record = read(enter("auditor"), f"/giam-sat/ho-so/{code}")
    assert '<details class="fold"><summary><h2 id="record">' in record
    assert "Khắc phục sự cố: " in record and REASON in record
    assert "Quản trị hệ thống đề nghị, Quản trị thứ hai duyệt" in record
    assert "→ Lập báo cáo thẩm định" in record
    assert REASON in read(enter("ntn"), f"/ho-so/{code}")
    proposer = read(enter("htt"), f"/ho-so/{code}")
    assert "<td>Khắc phục sự cố<" in proposer and REASON not in proposer


def test_several_runs_are_suspended_together_and_everybody_sees_it(
    sqlite_office: AtWork, enter: Enter
) -> None:
    office, code = sqlite_office, sqlite_office.case().code
    sent: dict[str, object] = {
        "instance": runs(office),
        "ca_luot": "suspend",
        "reason": "Chờ đối chiếu báo cáo với bản giấy.",
    }
    status, text, address = post(enter("admin"), PLACE, sent)
    assert status == 303, text
    admin2 = enter("admin2")
    page = read(admin2, address)
    assert page.count(" điểm thay đổi") == 2 and "Duyệt và sửa<" in page
    assert post(admin2, f"{address}/duyet", approval(office, address))[0] == 303
    assert read(admin2, address).count(">Đã sửa<") == 2
    assert read(admin2, f"{PLACE}/chon?q={code}").count("đang tạm dừng") == 2
    assert "Hồ sơ tạm dừng để khắc phục sự cố" in read(enter("ntn"), f"/ho-so/{code}")
    assert "Đang tạm dừng để khắc phục sự cố" in read(enter("auditor"), f"/giam-sat/ho-so/{code}")


def test_chosen_cases_lead_to_their_runs(sqlite_office: AtWork, enter: Enter) -> None:
    admin, case = enter("admin"), sqlite_office.case()
    page = "/giam-sat/ho-so"
    status, text, _target = post(admin, f"{page}/chon", {"act": "runs", "q": case.code})
    assert status == 422 and "Đánh dấu ít nhất một hồ sơ" in text and case.code in text
    sent: dict[str, object] = {"act": "runs", "q": case.code, "pham_vi": "tat_ca"}
    status, _text, target = post(admin, f"{page}/chon", sent)
    assert (status, target) == (303, f"{PLACE}/chon?q={case.code}")
    text = read(admin, target)
    assert "2 lượt chạy đang mở" in text and "Theo dõi thời hạn trả lời" in text
    assert f'value="{main_run(sqlite_office)}" id="run-1" checked' in text
