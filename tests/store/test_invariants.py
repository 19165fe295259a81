"""Each nightly query: silent about a case as it should be, loud about one bad row (SC-102)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.domain.invariants import LawInForce
from app.store import (
    cases,
    clocks,
    passes,
)
from app.store.database import Database, Transaction
from app.store.invariants import QUERIES, violations, violations_of_case
from app.verification import INVARIANTS
from tests.store.bad_rows import BAD_ROWS, put_sound_case
from tests.store.factories import (
    case_row,
    clock_row,
    pass_row,
)

LAW = LawInForce(
    replies=frozenset({"VB_CHO_CHU_TRUONG", "TB_KHONG_KHA_THI"}),
    deciding_replies=frozenset({"VB_CHO_CHU_TRUONG"}),
    own_drafts=frozenset({"BC_NGUOI_DUNG_DAU"}),
    hard_items={"MG": frozenset({"hien_phap"})},
    quorums={"MG": Fraction(2, 3)},
    patient_processes=frozenset({"p01_art4_case"}),
    harmless_timers=frozenset({"rework_reminder"}),
    system_roles=frozenset({"admin"}),
    recounted=lambda _profile, clock: clock,
)


def test_a_sound_case_trips_no_query(database: Database) -> None:
    with database.transaction() as tx:
        put_sound_case(tx)
    with database.reading() as tx:
        assert violations(tx, LAW) == ()


def test_an_emergency_action_has_no_plan_to_keep(database: Database) -> None:
    with database.transaction() as tx:
        put_sound_case(tx)
        cases.insert(tx, case_row(id="case-9", code="MG-2024-0009", kind="emergency", round_no=1))
    with database.reading() as tx:
        assert violations(tx, LAW, "INV-11") == ()


@pytest.mark.parametrize(("invariant", "break_it"), BAD_ROWS)
def test_one_bad_row_trips_its_query(
    database: Database, invariant: str, break_it: Callable[[Transaction], None]
) -> None:
    with database.transaction() as tx:
        put_sound_case(tx)
        break_it(tx)
    with database.reading() as tx:
        found = violations(tx, LAW, invariant)
        here = {one.case_id for one in found}
        asked_alone = [one for case_id in here for one in violations_of_case(tx, LAW, case_id)]
        elsewhere = violations_of_case(tx, LAW, "another")
    assert {one.invariant for one in found} == {invariant}
    assert all(one.what and (one.case_id or one.instance_id) for one in found)
    if invariant != "INV-18":
        assert [one for one in asked_alone if one.invariant == invariant] == list(found)
    assert elsewhere == ()


def test_a_term_that_the_calendar_counts_otherwise_trips_its_query(database: Database) -> None:
    longer = replace(LAW, recounted=lambda _profile, clock: replace(clock, due=date(2024, 4, 19)))
    with database.transaction() as tx:
        put_sound_case(tx)
    with database.reading() as tx:
        found = violations(tx, longer, "INV-07")
    assert [one.what for one in found] == ["lịch làm việc cho hạn 19/04/2024, trần 30/05/2024"]


def test_every_invariant_but_those_of_protection_is_watched_and_tripped() -> None:
    drawn = {invariant.id for invariant in INVARIANTS} - {"INV-16", "INV-17"}
    assert set(QUERIES) == drawn | {"INV-18", "INV-19"}
    assert {invariant for invariant, _break_it in BAD_ROWS} == set(QUERIES)


@pytest.mark.trips("INV-07", "INV-19")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clock SET due = '2024-06-01'",
        "UPDATE clock SET due = '2024-04-12'",
        "UPDATE clock SET day0 = '2024-03-05'",
        "UPDATE instance SET release_id = 'another'",
        "UPDATE instance SET process_id = 'another'",
    ],
)
def test_the_database_refuses_what_the_law_forbids(database: Database, statement: str) -> None:
    with database.transaction() as tx:
        put_sound_case(tx)
    with pytest.raises(DBAPIError), database.transaction() as tx:
        tx.execute(text(statement))


def test_the_database_refuses_a_due_date_past_the_cap(database: Database) -> None:
    with database.transaction() as tx:
        put_sound_case(tx)
        passes.insert(tx, pass_row("pass-2", number=2))
    with pytest.raises(DBAPIError), database.transaction() as tx:
        clocks.insert(tx, clock_row(pass_id="pass-2", due=date(2024, 6, 3)))
