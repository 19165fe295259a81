"""What may be chosen by hand: only what this pass has recorded (processes.md 8.1, node 8)."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.facts import CASE, PASS
from app.register.facts import FactBook
from app.steps.outcomes import supported_outcomes

CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"vote_result": "approved"}, []),
    ({"vote_result": "approved", "decision_recorded": True}, ["approved"]),
    ({"vote_result": "rejected", "decision_recorded": True}, ["rejected"]),
    ({"vote_result": "no_consensus", "decision_recorded": True}, []),
    ({"overall": "negative"}, ["infeasible"]),
    ({"overall": "positive"}, []),
    ({"preparation": "chua_ky"}, []),
    ({"preparation": "chua_ky", "quorum_ok": False}, []),
    ({"preparation": "chua_ky", "quorum_ok": True}, ["rework"]),
    ({"completeness": "thieu"}, ["incomplete"]),
    ({"completeness": "sai_noi_nhan"}, ["wrong_destination"]),
    ({"completeness": "du"}, []),
]


@pytest.mark.parametrize(("known", "supported"), CASES)
def test_outcome_is_offered_only_when_the_pass_bears_it_out(
    known: dict[str, Any], supported: list[str]
) -> None:
    book = FactBook("case-1", "pass-1", "instance-1")
    decision = {name: known[name] for name in known if name == "decision_recorded"}
    book.update("case-1", CASE, decision)
    book.update("pass-1", PASS, {n: v for n, v in known.items() if n not in decision})
    assert supported_outcomes(book) == supported


def test_decision_of_an_earlier_pass_supports_nothing() -> None:
    book = FactBook("case-1", "pass-1", "instance-1")
    book.update("case-1", CASE, {"decision_recorded": True})
    book.update("pass-1", PASS, {"vote_result": "approved", "overall": "negative"})
    book.open_pass("pass-2")
    assert supported_outcomes(book) == []
