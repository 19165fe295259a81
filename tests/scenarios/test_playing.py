"""The runner notices everything that goes otherwise than written, and says what it found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import ScenarioFailed
from app.scenarios.expected import EXPECTATIONS
from app.scenarios.fixture import Fixture
from app.scenarios.playing import Play, play
from app.scenarios.reading import read_scenario
from app.store.database import Database
from tests.openings import Openings
from tests.scenarios.conftest import stages_on

BEGINNING = """
scenario: SC-0
title: Thử
steps:
  - SUBMIT: {who: Thu, body: HX, at: 2024-03-04}
  - INTAKE
"""
# For each key something that is not so after the beginning.
WRONG = {
    "end": "end_approved",
    "state": "rework",
    "body": "BL",
    "round": "2",
    "code": "none",
    "codes": "0",
    "facts": "{finding: vuot_tham_quyen}",
    "tasks": "[advise_appraisal, advise_appraisal]",
    "never_opened": "[confirm_authority]",
    "completed": "{register_incoming: 2}",
    "inbox": "{Nga: []}",
    "documents": "[]",
    "plans": "2",
    "drafts": "[TTR]",
    "numbers": "[Số 01-CV/ThU]",
    "clocks": "[{due: 2024-04-16}]",
    "breaches": "[{mark: d30}]",
    "audit": "[{kind: task_completed, element: register_incoming, by: Dũng}]",
    "audit_chain": "broken",
    "invariants": "{INV-01: [A]}",
    "notices": "[{kind: alert}]",
    "kept_messages": "[case_approved for p03_pilot]",
    "instances": "{p01w_clock_watch: 2}",
    "ends": "{p01a_intake_authority: [none]}",
    "organisation": "[không có phát hiện này]",
    "versions": "{p01_art4_case: 7}",
}
RIGHT = """
  - check:
      end: none
      state: appraisal
      body: HX
      round: 1
      code: MG-2024-0001
      codes: 1
      tasks: [advise_appraisal]
      never_opened: [leader_decision]
      completed: {register_incoming: 1, leader_decision: 0}
      inbox: {Nga: [advise_appraisal], Quý: []}
      documents: [{type: PHIEU_TN, to: [thu], says: [MG-2024-0001], lacks: [Số 02]}]
      plans: 1
      drafts: []
      numbers: []
      clocks:
        - received: 2024-03-04
          due: 2024-04-15
          closed: none
          warning: none
          day_number: {2024-03-05: 1}
      breaches: []
      audit: [{kind: task_completed, element: register_incoming, by: Nga, at: 2024-03-04 09:01}]
      audit_chain: intact
      invariants: {}
      notices: [{kind: information, to: Thu}]
      kept_messages: []
      facts: {finding: trong_tham_quyen, agree: none}
      instances: {p01w_clock_watch: 1}
      ends: {p01w_clock_watch: [none], p01a_intake_authority: [accepted], p01e_extension: []}
"""

Played = Callable[[str], None]


@dataclass(frozen=True)
class Begun:
    """The beginning as it was played, once for all tests, and the database it led to."""

    play: Play
    database: Path


def written(folder: Path, more: str) -> Path:
    """Write the beginning and further steps as a file."""
    path = folder / "SC-0.yaml"
    path.write_text(f"{BEGINNING}{more}", "utf-8")
    return path


@pytest.fixture(scope="module")
def begun(
    played_sqlite: Path,
    fixture: Fixture,
    verifications: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Begun:
    """Play the beginning."""
    folder = tmp_path_factory.mktemp("begun")
    path = folder / "begun.db"
    shutil.copy(played_sqlite, path)
    database = Database(f"sqlite:///{path}")
    scenario = read_scenario(written(folder, ""), fixture)
    stage = stages_on(database, folder, fixture, verifications)(scenario)
    play(scenario, stage)
    database.dispose()
    return Begun(Play(scenario, stage), path)


@pytest.fixture
def played(
    tmp_path: Path, fixture: Fixture, verifications: Path, openings: Openings, begun: Begun
) -> Iterator[Played]:
    """Play these steps after the beginning."""
    path = tmp_path / "stage.db"
    shutil.copy(begun.database, path)
    with openings.opened(f"sqlite:///{path}", "stage") as database:

        def playing(more: str) -> None:
            scenario = read_scenario(written(tmp_path, more), fixture)
            stage = stages_on(database, tmp_path, fixture, verifications)(scenario)
            stage.clock.move_to(begun.play.stage.clock.now())
            stage.cases.update(deepcopy(begun.play.stage.cases))
            going_on = Play(scenario, stage, len(begun.play.scenario.steps))
            while not going_on.over:
                going_on.play_next()

        yield playing


def test_every_expectation_that_holds_is_met(played: Played) -> None:
    played(RIGHT)


def test_every_expectation_that_does_not_hold_is_told(played: Played) -> None:
    assert set(WRONG) == set(EXPECTATIONS)
    wrong = "".join(f"      {key}: {value}\n" for key, value in WRONG.items())
    with pytest.raises(ScenarioFailed) as caught:
        played(f"  - check:\n{wrong}")
    told = {line.split(" (dòng")[0].strip() for line in caught.value.message.split("\n")[1:]}
    assert told == set(WRONG)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("do: {task: rework_plan}", "việc rework_plan không mở; đang mở: advise_appraisal"),
        ("do: {task: advise_appraisal, with: {reason: ~}}", r"bị từ chối \(422\)"),
        ("do: {task: advise_appraisal, refused: {status: 422}}", "được nhận, trong khi"),
        (
            "do: {task: advise_appraisal, with: {reason: ~}, refused: {field: proposal}}",
            "mục bị từ chối: reason; cần: proposal",
        ),
        (
            "do: {task: advise_appraisal, with: {reason: ~}, refused: {status: 403}}",
            "mã 422, cần 403",
        ),
        (
            "do: {task: advise_appraisal, with: {reason: ~}, refused: {says: kinh phí}}",
            "không có “kinh phí”",
        ),
        ("do: {task: advise_appraisal, with: {no_such_key: x}}", r"bị từ chối \(400\)"),
        ("do: {task: advise_appraisal, offers: {proposal: [hoi_dong]}}", "cho chọn"),
        ("do: {as: Quý, task: advise_appraisal}", r"bị từ chối \(40[34]\)"),
        ("do: {as: oanh, task: advise_appraisal}", "“oanh” không có tài khoản"),
        ("do: {case: B, task: advise_appraisal}", "chưa có hồ sơ “B”"),
        ("send: {page: none}", "chưa có trang “none”"),
        ("clock: 2024-03-01 08:00", "đã qua"),
        ("read: {as: Nga, page: case, status: 404}", "trang trả về 200, cần 404"),
        ("read: {as: Nga, page: case, hides: [lưu động]}", "trang để lộ"),
        ("read: {as: Nga, page: case, once: [Thử]}", "ghi “Thử” 0 lần"),
        ("read: {as: Nga, page: inbox, says: [không có câu này]}", "trang không có"),
        ("tamper: {event: vote_counted}", "không có dòng nhật ký vote_counted"),
        ("lose: {paper: TTR}", "hồ sơ không có TTR đã ban hành"),
        ("calendar: {year: 2024, add: [{day: 2024-04-10}]}", r"bị từ chối \(422\)"),
        ("calendar: {year: 2024, refused: {status: 422}}", "được nhận, trong khi"),
        ("calendar: {year: 2024, remove: [2024-04-11]}", "lịch năm 2024 không có ngày 11/04/2024"),
        ("check: {clocks: [{warning: năm 2030}]}", "lượt 1, warning có none, cần năm 2030"),
        ("night: 2024-03-01 02:00", "đã qua"),
        ("ISSUE: {type: TTR}", "việc edit_draft của TTR không mở"),
    ],
)
def test_a_step_that_goes_otherwise_fails_with_its_line(
    played: Played, step: str, sentence: str
) -> None:
    with pytest.raises(ScenarioFailed, match=sentence) as caught:
        played(f"  - {step}\n")
    assert caught.value.message.startswith("dòng 7, ")


def test_the_worker_wakes_at_each_timer_on_the_way(played: Played) -> None:
    played(
        "  - clock: 2024-04-20 10:00\n  - check:\n      audit:\n"
        "        - {kind: reminder_sent, at: 2024-04-01 00:00}\n"
        "      breaches: [{mark: d30, seen: 2024-04-16 00:00}]\n"
    )


def test_a_row_changed_behind_its_back_breaks_the_chain_there(played: Played) -> None:
    row = "{event: task_completed, element: register_incoming}"
    played(f"  - tamper: {row}\n  - check: {{audit_chain: broken}}\n")
