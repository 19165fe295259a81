"""Every rule beside its diagrams: `valid-*` pass it, `invalid-*` say in a comment what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.diagrams.context import LintContext
from app.diagrams.lint import HELP, RULES, Rule, lint
from app.diagrams.reader import read_diagram
from app.domain.diagrams import Severity

HERE = Path(__file__).parent
EVERYTHING_ASKED = LintContext(
    forms=frozenset({"p01_plan.write_plan"}),
    roles={"proposer": "Bên đề xuất", "office": "Văn phòng cấp ủy", "archivist": "Lưu trữ"},
    topics=frozenset({"case.submit"}),
    decisions=frozenset({"dmn_competence"}),
    facts=frozenset({"agree", "received_at"}),
    clauses=frozenset({"C-021", "C-022"}),
    processes={"p02_intake": (), "p03_back": ("p01_plan",)},
    profile_keys=frozenset({"override.scope"}),
    vacant_roles=frozenset({"archivist"}),
    started_by={"plan_requested": ("p01_plan",), "case_closed": ("p02_intake", "p01_plan")},
)
WARNS = {"executable_said", "lane_role", "second_process"}


def slug(rule: Rule) -> str:
    return rule.__module__.rpartition(".")[2]


def diagrams(kind: str) -> Iterator[object]:
    for rule in RULES:
        for path in sorted((HERE / slug(rule)).glob(f"{kind}-*.bpmn")):
            yield pytest.param(rule, path, id=f"{slug(rule)}/{path.stem}")


@pytest.mark.parametrize("rule", RULES, ids=slug)
def test_every_rule_has_diagrams_that_keep_it_and_that_break_it(rule: Rule) -> None:
    found = {path.stem.partition("-")[0] for path in (HERE / slug(rule)).glob("*.bpmn")}
    assert found == {"valid", "invalid"}


def test_every_rule_says_what_it_wants_why_and_how_to_mend() -> None:
    for rule, told in zip(RULES, HELP, strict=True):
        assert told.slug == slug(rule).replace("_", "-")
        assert told.title and told.consequence.endswith(".") and told.repair.endswith(".")


def test_every_file_of_rules_is_on_the_list() -> None:
    folder = HERE.parents[2] / "app" / "diagrams" / "rules"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == {slug(rule) for rule in RULES}
    assert {path.name for path in HERE.iterdir() if path.is_dir()} - {"__pycache__"} == files


@pytest.mark.parametrize(("rule", "path"), list(diagrams("valid")))
def test_valid_diagram_keeps_the_rule(rule: Rule, path: Path) -> None:
    assert list(rule(read_diagram(path.read_bytes()), EVERYTHING_ASKED)) == []


@pytest.mark.parametrize(("rule", "path"), list(diagrams("invalid")))
def test_invalid_diagram_breaks_the_rule_where_its_comment_says(rule: Rule, path: Path) -> None:
    said = re.search(r"<!-- finds: (.*) -->", path.read_text("utf-8"))
    assert said is not None
    findings = list(rule(read_diagram(path.read_bytes()), EVERYTHING_ASKED))
    assert [f.element_id or "-" for f in findings] == said[1].split(", ")
    for finding in findings:
        assert finding.rule == slug(rule).replace("_", "-")
        assert finding.message
        assert finding.repair
        assert (finding.severity is Severity.WARNING) == (slug(rule) in WARNS)


def test_bare_check_leaves_open_what_nobody_was_asked() -> None:
    path = HERE / "user_task_form" / "invalid-unknown.bpmn"
    rules = {finding.rule for finding in lint(read_diagram(path.read_bytes()), LintContext())}
    assert rules == {"user-task-role", "drawn"}


def test_lint_tells_what_the_reader_noticed_first() -> None:
    text = (HERE / "label" / "valid-named.bpmn").read_text("utf-8")
    text = text.replace("<userTask ", '<userTask camunda:async="true" ')
    assert lint(read_diagram(text.encode()), LintContext())[0].rule == "camunda-unread"
