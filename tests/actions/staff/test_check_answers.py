"""The check page names the act as on paper, its paper, and the steps that may follow."""

from __future__ import annotations

from app.actions.staff.check_answers import check_answers
from app.actions.staff.lost_race import lost_race
from app.actions.staff.open_task import open_task
from app.actions.staff.read_receipt import read_receipt
from tests.factories import AtWork


def test_button_says_the_act_that_the_answer_chose(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task, huong = office.go_to("confirm_authority"), office.actor("huong")
    agreed = check_answers(office.services, huong, task.id, {"agree": ["true"]})
    fields = {"agree": ["false"], "remark": ["Nêu rõ căn cứ theo quy chế làm việc."]}
    sent_back = check_answers(office.services, huong, task.id, fields)
    assert agreed.submit_label == "Đồng ý với kết luận thẩm quyền"
    assert sent_back.submit_label == "Trả lại để xác định lại"


def test_no_gateway_is_named_as_a_step_that_follows(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("sign_document")
    page = check_answers(office.services, office.actor("dung"), task.id, {"sign": ["ky"]})
    assert page.name == "Ký: Công văn giao thẩm định"
    assert "?" not in " ".join(page.consequences)
    assert "Hoàn thiện dự thảo" in page.consequences[1]


def test_signer_is_given_the_paper_to_read_and_the_proposer_is_not(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("sign_document")
    paper = open_task(office.services, office.actor("dung"), task.id).paper
    assert paper is not None
    assert paper.title == "Công văn giao thẩm định"
    assert open_task(office.services, office.actor("thu"), task.id).paper is None


def test_receipt_leads_on_to_the_next_task_of_the_same_office(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    office.go_on()
    receipt = read_receipt(office.services, office.actor("nga"), task.id)
    assert receipt.next_task_id == office.task("determine_authority").id


def test_second_of_two_reads_what_was_recorded_and_where_the_case_is(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    office.go_on()
    race = lost_race(office.services, office.actor("ha"), task.id, {"completeness": "du"})
    assert race.winner == "Nguyễn Thị Nga"
    assert race.recorded[0].startswith("“Tiếp nhận, vào sổ”")
    assert race.where == "Xác định thẩm quyền"
    assert race.kept_until is not None
