"""Edits by chance, a short part: what passes is listed as free; `make campaign` makes the rest."""

from __future__ import annotations

import pytest

from tests.verification.edits.free import free_edits, unanswered
from tests.verification.edits.inventing import KINDS, invented
from tests.verification.edits.making import Edit, drawn_as_shipped, edited, shipped
from tests.verification.edits.publishing import refused_by

# Processes that nothing calls and that call little: their check takes no time.
QUICK = ("s02_superior_acknowledge", "p01e_extension", "p02_emergency_action", "p01w_clock_watch")
SEED = 1
SOME = [edit for edit in invented(SEED, 100) if edit.file in QUICK][:8]


@pytest.mark.parametrize("edit", SOME, ids=lambda edit: edit.id)
def test_edit_by_chance_is_refused_or_free(edit: Edit) -> None:
    assert refused_by(edit) or not unanswered([edit])


def test_shipped_diagram_is_not_refused() -> None:
    unchanged = Edit(QUICK[0], ("name", "acknowledge_report", "Tiếp nhận báo cáo"))
    assert refused_by(unchanged) == frozenset()


def test_edits_of_a_seed_are_always_the_same_and_change_something() -> None:
    edits = invented(SEED, 100)
    assert edits == invented(SEED, 100)
    assert edits != invented(SEED + 1, 100)
    assert all(edited(edit) != shipped()[edit.file] for edit in edits)


def test_chance_comes_to_every_kind_of_edit() -> None:
    assert {edit.words[0] for edit in invented(SEED, 600)} == set(KINDS)


def test_free_edit_says_of_which_process_and_why() -> None:
    assert all(one.process in drawn_as_shipped() for one in free_edits())
    assert all(len(one.reason.split()) >= 8 for one in free_edits())
