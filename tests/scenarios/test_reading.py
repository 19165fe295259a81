"""A scenario file becomes steps; what it may not say is refused with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import ScenarioRefused
from app.scenarios.fixture import Fixture
from app.scenarios.reading import read_scenario
from app.scenarios.running import scenario_files
from app.scenarios.script import Check, Do, PlayUnder, Scenario, Start

Reader = Callable[..., Scenario]
HEAD = "scenario: SC-0\ntitle: Thử\nstart: 2024-03-04\n"


@pytest.fixture
def read(tmp_path: Path, fixture: Fixture) -> Reader:
    """Read a scenario with these steps."""

    def reading(steps: str, head: str = HEAD) -> Scenario:
        path = tmp_path / "SC-0.yaml"
        path.write_text(f"{head}steps:\n{steps}", "utf-8")
        return read_scenario(path, fixture)

    return reading


def tasks(scenario: Scenario) -> list[str]:
    """Return the tasks that are answered, in order."""
    return [step.task for step in scenario.steps if isinstance(step, Do)]


def test_submit_starts_sends_at_nine_and_checks_the_body(read: Reader) -> None:
    scenario = read("  - SUBMIT: {who: Thu, body: HX, at: 2024-03-04}\n")
    start, sent, checked = scenario.steps
    assert isinstance(start, Start)
    assert isinstance(sent, Do)
    assert (sent.at, sent.answers) == ("2024-03-04 09:00", {"scope_rank": "3"})
    assert isinstance(checked, Check)


def test_a_profile_named_at_the_head_is_played_under_from_the_first_step(read: Reader) -> None:
    scenario = read("  - SUBMIT: {who: Thu, body: HX}\n", head=f"{HEAD}profile: HP\n")
    first = scenario.steps[0]
    assert isinstance(first, PlayUnder)
    assert first.profile == "HP"


def test_appraise_ends_with_the_submission_unless_it_is_negative(read: Reader) -> None:
    issued = ["edit_draft", "check_draft", "sign_document"]
    middle = ["write_appraisal", "check_report", "triage_after_appraisal"]
    whole = ["advise_appraisal", "assign_appraisal", *issued, *middle, *issued]
    assert tasks(read("  - APPRAISE\n")) == whole
    assert tasks(read("  - APPRAISE: {overall: negative}\n")) == whole[:-3]


def test_a_part_of_a_macro_is_named_by_its_first_and_last_task(read: Reader) -> None:
    part = "  - APPRAISE: {from: assign_appraisal, until: sign_document}\n"
    issued = ["edit_draft", "check_draft", "sign_document"]
    assert tasks(read(part)) == ["assign_appraisal", *issued]
    with pytest.raises(ScenarioRefused, match="dòng 5: đoạn mẫu này không có việc “rework_plan”"):
        read("  - MEET: {from: rework_plan}\n")


def test_deviations_go_to_the_task_named_or_to_the_main_one(read: Reader) -> None:
    scenario = read(
        "  - MEET:\n      votes: 4/7/0\n      with:\n"
        "        present: 11\n        schedule_meeting: {chair: huong}\n"
    )
    answers = {step.task: step.answers for step in scenario.steps if isinstance(step, Do)}
    assert answers["schedule_meeting"] == {"chair": "huong"}
    assert answers["record_meeting"]["present"] == "11"
    assert "approval_kind" not in answers["record_meeting"]


def test_a_majority_for_brings_the_terms_of_the_go_ahead(read: Reader) -> None:
    [minutes] = [
        step
        for step in read("  - MEET: {votes: 6/3/2}\n").steps
        if isinstance(step, Do) and step.task == "record_meeting"
    ]
    assert minutes.answers["approval_kind"] == "thi_diem"


def test_the_refusal_of_a_macro_is_that_of_its_last_task(read: Reader) -> None:
    scenario = read("  - INTAKE: {until: determine_authority, refused: {field: basis}}\n")
    refusals = [step.refused for step in scenario.steps if isinstance(step, Do)]
    assert refusals[0] is None
    assert refusals[1] is not None
    assert refusals[1].fields == ("basis",)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ("  - SUBMT: {who: thu}\n", "dòng 5: không có bước “SUBMT”.*SUBMIT"),
        ("  - SUBMIT: {who: thu, bdy: HX}\n", "dòng 5: không có mục “bdy”"),
        ("  - do: {tsk: x}\n", "dòng 5: không có mục “tsk”"),
        ("  - do: {as: thu}\n", "dòng 5: thiếu mục “task”"),
        ("  - do: {task: x, refused: {}}\n", "dòng 5: ghi ít nhất một mục"),
        ("  - server: off\n", "dòng 5: ghi một trong: up, down"),
        ("  - check: {documnets: []}\n", "dòng 5: không có mục “documnets”"),
        ("  - MEET: {votes: 9-1-1}\n", "dòng 5: ghi phiếu dạng"),
        ("  - SUBMIT: {who: thu, body: XX}\n", "không rõ đơn vị “XX”"),
        ("  - {INTAKE: {}, MEET: {}}\n", "dòng 5: mỗi bước"),
        ("  - night: {at: 2024-03-04}\n", "dòng 5: ghi một thời điểm"),
        ("  - lose: {case: A}\n", "dòng 5: thiếu mục “paper”"),
        ("  - calendar: {year: 2026, entered: yes}\n", "dòng 5: ghi một trong: no"),
        ("  - calendar: {year: 2026, entered: no, add: []}\n", "không có mục “add”"),
        ("  - calendar: {year: 2026, add: [{name: Tết}]}\n", "thiếu mục “day”"),
        ("  - together: [{clock: 2024-03-04}]\n", "trong “together” chỉ dùng bước “do”"),
    ],
)
def test_what_the_format_does_not_know_is_refused(read: Reader, steps: str, sentence: str) -> None:
    with pytest.raises(ScenarioRefused, match=sentence):
        read(steps)


def test_an_unknown_key_of_the_file_is_refused(read: Reader) -> None:
    with pytest.raises(ScenarioRefused, match=r"SC-0\.yaml, dòng 4: không có mục “expects”"):
        read("  - INTAKE\n", f"{HEAD}expects: {{}}\n")


def test_a_scenario_without_a_moment_needs_a_start(read: Reader) -> None:
    with pytest.raises(ScenarioRefused, match="thiếu mục “start”"):
        read("  - INTAKE\n", "scenario: SC-0\ntitle: Thử\n")


def test_the_clock_begins_on_the_day_of_the_first_moment(read: Reader) -> None:
    scenario = read("  - clock: 2024-03-05 10:00\n", "scenario: SC-0\ntitle: Thử\n")
    assert scenario.start == "2024-03-05"


def test_a_folder_means_the_scenarios_below_it(tmp_path: Path) -> None:
    folder = tmp_path / "p01" / "scenarios"
    folder.mkdir(parents=True)
    for name in ("SC-10.yaml", "SC-9.yaml"):
        (folder / name).touch()
    (tmp_path / "p01" / "fixture.yaml").touch()
    assert [path.name for path in scenario_files([tmp_path])] == ["SC-9.yaml", "SC-10.yaml"]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ScenarioRefused, match="không có tệp kịch bản nào"):
        scenario_files([empty])
