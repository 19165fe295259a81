"""What counts as taken by scenarios, who is credited with it, and when a credit falls."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.config import ROOT
from app.scenarios.coverage import Part, Passed, Place, missing, passed_in, places_below
from app.scenarios.credits import as_passed, credit, read_credits, untrue, write_credits
from app.scenarios.fixture import Fixture
from app.scenarios.playing import play
from app.scenarios.reading import read_scenario
from tests.scenarios.conftest import StageSetter

PLACES = places_below(ROOT / "workflows")
END = Place("p", "end", Part.END, "Hết")
FLOW = Place("p", "flow", Part.FLOW, "Gộp → Hết", seen_at="merge")
NET = Place("p", "net", Part.FLOW, "Khác → Làm lại", apart="không giá trị nào dẫn tới")
WITHDRAWN = """
scenario: X-0
title: Thử
steps:
  - SUBMIT: {who: Thu, body: HX, at: 2024-03-04}
  - INTAKE
  - withdraw: {at: 2024-03-06 09:00}
"""


def test_the_engines_record_tells_what_was_passed(
    tmp_path: Path, fixture: Fixture, staged_on_sqlite: StageSetter
) -> None:
    (tmp_path / "X-0.yaml").write_text(WITHDRAWN, "utf-8")
    scenario = read_scenario(tmp_path / "X-0.yaml", fixture)
    stage = staged_on_sqlite(scenario)
    play(scenario, stage)
    passed = passed_in(stage.services.database)
    assert {"be_withdraw_pass", "prepare_plan"} <= set(passed["p01_art4_case"])
    assert "accepted" in passed["p01a_intake_authority"]
    # The pass was taken away where it stood: its task was reached, not done.
    assert "advise_appraisal" not in passed["p01b_appraisal"]
    assert "flow_rule_forum_advise_appraisal" in passed["p01b_appraisal"]
    assert "call_withdraw_ack" not in passed["p01_art4_case"]


def test_every_end_gateway_flow_and_boundary_event_counts() -> None:
    parts = Counter(place.part for place in PLACES if place.process_id == "p01a_intake_authority")
    assert parts == {Part.END: 5, Part.FLOW: 12}
    known = {(place.process_id, place.id): place for place in PLACES}
    assert known["p01_art4_case", "be_withdraw_pass"].part is Part.BOUNDARY
    assert known["s01_issue_document", "end_signed"].part is Part.END
    agreed = known["p01a_intake_authority", "flow_gw_confirmed_gw_authority"]
    assert agreed.label == "Đồng ý? “Đồng ý” → Thẩm quyền?"


def test_only_what_waits_for_another_process_or_is_no_way_at_all_stands_apart() -> None:
    waiting = {place.id: place.apart for place in PLACES if place.apart.startswith("chờ ")}
    assert waiting == {"flow_gw_kind_gw_approved_by": "chờ p03c_adjustment"}


def test_a_merge_shows_its_only_flow_and_a_safety_net_is_never_missing() -> None:
    assert missing([END, FLOW, NET], {"p": {"merge"}}) == (END,)
    assert missing([END, FLOW, NET], {"p": {"end", "flow"}}) == ()
    assert missing([END], {}) == (END,)


@pytest.mark.parametrize(
    ("runs", "kept", "expected"),
    [
        ({"A": {"p": {"end"}}, "B": {"p": {"end"}}}, {}, {"p": {"end": "A"}}),
        ({"A": {"p": {"end"}}, "B": {"p": {"end"}}}, {"p": {"end": "B"}}, {"p": {"end": "B"}}),
        ({"A": {"p": {"end"}}, "B": {}}, {"p": {"end": "B"}}, {"p": {"end": "A"}}),
        ({"A": {"p": {"end"}}}, {"p": {"end": "gone"}}, {"p": {"end": "A"}}),
        ({"A": {}}, {"p": {"end": "B"}}, {"p": {"end": "B"}}),
        ({"A": {}}, {"p": {"end": "A", "flow": "A"}}, {}),
    ],
    ids=["first", "kept", "no longer", "deleted", "not run", "nobody"],
)
def test_a_place_is_credited_to_who_took_it(
    runs: dict[str, Passed], kept: dict[str, dict[str, str]], expected: dict[str, dict[str, str]]
) -> None:
    assert credit([END, FLOW], runs, kept, {"A", "B"}) == expected


def test_a_credit_is_untrue_when_the_run_goes_another_way() -> None:
    credits = {"p": {"end": "A", "flow": "A"}}
    assert untrue([END, FLOW], credits, "A", {"p": {"end", "merge"}}) == []
    assert untrue([END, FLOW], credits, "A", {"p": {"merge"}}) == [END]
    assert untrue([END, FLOW], credits, "B", {}) == []


def test_the_kept_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_credits(tmp_path) == {}
    write_credits(tmp_path, {"p": {"end": "SC-01"}})
    assert read_credits(tmp_path) == {"p": {"end": "SC-01"}}
    assert as_passed(read_credits(tmp_path)) == {"p": {"end"}}
