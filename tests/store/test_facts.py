"""Fact sheets come back as written, in one statement either way."""

from __future__ import annotations

from app.store.database import Database
from app.store.facts import FactSheet, load_of_instance, load_sheets, save_sheets, scope_of
from tests.store.factories import put_case

CASE = FactSheet("case-1", "case", "case-1", "", {"title": "Chợ \x00 “dân sinh”", "rank": 3})
PASS = FactSheet("pass-1", "pass", "case-1", "", {"finding": None, "big": 12345678901234567})
CALL = FactSheet(
    scope_of("instance-1", "a1"), "activation", "case-1", "instance-1", {"rows": [{"a": 1.5}]}
)
OTHER = FactSheet(scope_of("instance-2", "a1"), "activation", "case-1", "instance-2", {})


def test_sheets_come_back_as_written_in_one_statement_each_way(database: Database) -> None:
    put_case(database)
    with database.counting() as counter, database.transaction() as tx:
        save_sheets(tx, [CASE, PASS, CALL, OTHER])
        found = load_sheets(tx, "case-1", "pass-1", [CALL.scope_id])
    assert counter.statements == 2
    assert {key: sheet.facts for key, sheet in found.items()} == {
        sheet.scope_id: sheet.facts for sheet in (CASE, PASS, CALL)
    }


def test_saving_again_replaces_the_facts_and_counts(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        save_sheets(tx, [CASE])
        save_sheets(tx, [FactSheet("case-1", "case", "case-1", "", {"title": "Mới"})])
    with database.reading() as tx:
        found = load_sheets(tx, "case-1", "", [])
    assert found["case-1"].facts == {"title": "Mới"}
    assert found["case-1"].version == 2


def test_sheets_of_an_instance_leave_out_other_instances(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        save_sheets(tx, [CASE, PASS, CALL, OTHER])
    with database.reading() as tx:
        found = load_of_instance(tx, "case-1", "pass-1", "instance-1")
    assert set(found) == {"case-1", "pass-1", CALL.scope_id}


def test_nothing_to_save_asks_nothing(database: Database) -> None:
    with database.counting() as counter, database.transaction() as tx:
        save_sheets(tx, [])
    assert counter.statements == 0
