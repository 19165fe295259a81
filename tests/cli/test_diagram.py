"""`diagram check` and `diagram run` as a person types them; no database stands behind."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import cli
from tests.diagrams.factories import STRAIGHT, bpmn_file, tasks_in_a_row
from tests.diagrams.test_xml_source import HOSTILE

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "workflows").glob("*/*.bpmn"))
Typed = Callable[..., Result]


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Type `diagram …`; a value given as bytes becomes a file."""
    flask_app = Flask("bare")
    settings = SimpleNamespace(workflows_dir=ROOT / "workflows", forms_dir=ROOT / "forms")
    flask_app.extensions["services"] = SimpleNamespace(settings=settings)
    cli.register(flask_app)

    def typed(*words: str | bytes | Path) -> Result:
        args = ["diagram"]
        for place, word in enumerate(words):
            if isinstance(word, bytes):
                path = tmp_path / f"file{place}.bpmn"
                path.write_bytes(word)
                word = path
            args.append(str(word))
        return flask_app.test_cli_runner().invoke(args=args)

    return typed


def verdict(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


# --- check


def test_diagram_that_runs_is_accepted(typed: Typed) -> None:
    result = typed("check", bpmn_file())
    assert result.exit_code == 0
    assert "ĐẠT" in result.stdout


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_diagram_passes_the_gate(typed: Typed, path: Path) -> None:
    assert typed("check", path).exit_code == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_in_words_within_ten_seconds(typed: Typed, name: str) -> None:
    began = time.monotonic()
    result = typed("check", HOSTILE[name])
    assert time.monotonic() - began < 10
    assert result.exit_code == 1
    assert "Phải sửa" in result.stdout
    assert "Traceback" not in result.output


def test_refusal_names_element_and_what_to_do(typed: Typed) -> None:
    process = STRAIGHT.replace('userTask id="write"', 'scriptTask id="write"')
    result = typed("check", bpmn_file(process))
    assert result.exit_code == 1
    assert "scriptTask write “Viết kế hoạch”" in result.stdout
    assert "Cách sửa: " in result.stdout


def test_json_is_an_object_of_texts_with_seven_keys(typed: Typed) -> None:
    found = verdict(typed("check", HOSTILE["web page"], "--json"))
    assert found["accepted"] is False
    assert [sorted(finding) for finding in found["findings"]] == [
        ["element_id", "element_name", "element_type", "message", "repair", "rule", "severity"]
    ]
    assert verdict(typed("check", bpmn_file(), "--json")) == {"accepted": True, "findings": []}


def test_warning_does_not_refuse(typed: Typed) -> None:
    process = STRAIGHT.replace("<userTask ", '<userTask camunda:async="true" ')
    result = typed("check", bpmn_file(process), "--json")
    assert result.exit_code == 0
    assert [f["severity"] for f in verdict(result)["findings"]] == ["warning"]


def test_publication_asks_for_more_than_running(typed: Typed) -> None:
    found = verdict(typed("check", bpmn_file(), "--json", "--publish"))
    rules = {finding["rule"] for finding in found["findings"]}
    assert rules == {"user-task-form", "user-task-role", "drawn", "clause"}


@pytest.mark.parametrize("words", [("check",), ("check", "--json"), ("run",)])
def test_missing_file_is_told_and_refused(typed: Typed, words: tuple[str, ...]) -> None:
    result = typed(*words, "/nowhere/none.bpmn")
    assert result.exit_code == 1
    assert "không có" in result.output


def test_folder_instead_of_a_file_is_told(typed: Typed, tmp_path: Path) -> None:
    result = typed("check", tmp_path)
    assert result.exit_code == 1
    assert "không mở được" in result.output


def test_six_hundred_tasks_in_a_row_are_accepted_and_run(typed: Typed) -> None:
    data = tasks_in_a_row(600)
    assert typed("check", data).exit_code == 0
    result = typed("run", data)
    assert result.exit_code == 0
    assert result.stdout.split() == ["begin", *(f"t{number}" for number in range(600)), "done"]


# --- run


def test_run_prints_elements_in_order_and_its_end(typed: Typed) -> None:
    result = typed("run", bpmn_file())
    assert result.exit_code == 0
    assert result.stdout == "begin\nwrite\ndone\n"
    assert result.stderr == "Kết thúc ở done\n"


def test_trace_tells_moment_kind_process_tag_and_flow(typed: Typed) -> None:
    answers = b"now: 2024-03-04T08:00:00+07:00"
    result = typed("run", bpmn_file(), "--answers", answers, "--trace")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[1][1:] == ["completed", "p", "write", "userTask", "f1"]
    assert {row[0] for row in rows} == {"2024-03-04T08:00:00+07:00"}


def test_diagram_that_cannot_run_is_refused_with_its_findings(typed: Typed) -> None:
    result = typed("run", bpmn_file(STRAIGHT.replace("userTask", "scriptTask")))
    assert result.exit_code == 1
    assert "scriptTask write" in result.stderr
    assert result.stdout == ""


def test_strict_run_stops_at_a_task_without_an_answer(typed: Typed) -> None:
    result = typed("run", bpmn_file(), "--strict")
    assert result.exit_code == 2
    assert result.stdout == "begin\n"
    assert "việc write" in result.stderr


def test_unreadable_answers_are_told(typed: Typed) -> None:
    result = typed("run", bpmn_file(), "--answers", b"write: [1, 2")
    assert result.exit_code == 1
    assert "Tệp trả lời" in result.stderr


def test_folder_gets_a_verdict_for_each_diagram_and_a_word_about_the_rest(
    typed: Typed, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    (folder / "deeper").mkdir(parents=True)
    (folder / "good.bpmn").write_bytes(bpmn_file())
    (folder / "deeper" / "broken.BPMN").write_bytes(b"<broken")
    (folder / "note.txt").write_text("x", "utf-8")
    result = typed("check", folder)
    assert result.exit_code == 1
    assert "good.bpmn: ĐẠT" in result.stdout and "broken.BPMN: BỊ TỪ CHỐI" in result.stdout
    assert "2 sơ đồ: 1 đạt, 1 bị từ chối; 1 tệp khác không xét: note.txt" in result.stdout
    lines = [json.loads(line) for line in typed("check", folder, "--json").stdout.splitlines()]
    assert [line["accepted"] for line in lines] == [False, True]


def test_folder_in_which_everything_runs_is_accepted(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "good"
    folder.mkdir()
    (folder / "good.bpmn").write_bytes(bpmn_file())
    assert typed("check", folder).exit_code == 0
