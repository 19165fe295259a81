"""Half a report survives a question to the proposer, as the appraiser's own draft."""

from __future__ import annotations

from app.actions.staff.check_answers import check_answers
from app.actions.staff.open_task import open_task
from app.actions.staff.save_draft import save_draft
from tests.factories import AtWork, shown
from tests.forms import answers

REASONS = answers.report()["reasons"]


def test_report_begun_before_a_question_stands_there_after_the_answer(office: AtWork) -> None:
    office.go_to("write_appraisal")
    office.do("quy", "write_appraisal", {**answers.report(), **answers.question()})
    office.do("thu", "ask_proposer", {"answer": "Thù lao lấy từ kinh phí thường xuyên."})
    page = office.page("quy", "write_appraisal")
    found = shown(page.fields)
    assert found["reasons"] == REASONS
    assert found["report_next"] == "nop"
    assert "question" not in found
    assert page.draft_saved_at is not None
    # It is the writer's own: a colleague begins with an empty report.
    assert "reasons" not in shown(office.page("loan", "write_appraisal").fields)
    office.do("quy", "write_appraisal", answers.report())
    assert office.task("check_report")


def test_draft_saved_earlier_is_kept_beside_the_question(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("write_appraisal")
    save_draft(office.services, office.actor("quy"), task.id, answers.report())
    # The page sends only what it shows: the question.
    office.do("quy", "write_appraisal", answers.question())
    office.go_on()
    assert shown(office.page("quy", "write_appraisal").fields)["reasons"] == REASONS


def test_check_page_carries_what_the_form_hides_now(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("write_appraisal")
    typed = {
        "report_next": ["yeu_cau_giai_trinh"],
        "question": ["Nêu rõ nguồn trả thù lao cho tổ lưu động."],
        "reasons": [REASONS],
    }
    checked = check_answers(office.services, office.actor("quy"), task.id, typed)
    assert checked.answers["reasons"] == REASONS
    assert checked.dropped == ("Lý do",)


def test_finished_report_leaves_no_draft(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("write_appraisal")
    save_draft(office.services, office.actor("quy"), task.id, answers.report())
    office.go_on()
    office.do("nga", "check_report", {"complete": False, "remarks": "Thiếu ý kiến phối hợp."})
    page = open_task(office.services, office.actor("loan"), office.task("write_appraisal").id)
    # Sent back by the office, the report is shown again to whoever takes it up.
    assert shown(page.fields)["reasons"] == REASONS
