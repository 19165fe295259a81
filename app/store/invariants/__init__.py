"""Nightly queries: each invariant asked of what is really in the database; which is one mapping.

Every query reads only. INV-16 and INV-17 wait for the process of protection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.domain.invariants import LawInForce, Violation
from app.store.database import Transaction
from app.store.destruction import destroyed
from app.store.invariants import answers, deadlines, decisions, people
from app.store.invariants.one_case import OneCase

Query = Callable[[Transaction, LawInForce], Iterator[Violation]]

QUERIES: Mapping[str, Query] = {
    "INV-01": answers.unanswered,
    "INV-02": answers.go_ahead_before_report,
    "INV-03": decisions.head_decided_unasked,
    "INV-04": decisions.voted_on_negative,
    "INV-05": deadlines.emergency_unreported,
    "INV-06": answers.issuers_not_told,
    "INV-07": deadlines.due_out_of_law,
    "INV-08": deadlines.extended_too_late,
    "INV-09": answers.skipped_in_silence,
    "INV-10": answers.without_solution,
    "INV-11": decisions.rounds_not_kept,
    "INV-12": answers.moved_without_paper,
    "INV-13": people.acted_in_conflict,
    "INV-14": decisions.miscounted,
    "INV-15": decisions.against_the_law,
    "INV-18": people.not_on_record,
    "INV-19": people.lost_by_moving,
    "INV-20": people.system_did_business,
    "INV-21": deadlines.moved_by_time,
    "INV-22": decisions.cites_another_plan,
}

# Verifying every chain of the database says nothing of one case; its own only grows.
_OF_ALL = frozenset({"INV-18"})


def violations(tx: Transaction, law: LawInForce, only: str = "") -> tuple[Violation, ...]:
    """Return everything that breaks an invariant (or one), in the order of the invariants.

    Of destroyed cases nothing is asked: what the questions rest on is gone.
    """
    gone = destroyed(tx)
    asked = (query for name, query in QUERIES.items() if only in ("", name))
    return tuple(one for query in asked for one in query(tx, law) if one.case_id not in gone)


def violations_of_case(tx: Transaction, law: LawInForce, case_id: str) -> tuple[Violation, ...]:
    """Return everything in one case that breaks an invariant, as the transaction sees it now."""
    narrowed = OneCase(tx.connection, tx.writing, case_id)
    asked = (query for name, query in QUERIES.items() if name not in _OF_ALL)
    return tuple(found for query in asked for found in query(narrowed, law))
