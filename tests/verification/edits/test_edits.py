"""Edits of the smaller processes, whose check takes no time; `make campaign` makes them all."""

from __future__ import annotations

import pytest

from tests.verification.edits.making import ALONE, Edit, edits, found_in, names_of

PLANNED = [edit for edit in edits("planned.txt") if edit.file in ALONE]
HARMLESS = [edit for edit in edits("harmless.txt") if edit.file in ALONE]


@pytest.mark.parametrize("edit", PLANNED, ids=lambda edit: edit.id)
def test_harmful_edit_is_found_by_a_rule_meant_for_it(edit: Edit) -> None:
    found = names_of(found_in(edit))
    assert found & edit.expected, found


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.id)
def test_harmless_edit_is_accepted(edit: Edit) -> None:
    assert names_of(found_in(edit)) == set()


def test_enough_edits_are_planned() -> None:
    assert len(edits("planned.txt")) >= 60
    assert len(edits("harmless.txt")) >= 12
    assert all(edit.expected for edit in edits("planned.txt"))
