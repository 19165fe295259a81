"""What happened in a case is shown: the way it went, as picture and list; meetings of too few."""

from __future__ import annotations

from app.actions.audit.inspect_case import inspect_case
from app.domain.views.inspection import Part, RunDiagram
from tests.factories import AtWork, held
from tests.forms import answers

DECISION = "p01c_decision"


def _diagrams(office: AtWork) -> dict[str, RunDiagram]:
    page = inspect_case(office.services, office.actor("kiemsoat"), office.case().code)
    return {one.process_id: one for run in page.runs for one in run.diagrams}


def test_diagrams_of_an_ended_case_show_the_path_it_took(sqlite_office: AtWork) -> None:
    """The meeting was held, so it is on the path; its leader had nothing to decide."""
    sqlite_office.go_to_end()
    drawn = _diagrams(sqlite_office)
    assert {"p01_art4_case", "p01a_intake_authority", "p01b_appraisal", DECISION} <= drawn.keys()
    decision = drawn[DECISION]
    assert "bd-flow done" in decision.svg and "bd-flow todo" in decision.svg
    passed = {step.name: step.count for step in decision.steps}
    assert passed["Ghi biên bản, kết quả"] == 1
    assert "Người đứng đầu quyết định" not in passed
    assert decision.sentences[-2:] == ("Kết quả? Cho.", "Kết thúc: Cho chủ trương.")
    assert [step.name for one in drawn.values() for step in one.steps if step.waiting] == []


def test_meeting_of_too_few_is_told_as_such(sqlite_office: AtWork) -> None:
    office = sqlite_office
    few = {"present": 7, "votes_for": 7, "votes_against": 0, "votes_abstain": 0}
    office.answers["record_meeting"] = lambda o: {**answers.minutes(**held(o)), **few}
    office.go_to("confirm_minutes")
    office.go_on()
    page = inspect_case(office.services, office.actor("kiemsoat"), office.case().code)
    (told,) = (one.text for one in page.explained if one.part is Part.DISCUSSED)
    assert told.endswith("tính trên 11 người; kết quả: không đủ số người họp.")
    assert "Kết quả biểu quyết: không đủ số người họp, 7/11" in [row.summary for row in page.record]
