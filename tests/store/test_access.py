"""Accounts, sessions that can be ended, and attempts that are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.errors import NotFound
from app.store import accounts, sessions, sign_in_attempts
from app.store.accounts import AccountRow
from app.store.database import Database
from app.store.sessions import SessionRow, SignedIn
from tests.store.factories import NOW

NGA = AccountRow("nga", "Nguyễn Thị Nga", "ntn", "$argon2id$…")
IDLE = timedelta(hours=2)


def session_row(id_: str = "s1", person: str = "nga") -> SessionRow:
    """A session that ends in twelve hours."""
    return SessionRow(id_, person, NOW, NOW, NOW + timedelta(hours=12), address="10.0.0.1")


@pytest.fixture
def known(database: Database) -> Database:
    """A database with one account and one session."""
    with database.transaction() as tx:
        accounts.insert(tx, NGA)
        sessions.insert(tx, session_row())
    return database


def test_account_is_found_by_login_in_any_case(known: Database) -> None:
    with known.reading() as tx:
        assert accounts.by_login(tx, " NTN ") == accounts.load(tx, "nga") == NGA
        assert accounts.by_login(tx, "khác") is None
        assert accounts.everybody(tx) == [NGA]
        assert accounts.count(tx) == 1
        with pytest.raises(NotFound):
            accounts.load(tx, "khác")


def test_login_is_taken_once_whatever_its_case(known: Database) -> None:
    with pytest.raises(IntegrityError), known.transaction() as tx:
        accounts.insert(tx, replace(NGA, person_id="khác", login="NTN"))


def test_account_changes(known: Database) -> None:
    with known.transaction() as tx:
        accounts.set_password(tx, "nga", "new")
        accounts.set_active(tx, "nga", False)
        accounts.save_settings(tx, "nga", {"language": "en", "theme": "dark"})
        found = accounts.load(tx, "nga")
        assert found == replace(NGA, password_hash="new", active=False, language="en", theme="dark")
        with pytest.raises(ValueError, match="system_roles"):
            accounts.save_settings(tx, "nga", {"system_roles": "admin"})
        with pytest.raises(NotFound):
            accounts.set_active(tx, "khác", True)


def test_session_comes_with_its_account_in_one_statement(known: Database) -> None:
    with known.counting() as counter, known.reading() as tx:
        assert sessions.load(tx, "s1") == SignedIn(session_row(), NGA)
        assert sessions.load(tx, "s2") is None
    assert counter.statements == 2


def test_session_lives_until_idle_expired_revoked_or_shut() -> None:
    signed_in = SignedIn(session_row(), NGA)
    assert sessions.is_live(signed_in, NOW + IDLE - timedelta(seconds=1), IDLE)
    assert not sessions.is_live(signed_in, NOW + IDLE, IDLE)
    assert not sessions.is_live(signed_in, NOW + timedelta(hours=12), timedelta(days=9))
    revoked = replace(signed_in, session=replace(session_row(), revoked_at=NOW))
    assert not sessions.is_live(revoked, NOW, IDLE)
    shut = replace(signed_in, account=replace(NGA, active=False))
    assert not sessions.is_live(shut, NOW, IDLE)


def test_time_last_seen_is_written_each_five_minutes_at_most(known: Database) -> None:
    early, late = NOW + timedelta(minutes=4, seconds=59), NOW + timedelta(minutes=5)
    with known.counting() as counter, known.transaction() as tx:
        sessions.touch(tx, session_row(), early)
        assert counter.statements == 0
        sessions.touch(tx, session_row(), late)
        assert counter.statements == 1
    with known.reading() as tx:
        found = sessions.of_person(tx, "nga")
    assert [row.last_seen_at for row in found] == [late]


def test_signing_out_ends_that_session_only(known: Database) -> None:
    with known.transaction() as tx:
        sessions.insert(tx, session_row("s2"))
        sessions.revoke(tx, "s1", NOW)
        sessions.revoke(tx, "s1", NOW + timedelta(hours=1))
        ended = {row.id: row.revoked_at for row in sessions.of_person(tx, "nga")}
    assert ended == {"s1": NOW, "s2": None}


def test_all_sessions_of_a_person_end_but_the_one_kept(known: Database) -> None:
    with known.transaction() as tx:
        accounts.insert(tx, replace(NGA, person_id="ha", login="vth"))
        for id_, person in (("s2", "nga"), ("s3", "nga"), ("s4", "ha")):
            sessions.insert(tx, session_row(id_, person))
        sessions.revoke_all(tx, "nga", NOW, but="s2")
        live = {
            row.id
            for person in ("nga", "ha")
            for row in sessions.of_person(tx, person)
            if row.revoked_at is None
        }
    assert live == {"s2", "s4"}


def test_expired_sessions_are_forgotten(known: Database) -> None:
    with known.transaction() as tx:
        assert sessions.forget_before(tx, NOW + timedelta(hours=12)) == 0
        assert sessions.forget_before(tx, NOW + timedelta(hours=13)) == 1


def test_failures_count_by_login_and_by_address(database: Database) -> None:
    with database.transaction() as tx:
        for minutes, login, address in ((1, "NTN", "a"), (2, "ntn", "b"), (3, "khác", "a")):
            at = NOW + timedelta(minutes=minutes)
            sign_in_attempts.record(tx, login, address, at, succeeded=False)
    with database.counting() as counter, database.reading() as tx:
        found = sign_in_attempts.failures(tx, "ntn", "a", NOW)
    assert counter.statements == 1
    assert (found.of_login, found.of_address) == (2, 2)


def test_success_clears_the_login_not_the_address(database: Database) -> None:
    with database.transaction() as tx:
        sign_in_attempts.record(tx, "ntn", "a", NOW, succeeded=False)
        sign_in_attempts.record(tx, "ntn", "a", NOW + timedelta(minutes=1), succeeded=True)
        found = sign_in_attempts.failures(tx, "ntn", "a", NOW)
        assert (found.of_login, found.of_address) == (0, 1)
        sign_in_attempts.record(tx, "ntn", "a", NOW + timedelta(minutes=2), succeeded=False)
        assert sign_in_attempts.failures(tx, "ntn", "a", NOW).of_login == 1


def test_old_attempts_neither_count_nor_stay(database: Database) -> None:
    with database.transaction() as tx:
        sign_in_attempts.record(tx, "ntn", "a", NOW, succeeded=False)
        after = NOW + timedelta(seconds=1)
        assert sign_in_attempts.failures(tx, "ntn", "a", after).of_login == 0
        assert sign_in_attempts.forget_before(tx, after) == 1


def test_hostile_login_is_an_unknown_login(known: Database) -> None:
    with known.transaction() as tx:
        assert accounts.by_login(tx, "nt\x00n") is None
        sign_in_attempts.record(tx, "nt\x00n", "a\x00", NOW, succeeded=False)
        assert sign_in_attempts.failures(tx, "nt\x00n", "b", NOW).of_login == 1
