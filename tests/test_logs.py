"""Lines for the operator: JSON, on standard error, without what stood in variables."""

from __future__ import annotations

import json

import pytest
import structlog

from app import logs


def test_a_line_is_json_with_level_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger("tests").warning("tick_failed", instance="7f")
    captured = capsys.readouterr()
    line = json.loads(captured.err)
    assert (line["event"], line["level"], line["instance"]) == ("tick_failed", "warning", "7f")
    assert line["timestamp"].endswith("Z")
    assert captured.out == ""


def test_a_traceback_tells_where_but_not_what_stood_in_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    secret = "mật khẩu của ai đó"
    try:
        int(secret[:0] + "x")
    except ValueError:
        structlog.get_logger("tests").exception("failed")
    line = capsys.readouterr().err
    assert "test_logs.py" in json.loads(line)["exception"]
    assert secret not in line


def test_a_line_break_in_a_value_stays_inside_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    structlog.get_logger("tests").info("named", name="a\r\n{}")
    assert len(capsys.readouterr().err.splitlines()) == 1
