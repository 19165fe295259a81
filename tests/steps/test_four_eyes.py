"""Four eyes never leave a paper that nobody may check or sign any more (INV-13, A-35)."""

from __future__ import annotations

import pytest

from app.actions.staff.claim_task import claim_task
from app.actions.staff.declare_conflict import declare_conflict
from app.store import audit_log
from tests.factories import USUAL, AtWork
from tests.forms import answers

pytestmark = pytest.mark.clause("INV-13")


def in_binh_lam(office: AtWork) -> AtWork:
    """Bring a plan to Bình Lâm, whose office has one chief and one clerk, and its first draft."""
    lead = {"lead_body": "MG-BL-BTC"}
    office.answers |= {
        "prepare_plan": lambda _: answers.plan(proposers=["nhi"]),
        "register_incoming": lambda _: answers.intake(passed_to="diep"),
        "advise_appraisal": lambda _: answers.advice(**lead),
        "assign_appraisal": lambda _: answers.assignment(due="2024-03-25", **lead),
    }
    office.start("nhi")
    return office


def test_the_only_chief_leaves_the_draft_to_the_clerk(sqlite_office: AtWork) -> None:
    draft = in_binh_lam(sqlite_office).go_to("edit_draft")
    assert draft.excluded_ids == ("tien",)


def test_where_only_the_chief_is_left_the_secretary_checks(sqlite_office: AtWork) -> None:
    office = in_binh_lam(sqlite_office)
    office.go_to("assign_appraisal")
    code = office.case().code
    declare_conflict(office.services, office.actor("diep"), code, "Là em của bên đề xuất.")
    draft = office.go_to("edit_draft")
    assert draft.excluded_ids == ()
    office.submit("tien", draft.id, USUAL["edit_draft"](office))
    check = office.task("check_draft")
    assert (check.role, check.excluded_ids) == ("leader", ("tien",))
    office.do("truong", "check_draft", {"ok": True})
    assert office.task("sign_document").role == "leader"


def test_everybody_who_drafted_a_part_stays_away(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _draft_and_return(office, "nga", "dung")
    office.do("dung", "edit_draft", USUAL["edit_draft"](office))
    assert office.task("check_draft").excluded_ids == ("nga", "dung")


def test_when_all_have_drafted_the_last_author_stays_away(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _draft_and_return(office, "dung", "ha")
    office.do("ha", "edit_draft", USUAL["edit_draft"](office))
    assert office.task("check_draft").excluded_ids == ("ha",)
    office.do("dung", "check_draft", {"ok": True})
    office.do("dung", "sign_document", {"sign": "ky"})


def test_where_the_whole_office_proposes_the_secretary_receives(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.start("nen", "giay")
    given = answers.paper_plan(proposers=["nen"], scan=[office.upload("nen")])
    office.submit("nen", task, given)
    intake = office.task("register_incoming")
    assert (intake.role, intake.body_id) == ("leader", "MG-BL-TK")
    office.do("nhan", "register_incoming", answers.intake(passed_to="nen"))


def _draft_and_return(office: AtWork, drafter: str, checker: str) -> None:
    draft = office.go_to("edit_draft")
    office.submit(drafter, draft.id, USUAL["edit_draft"](office))
    office.do(checker, "check_draft", {"ok": False, "remarks": "Ghi thêm căn cứ."})


def test_where_the_secretary_drafts_for_the_whole_office_a_deputy_checks(
    sqlite_office: AtWork,
) -> None:
    office = in_binh_lam(sqlite_office)
    office.go_to("assign_appraisal")
    code = office.case().code
    for person in ("diep", "tien"):
        declare_conflict(office.services, office.actor(person), code, "Là em của bên đề xuất.")
    draft = office.go_to("edit_draft")
    assert draft.role == "leader"
    office.submit("truong", draft.id, USUAL["edit_draft"](office))
    check = office.task("check_draft")
    assert (check.role, check.excluded_ids) == ("standing_committee", ("truong",))
    office.do("man", "check_draft", {"ok": True})
    office.do("man", "sign_document", {"sign": "ky"})


def test_conflict_of_the_last_candidate_hands_an_open_task_over(sqlite_office: AtWork) -> None:
    office = in_binh_lam(sqlite_office)
    office.submit("diep", office.go_to("edit_draft").id, USUAL["edit_draft"](office))
    check = office.task("check_draft")
    assert check.role == "office_lead"
    code = office.case().code
    declare_conflict(office.services, office.actor("tien"), code, "Là em của bên đề xuất.")
    assert office.task("check_draft").role == "leader"
    with office.services.database.reading() as tx:
        lines = [one.event for one in audit_log.latest(tx, 5)]
    assert "task_handed_over" in {line.kind.value for line in lines}
    office.do("truong", "check_draft", {"ok": True})


def test_conflict_of_one_of_many_takes_only_the_claim_back(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    claim_task(office.services, office.actor("nga"), task.id)
    code = office.case().code
    declare_conflict(office.services, office.actor("nga"), code, "Là em của bên đề xuất.")
    after = office.task("determine_authority")
    assert (after.role, after.claimed_by) == ("office", "")
