"""A question about what few cases have is asked about these; it finds what it found before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert

from app.domain.case_search import CaseQuery, CaseReach
from app.store import audit_log, case_search, cases
from app.store.case_narrowing import narrowed
from app.store.database import Database, Transaction
from app.store.tables.cases import fact_sheet
from tests.store.factories import NOW, case_row, event

REACH = CaseReach(today=date(2024, 3, 4), near=date(2024, 3, 11))
NUL = "a\x00b"
QUESTIONS = {
    "text": (CaseQuery(fact="result", fact_value="approved"), ["one"]),
    "number": (CaseQuery(fact="present", fact_value="11"), ["one", "two"]),
    "no text for a number": (CaseQuery(fact="present", fact_value="1"), []),
    "yes": (CaseQuery(fact="quorum", fact_value="có"), ["two"]),
    "after NUL": (CaseQuery(fact="after", fact_value="x"), ["one"]),
    "clause": (CaseQuery(clause="C-029"), ["two"]),
    "both": (CaseQuery(clause="C-029", fact="result", fact_value="approved"), []),
    "picked": (CaseQuery(fact="present", fact_value="11", case_ids=("two",)), ["two"]),
}
FACTS = {
    "one": {"result": "approved", "present": 11, "quorum": False, "nul": NUL, "after": "x"},
    "two": {"result": "refused", "present": 11, "quorum": True},
}


@pytest.fixture
def standing(postgresql_url: str) -> Iterator[Transaction]:
    """Two cases of which something is known, begun by two persons."""
    database = Database(postgresql_url)
    with database.transaction() as tx:
        for name, starter in (("one", "thu"), ("two", "nga")):
            cases.insert(tx, case_row(name, code=f"MG-{name}", started_by=starter))
            sheet = {"scope_id": name, "kind": "case", "case_id": name, "instance_id": ""}
            tx.execute(insert(fact_sheet).values(**sheet, facts=FACTS[name], version=1))
        audit_log.append_system(tx, [event(case_id="two")], NOW)
    with database.reading() as tx:
        yield tx
    database.dispose()


def found(tx: Transaction, query: CaseQuery, reach: CaseReach) -> list[str]:
    return sorted(case.id for case, _mark in case_search.find(tx, query, reach))


@pytest.mark.postgresql
def test_few_cases_and_many_are_found_alike(standing: Transaction) -> None:
    for name, (query, expected) in QUESTIONS.items():
        picking, _reach = narrowed(standing, query, REACH)
        assert picking.case_ids and not picking.fact and not picking.clause, name
        assert found(standing, picking, REACH) == expected, name
        many = narrowed(standing, query, REACH, few=0)[0]
        assert found(standing, many, REACH) == expected, name


@pytest.mark.postgresql
def test_what_many_have_is_asked_as_it_was(standing: Transaction) -> None:
    query = CaseQuery(fact="present", fact_value="11")
    assert narrowed(standing, query, REACH, few=1) == (query, REACH)


@pytest.mark.postgresql
def test_persons_are_asked_for_once(standing: Transaction) -> None:
    reach = replace(REACH, person_ids=("nga",))
    query, wider = narrowed(standing, CaseQuery(), reach)
    assert (query.case_ids, wider.person_ids) == (("two",), None)
    assert found(standing, *narrowed(standing, CaseQuery(), reach, few=0)) == ["two"]
    nobody = narrowed(standing, CaseQuery(), replace(REACH, person_ids=("x",)))
    assert found(standing, *nobody) == []
