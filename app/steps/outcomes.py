"""Which outcomes of a pass the register bears out, for a result that nobody foresaw.

Nobody may choose by hand what no form of this pass has said (processes.md 8.1, node 8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.register.facts import FactBook

Facts = Mapping[str, Any]


def supported_outcomes(book: FactBook) -> list[str]:
    """Return the outcomes that the facts of the case and of its present pass support."""
    facts = {**book.case_facts(), **book.pass_facts()}
    return [outcome for outcome, holds in SUPPORT.items() if holds(facts)]


def _decided(result: str) -> Callable[[Facts], bool]:
    """A result counts when a thorough meeting with a majority has recorded it (INV-03, A-50).

    The answer of a superior outside the system counts as it was recorded (A-10).
    """
    return lambda facts: (
        (bool(facts.get("decision_recorded")) and facts.get("vote_result") == result)
        or facts.get("external_outcome") == result
    )


def _returned_below(facts: Facts) -> bool:
    given = facts.get("quorum_ok") is True and facts.get("authority") == "giao_cap_duoi"
    return given or facts.get("finding") == "thuoc_cap_duoi"


def _asked_to_rework(facts: Facts) -> bool:
    # Quorum is determined only from minutes that the chair has confirmed.
    asked = facts.get("quorum_ok") is True and facts.get("preparation") == "chua_ky"
    return asked or facts.get("external_outcome") == "rework"


SUPPORT: Mapping[str, Callable[[Facts], bool]] = {
    "approved": _decided("approved"),
    "rejected": _decided("rejected"),
    "infeasible": lambda facts: facts.get("overall") == "negative",
    "rework": _asked_to_rework,
    "incomplete": lambda facts: facts.get("completeness") == "thieu",
    "wrong_destination": lambda facts: facts.get("completeness") == "sai_noi_nhan",
    # The go-ahead itself is refused by S01 until the head's report is issued (INV-02).
    "approved_by_leader": lambda facts: facts.get("decision") == "quyet_dinh",
    "no_go": lambda facts: facts.get("decision") == "khong",
    "return_down": _returned_below,
    "returned_by_external": lambda facts: facts.get("external_outcome") == "return_down",
}
