"""The count of votes and the list of members of a meeting (INV-03, INV-14, A-14, A-15)."""

from __future__ import annotations

from itertools import product

import pytest

from app.topics.meetings import Count, count_votes
from tests.factories import AtWork, held
from tests.forms import answers

# members, recused, present, (for, against) → the count
CASES = [
    pytest.param(11, 0, 11, (9, 1), Count(True, "approved", 11), id="SC-01 majority for"),
    pytest.param(11, 0, 11, (4, 7), Count(True, "rejected", 11), id="SC-07 majority against"),
    pytest.param(13, 1, 13, (6, 6), Count(True, "no_consensus", 12), id="SC-23 tie"),
    pytest.param(11, 0, 11, (5, 1), Count(True, "no_consensus", 11), id="SC-28 abstentions block"),
    pytest.param(11, 0, 11, (5, 5), Count(True, "no_consensus", 11), id="half and half"),
    pytest.param(11, 0, 11, (6, 4), Count(True, "approved", 11), id="one more than half"),
    pytest.param(11, 1, 11, (5, 5), Count(True, "no_consensus", 10), id="exactly half of entitled"),
    pytest.param(11, 1, 10, (6, 4), Count(True, "approved", 10), id="recused leave the base"),
    pytest.param(11, 0, 7, (7, 0), Count(False, "invalid", 11), id="SC-26 seven of eleven"),
    pytest.param(11, 0, 8, (6, 1), Count(True, "approved", 11), id="SC-26 eight of eleven"),
    pytest.param(9, 0, 6, (5, 1), Count(True, "approved", 9), id="exactly two thirds present"),
    pytest.param(9, 0, 5, (5, 0), Count(False, "invalid", 9), id="one short of two thirds"),
    pytest.param(3, 0, 2, (2, 0), Count(True, "approved", 3), id="a cell of three"),
    pytest.param(1, 0, 1, (0, 0), Count(True, "no_consensus", 1), id="nobody votes"),
]


@pytest.mark.clause("INV-14")
@pytest.mark.parametrize(("members", "recused", "present", "votes", "expected"), CASES)
def test_votes_are_counted(
    members: int, recused: int, present: int, votes: tuple[int, int], expected: Count
) -> None:
    assert count_votes(members, recused, present, votes) == expected


def test_approval_never_without_more_than_half_of_the_entitled() -> None:
    for members in range(1, 20):
        for in_favour in range(members + 1):
            counted = count_votes(members, 0, members, (in_favour, members - in_favour))
            assert (counted.result == "approved") == (2 * in_favour > members)


def test_result_of_a_meeting_is_computed_and_recorded(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.go_on()
    assert office.facts()["vote_result"] == "approved"
    assert office.facts()["quorum_ok"] is True
    assert office.facts()["decision_recorded"] is True
    (event,) = office.events("vote_counted")
    assert event.summary == "Kết quả biểu quyết: đa số tán thành, 9/11"
    assert event.payload == {"result": "approved", "for": 9, "against": 1, "base": 11}


def test_meeting_without_quorum_decides_nothing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    few = {"present": 7, "votes_for": 7, "votes_against": 0, "votes_abstain": 0}
    office.answers["record_meeting"] = lambda o: answers.minutes(**held(o), **few)
    office.go_to("confirm_minutes")
    office.go_on()
    assert [task.element_id for task in office.open_tasks()] == ["schedule_meeting"]
    assert office.facts()["vote_result"] == "invalid"
    assert not office.facts().get("decision_recorded")


def test_meeting_that_was_not_thorough_records_no_decision(sqlite_office: AtWork) -> None:
    office = sqlite_office
    hasty = {"discussed_thoroughly": False}
    office.answers["record_meeting"] = lambda o: answers.minutes(**held(o), **hasty)
    office.go_to("confirm_minutes")
    office.go_on()
    assert [task.element_id for task in office.open_tasks()] == ["schedule_meeting"]
    assert not office.facts().get("decision_recorded")


@pytest.mark.clause("INV-13")
def test_member_who_proposes_and_the_own_head_are_recused_by_the_system(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    group = answers.plan(proposer_kind="nhom", proposers=["thu", "oanh"], group_head="thu")
    office.answers["prepare_plan"] = lambda _: group
    office.go_to("record_meeting")
    assert office.facts()["members_total"] == 11
    assert office.facts()["system_recused"] == ["oanh", "vinh"]


def test_chair_who_disagrees_sends_the_minutes_back(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.do("binh", "confirm_minutes", {"agree": False, "remark": "Thiếu ý kiến của đồng chí Hà"})
    assert office.task("record_meeting")
    assert office.events("vote_counted") == []


def test_what_proofs_take_for_impossible_is_never_counted() -> None:
    """`never` of the topic: with a quorum a vote has a result, without one it is invalid."""
    for present, in_favour, against in product(range(12), repeat=3):
        counted = count_votes(11, 0, present, (in_favour, against))
        assert counted.result in {"approved", "rejected", "no_consensus", "invalid"}
        assert counted.quorum_ok == (counted.result != "invalid")
