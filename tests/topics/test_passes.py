"""Opening a pass: its term, its watching process, its fresh facts; sending it elsewhere."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.actions.admin.fire_due_timers import fire_due_timers
from app.domain.cases import ClockState
from app.domain.clock import LOCAL
from app.store import clocks, deliveries, documents, instances, messages, passes, timers
from tests.factories import AtWork
from tests.forms import answers


def test_pass_opens_a_clock_with_its_marks(office: AtWork) -> None:
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
        (passing,) = passes.of_case(tx, office.case_id)
    assert (passing.number, passing.round_no, passing.body_id) == (1, 1, "MG-HX")
    assert clock.state is ClockState.RUNNING
    assert (clock.day0, clock.due, clock.cap) == (
        date(2024, 3, 4),
        date(2024, 4, 15),
        date(2024, 5, 30),
    )
    assert clock.marks["d20"] == datetime(2024, 4, 1, tzinfo=LOCAL)
    assert clock.marks["d30"] == datetime(2024, 4, 16, tzinfo=LOCAL)
    assert clock.warning == ""


def test_pass_starts_the_process_that_watches_its_clock(office: AtWork) -> None:
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        main, watch = instances.of_case(tx, office.case_id)
        waits = messages.waits_of_instance(tx, watch.id)
        armed = timers.of_instance(tx, watch.id)
    assert watch.process_id == "p01w_clock_watch"
    assert watch.pass_id and main.pass_id == ""
    assert [wait.name for wait in waits] == ["pass_closed"]
    assert [timer.due_at for timer in armed] == [datetime(2024, 4, 1, tzinfo=LOCAL)]


def test_watching_ends_with_the_answer_and_leaves_nothing_armed(office: AtWork) -> None:
    office.go_to_end()
    with office.services.database.reading() as tx:
        main, watch = instances.of_case(tx, office.case_id)
        left = [
            *timers.of_instance(tx, main.id),
            *timers.of_instance(tx, watch.id),
            *messages.waits_of_instance(tx, main.id),
            *messages.waits_of_instance(tx, watch.id),
        ]
    assert (main.outcome, watch.outcome) == ("end_approved", "watch_done")
    assert left == []
    office.clock.move_to(datetime(2025, 1, 1, tzinfo=LOCAL))
    assert fire_due_timers(office.services) == 0


@pytest.mark.clause("C-025")
def test_wrong_destination_sends_the_dossier_to_the_managing_body(sqlite_office: AtWork) -> None:
    office = sqlite_office
    # A cadre managed by Bình Lâm sends a paper plan to Hòa Xuyên (SC-39).
    scan = office.upload("nga", "ban-giay.pdf")
    office.start("nga", "giay")
    paper = answers.paper_plan(proposers=["nhi"], scan=[scan])
    office.do("nga", "enter_paper_plan", paper)
    assert office.case().body_id == "MG-HX"
    sent_on = answers.intake(completeness="sai_noi_nhan", right_body="MG-BL")
    office.do("nga", "register_incoming", sent_on)
    while office.open_tasks()[0].element_id != "register_incoming":
        office.go_on()
    assert office.case().body_id == "MG-BL"
    assert office.task("register_incoming").body_id == "MG-BL"
    with office.services.database.reading() as tx:
        first, second = clocks.of_case(tx, office.case_id)
        papers = [d for d in documents.of_case(tx, office.case_id) if d.number]
        sent = deliveries.of_documents(tx, [paper.id for paper in papers])
    assert [paper.doc_type for paper in papers] == ["TB_CHUYEN_NOI_NHAN"]
    assert {"nhi", "MG-BL"} <= {one.recipient for one in sent}
    assert (first.state, second.state) == (ClockState.CLOSED, ClockState.RUNNING)
    assert second.body_id == "MG-BL"
    assert office.facts()["body_stack"] == ["MG-BL"]


@pytest.mark.clause("A-27")
def test_incomplete_paper_dossier_comes_back_in_a_second_round(sqlite_office: AtWork) -> None:
    office = sqlite_office
    scan = office.upload("nga", "ban-giay.pdf")
    office.start("nga", "buu_chinh")
    office.do("nga", "enter_paper_plan", answers.paper_plan(scan=[scan]))
    lacking = answers.intake(completeness="thieu", missing_items=["rui_ro"])
    office.do("nga", "register_incoming", lacking)
    task = office.go_to("rework_plan")
    assert task.person_ids == ("thu",)
    page = office.page("thu", "rework_plan")
    assert "Đánh giá rủi ro" in str(page.fields)
    office.answers["rework_plan"] = lambda _: answers.rework(
        point_answers=[{"point": "Đánh giá rủi ro", "answer": "Đã bổ sung phần rủi ro."}]
    )
    office.go_to("determine_authority")
    with office.services.database.reading() as tx:
        first, second = clocks.of_case(tx, office.case_id)
        papers = [d.doc_type for d in documents.of_case(tx, office.case_id) if d.number]
    assert papers == ["TB_TRA_HO_SO"]
    assert (first.state, second.round_no) == (ClockState.CLOSED, 2)


def test_stamp_of_an_earlier_day_starts_the_term_on_that_day(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.clock.move_to(datetime(2024, 3, 5, 10, 0, tzinfo=LOCAL))
    scan = office.upload("nga", "ban-giay.pdf")
    office.start("nga", "giay")
    office.do("nga", "enter_paper_plan", answers.paper_plan(scan=[scan]))
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.day0 == date(2024, 3, 4)
