"""What is said about a table before it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.decision_tables import check_table, read_table
from app.domain.diagrams import Severity
from tests.decision_tables.factories import dmn

WORKFLOWS = Path(__file__).parents[2] / "workflows"
SHIPPED = sorted(WORKFLOWS.glob("*/*.dmn"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_table_has_no_finding(path: Path) -> None:
    table = read_table(path.read_bytes())
    assert check_table(table) == ()
    assert table.id == path.stem


def test_rows_that_overlap_are_an_error_with_the_case() -> None:
    rows = [(['"a"', "[1..3]"], ["1"]), (['"a", "b"', ">= 3"], ["2"]), (['"b"', "< 3"], ["3"])]
    (finding,) = check_table(read_table(dmn(rows, inputs=["kind", "rank"])))[:1]
    assert finding.severity is Severity.ERROR
    assert "dòng 1 và 2" in finding.message
    assert "kind = “a”, rank = 3" in finding.message


def test_a_case_without_a_row_is_a_warning() -> None:
    rows = [(["true", '"a"'], ["1"]), (["false", "-"], ["2"]), (["true", '"b"'], ["3"])]
    findings = check_table(read_table(dmn(rows, inputs=["ok", "kind"], values=["", '"a","b","c"'])))
    (finding,) = findings
    assert finding.severity is Severity.WARNING
    assert "ok = đúng, kind = “c”" in finding.message


def test_first_may_overlap_and_any_may_agree() -> None:
    rows = [(["[1..5]"], ["1"]), (["3"], ["1"])]
    assert check_table(read_table(dmn(rows, policy="FIRST"))) == ()
    assert check_table(read_table(dmn(rows, policy="ANY"))) == ()
    differ = [(["[1..5]"], ["1"]), (["3"], ["2"])]
    (finding,) = check_table(read_table(dmn(differ, policy="ANY")))
    assert finding.rule == "decision_overlap"


def test_collect_is_not_searched() -> None:
    rows = [(['"a"'], ["1"]), (['"a"'], ["2"])]
    assert check_table(read_table(dmn(rows, policy="COLLECT"))) == ()


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (dmn([(["> "], ["1"])]), "dòng 1"),
        (dmn([(["1"], ["1 +"])]), "dòng 1"),
        (dmn([(["1"], ["foo(1)"])]), "dòng 1"),
        (dmn([(["1"], ["1"])], inputs=["a b +"]), "cột “a b +”"),
    ],
)
def test_feel_that_does_not_parse_is_named_by_row_or_column(data: bytes, where: str) -> None:
    (finding,) = check_table(read_table(data))
    assert finding.severity is Severity.ERROR
    assert where in finding.message


def test_cells_that_read_facts_are_left_alone() -> None:
    assert check_table(read_table(dmn([(["> limit"], ["1"]), (["> 3"], ["2"])]))) == ()


def test_a_table_too_large_to_search_says_so() -> None:
    tests = ",".join(str(n) for n in range(0, 400, 2))
    rows = [([tests, tests, tests], ["1"])]
    (finding,) = check_table(read_table(dmn(rows, inputs=["a", "b", "c"])))
    assert finding.rule == "decision_size"


def test_a_cell_that_reads_but_cannot_be_computed_is_named_by_its_row() -> None:
    (finding,) = check_table(read_table(dmn([(["true"], ["1"]), (["true ()"], ["2"])])))
    assert (finding.rule, finding.severity) == ("decision_feel", Severity.ERROR)
    assert "dòng 2" in finding.message
