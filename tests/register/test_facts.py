"""Facts are looked up activation, pass, case; a process's own name hides an outer one (2.2)."""

from __future__ import annotations

import pytest

from app.domain.execution import Activation
from app.domain.facts import ACTIVATION, CASE, PASS
from app.register.facts import FactBook
from app.store.facts import FactSheet, scope_of

HERE = Activation("a1", "p01b_appraisal")
THERE = Activation("a2", "p01c_decision")


def book(**names: dict[str, object]) -> FactBook:
    """A book of one case with what is given for `case`, `level` and `here`."""
    kept = FactBook("case-1", "pass-1", "instance-1")
    kept.update("case-1", CASE, names.get("case", {}))
    kept.update("pass-1", PASS, names.get("level", {}))
    kept.update(kept.activation_sheet_id("a1"), ACTIVATION, names.get("here", {}))
    return kept


@pytest.mark.parametrize(
    ("names", "seen"),
    [
        ({"case": {"colour": 1}, "level": {"colour": 2}, "here": {"colour": 3}}, 3),
        ({"case": {"colour": 1}, "level": {"colour": 2}}, 2),
        ({"case": {"colour": 1}}, 1),
        ({}, None),
        ({"case": {"colour": 1}, "here": {"colour": None}}, None),
    ],
    ids=["activation first", "then pass", "then case", "nobody wrote it", "null hides too"],
)
def test_fact_is_looked_up_from_the_inside_out(names: dict[str, object], seen: object) -> None:
    assert book(**names).get(HERE, "colour", {}) == seen  # type: ignore[arg-type]


def test_own_name_is_null_until_written_and_hides_an_outer_one() -> None:
    kept = book(case={"agree": True})
    assert kept.get(HERE, "agree", {"agree": ACTIVATION}) is None
    kept.set("a1", "agree", False, ACTIVATION)
    assert kept.get(HERE, "agree", {"agree": ACTIVATION}) is False
    assert kept.get(THERE, "agree", {}) is True


def test_registered_name_is_read_from_its_scope_alone() -> None:
    # `vote_result` is a fact of the pass, whoever writes a name like it elsewhere.
    kept = book(here={"vote_result": "approved"}, case={"vote_result": "rejected"})
    assert kept.get(HERE, "vote_result", {}) is None


def test_element_of_a_multi_instance_comes_first() -> None:
    one = Activation("a1", "s01_issue_document", element={"issuer_id": "CP"})
    assert book(here={"issuer_id": "MG-UBND"}).get(one, "issuer_id", {}) == "CP"


def test_two_activations_do_not_see_each_other() -> None:
    kept = book(here={"document_id": "d1"})
    assert kept.get(THERE, "document_id", {}) is None


def test_new_pass_is_fresh_and_the_case_stays() -> None:
    kept = book(case={"title": "Khoán"}, level={"overall": "negative"})
    kept.open_pass("pass-2")
    assert kept.get(HERE, "overall", {}) is None
    assert kept.get(HERE, "title", {}) == "Khoán"
    assert kept.pass_facts() == {}


def test_second_acceptance_overwrites_the_first() -> None:
    kept = book(level={"question": "a", "overall": "positive"})
    kept.update("pass-1", PASS, {"question": None})
    assert kept.pass_facts() == {"question": None, "overall": "positive"}


def test_ended_activation_leaves_its_facts_and_the_live_ones_stay() -> None:
    kept = book(here={"x": 1})
    stored = scope_of("instance-1", "a2")
    kept.sheets[stored] = FactSheet(stored, ACTIVATION, "case-1", "instance-1", {"y": 2}, 4)
    assert kept.keep_activations(["a1"]) == ["a2"]
    assert kept.ended == [stored]
    assert kept.get(HERE, "x", {}) == 1
    # One that began and ended within the step was never stored: nothing to forget.
    assert kept.keep_activations([]) == ["a1"]
    assert kept.ended == [stored]
    assert scope_of("instance-1", "a1") not in kept.changed
