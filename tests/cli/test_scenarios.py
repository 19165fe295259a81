"""`scenario run` at the command line: one line a scenario, exit code, databases of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import Result

from app import create_app
from tests.factories import settings_for
from tests.postgresql_server import PostgresqlServer

GOOD = """
scenario: SC-A
title: Nhận trong Tết
steps:
  - SUBMIT: {who: Thu, body: HX, at: 2024-02-10}
expect: {clocks: [{received: 2024-02-10, due: DUE}]}
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in an application whose own database is never opened."""
    app = create_app(settings_for(tmp_path, database_url="sqlite:////nowhere/none.db"))
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["scenario", "run", *map(str, arguments)])


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write a scenario that is right when its term ends on the given day."""

    def write(due: str) -> Path:
        path = tmp_path / f"due-{due}.yaml"
        path.write_text(GOOD.replace("DUE", due), "utf-8")
        return path

    return write


def test_a_scenario_that_goes_as_written_is_one_line(
    run: Run, written: Callable[[str], Path]
) -> None:
    result = run(written("2024-03-27"))
    assert result.exit_code == 0
    assert result.output.startswith("đạt  SC-A Nhận trong Tết (")
    assert result.output.count("\n") == 1


def test_a_difference_is_shown_and_the_others_still_run(
    run: Run, written: Callable[[str], Path]
) -> None:
    result = run(written("2024-03-28"), written("2024-03-27"))
    assert result.exit_code == 1
    assert "SAI  SC-A" in result.output
    assert "lượt 1, due có 2024-03-27, cần 2024-03-28" in result.output
    assert "đạt  SC-A" in result.output


def test_an_unreadable_file_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("scenario: X\ntitel: Y\n", "utf-8")
    result = run(path)
    assert result.exit_code == 1
    assert "bad.yaml, dòng 2: không có mục “titel”" in result.output


def test_a_database_url_that_is_no_server_is_refused(
    run: Run, written: Callable[[str], Path]
) -> None:
    result = run(written("2024-03-27"), "--database", "sqlite:///mine.db")
    assert result.exit_code == 2
    assert "postgresql://" in result.output


@pytest.mark.postgresql
def test_a_postgresql_server_gets_a_database_for_each_and_keeps_none(
    run: Run, written: Callable[[str], Path], postgresql_server: PostgresqlServer
) -> None:
    url = postgresql_server.url("postgres").replace("+psycopg", "")
    result = run(written("2024-03-27"), "--database", url)
    assert (result.exit_code, result.output[:4]) == (0, "đạt ")
    with psycopg.connect(url) as connection:
        ours = "SELECT datname FROM pg_database WHERE datname ~ '^scenario_[0-9a-f]{12}$'"
        left = connection.execute(ours)
        assert left.fetchall() == []


def test_coverage_lists_what_was_taken_and_what_is_missing(
    run: Run, written: Callable[[str], Path]
) -> None:
    result = run(written("2024-03-27"), "--coverage")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    case = next(line for line in lines if line.startswith("p01_art4_case "))
    assert case.split()[1].startswith("0/")
    assert "Chưa có kịch bản nào đi qua:" in lines
    assert any(line.endswith("(end_approved)") for line in lines)
    assert any(line.endswith("(unresolved): Chỉ các nhánh lưới an toàn dẫn tới") for line in lines)
