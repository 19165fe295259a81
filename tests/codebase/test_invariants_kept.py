"""Every invariant has its proof, its guard and its query, and each of them a test that trips it."""

from __future__ import annotations

from pathlib import Path

from app import create_app
from app.actions.audit.list_invariants import list_invariants
from tests.codebase.invariants_table import DOCUMENT, Row, as_markdown, table
from tests.codebase.tree import ROOT
from tests.factories import settings_for

WAITING = {"INV-16", "INV-17"}


def test_the_table_has_every_invariant() -> None:
    assert [row.keeping.id for row in table()] == [f"INV-{number:02d}" for number in range(1, 23)]


def test_no_cell_of_the_table_is_empty() -> None:
    lacking = {row.keeping.id: row.lacking() for row in table() if row.keeping.id not in WAITING}
    assert {name: cells for name, cells in lacking.items() if cells} == {}


def test_what_waits_names_its_process_and_claims_nothing() -> None:
    waiting = [row for row in table() if row.keeping.waits_for]
    assert {row.keeping.id for row in waiting} == WAITING
    assert all(len(row.lacking()) == 6 for row in waiting)


def test_an_empty_cell_would_be_noticed() -> None:
    (first, *_) = table()
    assert Row(first.keeping, first.broken, (), first.query_tests).lacking() == [
        "test of the guard"
    ]


def test_every_place_of_the_table_exists() -> None:
    places = {
        place.partition(":")[0]
        for one in list_invariants()
        for place in (one.proof, *one.guards, one.query)
        if place
    }
    assert [place for place in sorted(places) if not (ROOT / place).is_file()] == []


def test_the_kept_table_is_up_to_date() -> None:
    """Written anew by `python -m tests.codebase.invariants_table`."""
    assert DOCUMENT.read_text("utf-8") == as_markdown()


def test_the_command_prints_what_keeps_each_invariant(tmp_path: Path) -> None:
    runner = create_app(settings_for(tmp_path)).test_cli_runner()
    told = runner.invoke(args=["invariants", "list"])
    assert told.exit_code == 0
    assert "INV-05 Tự quyết định thì báo cáo và kết luận\n" in told.output
    assert "  chặn: app/register/before_ending.py: act_reported\n" in told.output
    assert "INV-16 Sự cố: báo cáo trước kết luận: chờ p05_protection\n" in told.output
