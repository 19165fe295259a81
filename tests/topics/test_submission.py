"""Sending a plan in: its code, its snapshot, its managing body; and sending it in again."""

from __future__ import annotations

import pytest

from app.domain.cases import CaseState
from app.errors import StepRefused
from app.store import cases, documents
from app.topics.submission import plan_digest
from tests.factories import AtWork, asked_to_rework
from tests.forms import answers


def test_submission_mints_a_code_and_keeps_the_plan(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    case = office.case()
    assert (case.code, case.round_no, case.state) == ("MG-2024-0001", 1, CaseState.SUBMITTED)
    assert case.title == answers.plan()["title"]
    with office.services.database.reading() as tx:
        (snapshot,) = [d for d in documents.of_case(tx, case.id) if d.doc_type == "KE_HOACH"]
        people = cases.participants(tx, case.id)
    assert snapshot.content["risks"] == answers.plan()["risks"]
    assert snapshot.sha256 == plan_digest(snapshot.content) == office.facts()["plan_hash"]
    assert "received_at" not in snapshot.content
    assert people["proposer"] == {"thu"}


def test_codes_are_consecutive(sqlite_office: AtWork) -> None:
    office = sqlite_office
    codes = []
    for _ in range(3):
        office.case_id = ""
        office.go_to("register_incoming")
        codes.append(office.case().code)
    assert codes == ["MG-2024-0001", "MG-2024-0002", "MG-2024-0003"]


def test_draft_has_no_code(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.start()
    assert (office.case().code, office.case().state) == ("", CaseState.DRAFT)


def test_plan_goes_to_the_committee_that_manages_the_proposer(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    facts = office.facts()
    assert facts["body_id"] == facts["managing_body_id"] == office.case().body_id == "MG-HX"
    assert (facts["body_rank"], facts["manager_rank"]) == (3, 3)
    assert facts["has_board"] is True
    assert facts["body_stack"] == ["MG-HX"]


@pytest.mark.clause("C-025")
def test_plan_of_a_body_outside_the_system_stays_a_draft(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.start("lan")
    with pytest.raises(StepRefused, match=r"Trung ương .* chưa dùng hệ thống"):
        office.submit("lan", task, answers.plan(proposers=["lan"]))
    assert [task.element_id for task in office.open_tasks()] == ["prepare_plan"]


def test_committees_of_other_members_are_informed(sqlite_office: AtWork) -> None:
    office = sqlite_office
    group = answers.plan(proposer_kind="nhom", proposers=["thu", "nhi"], group_head="thu")
    office.answers["prepare_plan"] = lambda _: group
    office.go_to("register_incoming")
    assert office.case().body_id == "MG-HX"
    assert office.facts()["informed_body_ids"] == ["MG-BL"]


def test_ineligible_person_gets_the_plan_back_with_the_reason(sqlite_office: AtWork) -> None:
    office = sqlite_office
    # A staff member without a leading position (SC-44).
    office.answers["prepare_plan"] = lambda _: answers.plan(proposers=["hung"])
    office.start("hung")
    office.go_on()
    assert [task.element_id for task in office.open_tasks()] == ["prepare_plan"]
    assert office.facts()["eligible"] is False
    assert office.case().code == ""
    page = office.page("hung", "prepare_plan")
    assert "chưa giữ chức vụ" in page.held_back


@pytest.mark.clause("INV-11")
def test_resubmission_is_a_round_with_a_snapshot_and_a_pass_of_its_own(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.answers["record_meeting"] = asked_to_rework
    office.answers["rework_plan"] = lambda _: answers.rework(est_cost=90_000_000)
    office.go_to("rework_plan")
    first = office.facts()["plan_hash"]
    assert office.facts()["rework_points"]
    office.go_on()
    with office.services.database.reading() as tx:
        plans = [d for d in documents.of_case(tx, office.case_id) if d.doc_type == "KE_HOACH"]
    assert [plan.item for plan in plans] == ["1", "2"]
    facts = office.facts()
    assert office.case().round_no == facts["round_no"] == 2
    assert facts["plan_hash"] == plans[1].sha256 != first
    assert facts["entry_reason"] == "resubmitted"
    # Nothing of the earlier pass is seen in the new one.
    for name in ("rework_points", "completeness", "overall", "vote_result", "preparation"):
        assert facts.get(name) is None
    assert facts["decision_recorded"] is False


@pytest.mark.clause("C-021")
def test_the_head_prepares_again_what_an_organisation_sent_on_paper(sqlite_office: AtWork) -> None:
    office = sqlite_office
    of_body = {"proposer_kind": "co_quan", "proposer_org": "MG-HX-KT", "proposers": None}
    task = office.start("nga", "giay")
    office.submit("nga", task, answers.paper_plan(scan=[office.upload("nga")], **of_body))
    lacking = answers.intake(completeness="thieu", missing_items=["rui_ro"])
    office.answers["register_incoming"] = lambda _: lacking
    assert office.go_to("rework_plan").person_ids == ("hiep",)
    answered = [{"answer": "Đã bổ sung hai rủi ro."}]
    office.do("hiep", "rework_plan", answers.rework(point_answers=answered, **of_body))
    assert office.case().round_no == 2
