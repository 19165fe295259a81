"""Every clause of the register is carried and shown, waits for a named process, or has a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import create_app
from app.actions.audit.cover_clauses import cover_clauses
from app.clauses import Treatment, load_clauses
from app.config import ROOT
from app.diagrams.structure import outgoing
from app.diagrams.vocabulary import TASKS
from app.domain.diagrams import Definition, Element
from app.verification import Shelf
from app.verification.citations import Citations, citations_in
from app.verification.coverage import as_markdown, cover, unknown
from tests.factories import settings_for
from tests.verification.shelves import shipped, whole

CLAUSES = load_clauses(ROOT / "workflows" / "clauses")


def test_every_row_of_the_register_is_told(tmp_path: Path) -> None:
    covered = {one.clause.id: one for one in cover_clauses(settings_for(tmp_path))}
    assert sorted(covered) == [f"C-{number:03d}" for number in range(1, 200)]
    waiting = [one for one in covered.values() if one.clause.treatment is Treatment.LATER]
    assert all(one.state.startswith(("chờ P", "chờ FE-")) for one in waiting)
    without = [one for one in covered.values() if one.clause.treatment is Treatment.NOT_SOFTWARE]
    assert len(without) == 12
    assert all(len(one.clause.reason) > 15 for one in without)


def test_nobody_cites_a_clause_that_is_not_registered() -> None:
    found = citations_in(ROOT / "workflows", ROOT / "forms", ROOT / "app")
    assert unknown(CLAUSES, found) == ()


def test_a_clause_without_scenario_says_what_it_lacks() -> None:
    found = Citations()
    found.elements["C-030"].append("p01_art4_case.svc_open_pass")
    thirty = next(one for one in cover(CLAUSES, found) if one.clause.id == "C-030")
    assert thirty.state == "thiếu kịch bản"
    found.scenarios["C-030"].append("SC-54")
    thirty = next(one for one in cover(CLAUSES, found) if one.clause.id == "C-030")
    assert thirty.state == "thực hiện"
    assert "p01_art4_case: svc_open_pass" in as_markdown([thirty])


@pytest.mark.parametrize("source", ["elements", "rules", "scenarios"])
def test_citations_come_from_diagrams_forms_code_and_scenarios(tmp_path: Path, source: str) -> None:
    (tmp_path / "app").mkdir()
    code = '"""Terms (C-030)."""\n\ndef count() -> None:\n    """Count (C-043 … C-046)."""\n'
    (tmp_path / "app" / "terms.py").write_text(code, "utf-8")
    scenarios = tmp_path / "p" / "scenarios"
    scenarios.mkdir(parents=True)
    told = "scenario: SC-1\nclauses: [C-030, INV-01]\n"
    (scenarios / "SC-1.yaml").write_text(told, "utf-8")
    found = citations_in(tmp_path, tmp_path / "forms", tmp_path / "app")
    expected = {
        "elements": {},
        "rules": {
            "C-030": ["app/terms.py"],
            **{f"C-{number:03d}": ["app/terms.py: count"] for number in (43, 46, 44, 45)},
        },
        "scenarios": {"C-030": ["SC-1"]},
    }
    assert dict(getattr(found, source)) == expected[source]


def test_the_command_prints_the_register_as_json_and_as_text(tmp_path: Path) -> None:
    runner = create_app(settings_for(tmp_path)).test_cli_runner()
    rows = json.loads(runner.invoke(args=["clauses", "--json"]).output)
    assert {row["id"]: row["treatment"] for row in rows}["C-030"] == "modelled"
    text = runner.invoke(args=["clauses"]).output
    assert "C-009 QN Điều 2, khoản 4: không thuộc phần mềm" in text
    assert "phần tử: " in text
    lacking = runner.invoke(args=["clauses", "--missing"])
    assert lacking.exit_code == (1 if lacking.output else 0)


@pytest.mark.parametrize("shelf", [shipped(), whole()], ids=["shipped", "whole"])
def test_whatever_assigns_decides_waits_or_ends_cites_a_clause(shelf: Shelf) -> None:
    silent = [
        f"{definition.process_id}.{element.id}"
        for definition in shelf.processes.values()
        for element in definition.elements.values()
        if _must_cite(definition, element) and not element.clauses
    ]
    assert silent == []


def _must_cite(definition: Definition, element: Element) -> bool:
    """A merge, a fork and a join neither decide nor wait for anybody."""
    decides = element.tag == "exclusiveGateway" and len(outgoing(definition)[element.id]) > 1
    waits = element.tag in ("eventBasedGateway", "boundaryEvent", "intermediateCatchEvent")
    return decides or waits or element.tag == "endEvent" or element.tag in TASKS | {"callActivity"}
