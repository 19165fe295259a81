"""Every fourth edit of the smaller processes; `make campaign` makes them all."""

from __future__ import annotations

import pytest

from tests.verification.edits.making import ALONE, Edit, edits, found_in, names_of, rule_files

PLANNED = [edit for edit in edits("planned.txt") if edit.file in ALONE][::4]
HARMLESS = [edit for edit in edits("harmless.txt") if edit.file in ALONE]

# Rules without an edit of their own: those of their neighbours show them broken too.
WITH_OTHERS = frozenset(
    {
        "ACK-01",
        "ANS-01",
        "END-approved_by_leader",
        "END-no_go",
        "ESC-01",
        "ESC-02",
        "INV-03d",
        "INV-04c",
        "INV-05f",
        "INV-06b",
        "INV-06c",
        "INV-07",
        "INV-08e",
        "INV-08g",
        "NO-01",
        "PASS-02",
        "REACH-01",
        "ROLE-T-s02",
    }
)


@pytest.mark.parametrize("edit", PLANNED, ids=lambda edit: edit.id)
def test_harmful_edit_is_found_by_a_rule_meant_for_it(edit: Edit) -> None:
    found = names_of(found_in(edit))
    assert found & edit.expected, found


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.id)
def test_harmless_edit_is_accepted(edit: Edit) -> None:
    assert names_of(found_in(edit)) == set()


def test_rule_has_an_edit_that_it_must_find() -> None:
    planned = {name for edit in edits("planned.txt") for name in edit.expected}
    unproved = {rule.id for file in rule_files() for rule in file.rules} - planned
    assert unproved <= WITH_OTHERS


def test_enough_edits_are_planned() -> None:
    assert len(edits("planned.txt")) >= 60
    assert len(edits("harmless.txt")) >= 12
    assert all(edit.expected for edit in edits("planned.txt"))
