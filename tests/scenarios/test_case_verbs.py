"""What people do with a case besides its tasks: each verb does it, and notices a refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import ScenarioFailed, ScenarioRefused
from app.scenarios.fixture import Fixture
from app.scenarios.playing import play
from app.scenarios.reading import read_scenario
from tests.scenarios.conftest import StageSetter

HEAD = "scenario: SC-0\ntitle: Thử\nsteps:\n"
SUBMITTED = """
  - SUBMIT: {who: Thu, body: HX, at: 2024-03-04}
"""
APPRAISED = f"{SUBMITTED}  - INTAKE\n"
EMERGENCY = """
  - emergency: {as: Hương, at: 2024-05-06 09:00}
  - check: {code: none, tasks: [describe_situation]}
  - do:
      task: describe_situation
      with:
        situation: Lũ lên nhanh, cầu dân sinh sắp sập, dân bị cô lập.
        detected_at: 2024-05-06 06:00
        place: tổ dân phố 3
        why_no_time: Nước lên trong vài giờ, không kịp lập kế hoạch.
        latest_act_at: 2024-05-06 08:00
        harm_if_delay: Có thể thiệt hại về người.
        is_responsible: yes
  - check: {code: MG-2024-0001, state: submitted, tasks: [log_attempts]}
  - conditions allow: {refused: {status: 409, says: [không chờ điều kiện]}}
  - do: {task: log_attempts, with: {impossibility: Mất điện thoại và đường bộ từ 05 giờ.}}
  - do:
      task: record_own_decision
      with:
        decision: Huy động thuyền của dân để đưa người ra khỏi vùng ngập.
        decided_at: 2024-05-06 07:00
        measures: Huy động 5 thuyền, 20 dân quân.
        resources_used: 5 thuyền, 100 lít dầu.
        affected: 40 hộ dân.
        risks: Nước xiết khi qua sông, thuyền quá tải.
  - check: {tasks: [], state: submitted}
"""

Played = Callable[[str], None]


@pytest.fixture
def played(tmp_path: Path, fixture: Fixture, staged_on_sqlite: StageSetter) -> Played:
    """Play these steps."""

    def playing(steps: str) -> None:
        path = tmp_path / "SC-0.yaml"
        path.write_text(f"{HEAD}{steps}", "utf-8")
        scenario = read_scenario(path, fixture)
        play(scenario, staged_on_sqlite(scenario))

    return playing


def test_only_the_proposer_withdraws_and_only_with_a_reason(played: Played) -> None:
    played(
        f"{APPRAISED}"
        "  - withdraw: {as: Nga, refused: {status: 403, says: [bên đề xuất]}}\n"
        "  - withdraw: {reason: ~, refused: {status: 422, field: reason}}\n"
        "  - read: {as: Thu, page: case, says: [Rút kế hoạch]}\n"
        "  - withdraw: {}\n"
        "  - check: {tasks: [edit_draft], audit: ['Bên đề xuất rút kế hoạch']}\n"
        "  - withdraw: {refused: {status: 409, says: [không còn ở bước rút được]}}\n"
        "  - check: {audit: [{kind: refused, says: Rút kế hoạch, by: Thu, times: 1}]}\n"
    )


def test_an_extension_is_asked_once_and_with_reasons(played: Played) -> None:
    short = "{requested_due: day 55, reasons: ngắn, refused: {field: reasons}}"
    again = "{requested_due: day 50, refused: {status: 422, says: [Đang có một đề nghị]}}"
    played(
        f"{APPRAISED}  - extension: {short}\n"
        "  - extension: {requested_due: day 55, at: 2024-04-11 09:00}\n"
        "  - check: {instances: {p01e_extension: 1}, inbox: {Hương: [decide_extension]}}\n"
        f"  - extension: {again}\n"
    )


def test_an_inadmissible_extension_is_recorded_and_opens_nothing(played: Played) -> None:
    played(
        f"{APPRAISED}  - extension: {{requested_due: day 55, is_complex: no}}\n"
        "  - check: {instances: {p01e_extension: 1}, never_opened: [decide_extension]}\n"
    )


def test_what_the_case_does_not_wait_for_is_refused(played: Played) -> None:
    played(
        f"{APPRAISED}"
        "  - external answer: {refused: {status: 409, says: [không chờ trả lời]}}\n"
        "  - leader vacant: {refused: {status: 409, says: [không chờ quyết định]}}\n"
        "  - leader vacant: {as: Thu, refused: {status: 403}}\n"
    )


def test_who_is_in_conflict_does_nothing_more_in_the_case(played: Played) -> None:
    played(
        f"{SUBMITTED}  - conflict: {{as: Hương, person: Nga}}\n"
        "  - do: {as: Nga, task: register_incoming, refused: {says: [có lợi ích liên quan]}}\n"
    )


def test_the_head_names_who_reports_an_emergency_instead_of_the_cadre(played: Played) -> None:
    played(
        f"{EMERGENCY}"
        "  - conditions allow: {as: Nga, refused: {status: 403}}\n"
        "  - conditions allow: {as: Bình, reporter: ~, refused: {field: reporter}}\n"
        "  - conditions allow: {as: Bình, reporter: Hương, refused: {field: reporter}}\n"
        "  - conditions allow: {reporter: Dũng, at: 2024-05-07 09:00}\n"
        "  - check: {inbox: {Dũng: [write_emergency_report]}, tasks: [write_emergency_report]}\n"
    )


def test_the_cadre_reports_when_conditions_allow(played: Played) -> None:
    played(
        f"{EMERGENCY}  - conditions allow: {{}}\n"
        "  - check: {inbox: {Hương: [write_emergency_report]}}\n"
    )


def test_an_act_that_goes_otherwise_fails_with_its_line(played: Played) -> None:
    with pytest.raises(ScenarioFailed, match=r"dòng 7, withdraw .*không mở cho đồng chí"):
        played(f"{APPRAISED}  - withdraw: {{as: Nga}}\n")


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("extension: {reasons: x}", "thiếu mục “requested_due”"),
        ("extension: {requested_due: day 55, is_complex: maybe}", "ghi một trong: yes, no"),
        ("conflict: {person: Nga}", "thiếu mục “as”"),
        ("withdraw: {why: x}", "không có mục “why”"),
        ("conflict: {as: Nga, person: Không}", "không có người"),
    ],
)
def test_what_a_verb_does_not_know_is_refused(played: Played, step: str, sentence: str) -> None:
    with pytest.raises(ScenarioRefused, match=sentence):
        played(f"{SUBMITTED}  - {step}\n")
