"""docs/oversight.md: each thing that products are compared by has our answer and its tests."""

from __future__ import annotations

import re

import pytest

from tests.codebase.tree import ROOT, modules

DOCUMENT = ROOT / "docs" / "oversight.md"
COMPARED_BY = 18
NAMED = re.compile(r"^- `(tests/[\w/]+\.py)::(test_\w+)`$", re.M)


def sections() -> dict[str, str]:
    """Return the text below each heading."""
    _opening, *parts = DOCUMENT.read_text("utf-8").split("\n## ")
    return {heading: body for heading, _, body in (part.partition("\n") for part in parts)}


@pytest.fixture(scope="module")
def known() -> set[tuple[str, str]]:
    """Return every test of the tree by file and name."""
    return {
        (module.name, function.name)
        for module in modules("tests")
        for function in module.functions()
    }


def test_each_row_is_answered_in_a_sentence_with_tests() -> None:
    assert len(sections()) == COMPARED_BY
    for heading, body in sections().items():
        answer, _, listed = body.strip().partition("\n\n")
        assert answer.endswith(".") and "\n" not in answer, heading
        assert [line for line in listed.splitlines() if not NAMED.match(line)] == [], heading
        assert NAMED.findall(listed) != [], heading


def test_every_named_test_exists(known: set[tuple[str, str]]) -> None:
    assert [one for one in NAMED.findall(DOCUMENT.read_text("utf-8")) if one not in known] == []


def test_a_test_that_is_gone_would_be_noticed(known: set[tuple[str, str]]) -> None:
    name = "tests/codebase/test_oversight_table.py"
    assert (name, "test_every_named_test_exists") in known
    assert (name, "test_that_nobody_wrote") not in known
