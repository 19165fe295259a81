"""Every rule that a finding may name has a help page, and the gate's list has no empty promise."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.domain.diagrams import Finding, Severity
from app.domain.rule_help import RepairGroup
from app.errors import NotFound
from app.publication.rule_shelf import SHELF, consequence_of, grouped, help_of

APP = Path(__file__).parents[2] / "app"
# Functions that make findings, and which of their arguments is the rule.
MAKERS = {
    "Finding": 0,
    "at_node": 1,
    "at_flow": 1,
    "at_process": 2,
    "at": 1,
    "about": 1,
    "of_file": 0,
    "_finding": 0,
    "_note": 0,
    "_at": 2,
    "_process": 1,
    "_of_process": 0,
}
PLACES = ("engine", "diagrams", "task_forms", "decision_tables", "publication")


def named() -> set[str]:
    found = set()
    for path in (path for place in PLACES for path in (APP / place).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                maker = ast.unparse(node.func).rpartition(".")[2]
                place = MAKERS.get(maker)
                if place is not None and len(node.args) > place:
                    rule = node.args[place]
                    if isinstance(rule, ast.Constant) and _is_slug(rule.value):
                        found.add(rule.value)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "RULE":
                found.add(ast.literal_eval(node.value))
    return found


def _is_slug(value: object) -> bool:
    # A sentence at that place belongs to another function of the same name.
    return isinstance(value, str) and " " not in value


def test_every_rule_that_is_found_somewhere_has_help() -> None:
    assert len(named()) > 60
    assert sorted(named() - set(SHELF)) == []


def test_help_says_what_happens_and_what_to_do_without_scolding() -> None:
    for one in SHELF.values():
        text = f"{one.title} {one.consequence} {one.repair}".lower()
        assert all((one.title, one.consequence, one.repair))
        for word in ("không hợp lệ", "vui lòng", "trường bắt buộc", "!"):
            assert word not in text


def test_unknown_rule_has_no_page() -> None:
    with pytest.raises(NotFound):
        help_of("no-such-rule")


def test_findings_are_grouped_by_what_a_person_would_do_in_the_order_of_doing() -> None:
    found = [Finding(rule, Severity.ERROR, "x", "y") for rule in ("label", "way-out", "INV-01")]
    assert [group for group, _ in grouped(found)] == [
        RepairGroup.PATH,
        RepairGroup.CLAUSE,
        RepairGroup.READER,
    ]
    assert consequence_of(found[1]).startswith("Hồ sơ tới đây")
