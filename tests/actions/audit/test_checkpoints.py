"""Checkpoints outside the database: an older copy put back is found, and what was lost is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.errors import SettingsError
from app.store.database import Database
from tests.factories import AtWork, at_work


def found(office: AtWork) -> list[tuple[str, int, str]]:
    """Return the broken chains with the case, the row and the sentence."""
    page = verify_audit(office.services)
    return [(one.case_code, one.bad_row, one.reason) for one in broken_chains(page)]


def database_file(office: AtWork) -> Path:
    return Path(office.services.database._engine.url.database or "")


def older_copy(office: AtWork, folder: Path) -> Callable[[], AtWork]:
    """Copy the database as it stands; what is returned puts the copy back."""
    copy, place = folder / "older.db", database_file(office)
    with office.services.database.transaction() as tx:
        tx.connection.exec_driver_sql("SELECT 1")
    office.services.database.dispose()
    for ending in ("", "-wal"):
        source = Path(f"{place}{ending}")
        if source.exists():
            shutil.copy(source, f"{copy}{ending}")

    def put_back() -> AtWork:
        office.services.database.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{place}{ending}").unlink(missing_ok=True)
            if Path(f"{copy}{ending}").exists():
                shutil.copy(f"{copy}{ending}", f"{place}{ending}")
        again = at_work(Database(f"sqlite:///{place}"), folder, now=office.clock.now())
        again.case_id = office.case_id
        return again

    return put_back


@pytest.fixture
def office(sqlite_office: AtWork) -> AtWork:
    """An installation with a key."""
    make_signing_key(sqlite_office.services)
    return sqlite_office


def test_a_case_sealed_and_signed_is_intact(office: AtWork) -> None:
    office.go_to("determine_authority")
    seal_chains(office.services)
    page = verify_audit(office.services)
    assert broken_chains(page) == []
    assert page.proof.signed_at == office.clock.now()
    assert page.proof.signs and len(page.proof.key_id) == 64


def test_nothing_is_signed_without_a_key(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("register_incoming")
    seal_chains(sqlite_office.services)
    page = verify_audit(sqlite_office.services)
    assert broken_chains(page) == []
    assert page.proof.signed_at is None


@pytest.mark.clause("INV-18")
def test_an_older_copy_put_back_names_the_first_row_that_was_lost(
    office: AtWork, tmp_path: Path
) -> None:
    office.go_to("register_incoming")
    seal_chains(office.services)
    put_back = older_copy(office, tmp_path)
    had = len(office.events())
    office.go_to("determine_authority")
    seal_chains(office.services)
    back = put_back()
    lost = {code: (row, reason) for code, row, reason in found(back) if code}
    assert lost[back.case().code][1].endswith("cơ sở dữ liệu đã bị đưa về bản cũ hơn")
    assert lost[back.case().code][0] <= had + 1


def test_work_on_an_older_copy_does_not_hide_it(office: AtWork, tmp_path: Path) -> None:
    office.go_to("register_incoming")
    seal_chains(office.services)
    put_back = older_copy(office, tmp_path)
    office.go_to("determine_authority")
    seal_chains(office.services)
    back = put_back()
    for element in ("determine_authority", "confirm_authority", "advise_appraisal"):
        back.go_to(element)
        seal_chains(back.services)
    assert found(back)


def test_a_checkpoint_that_was_changed_is_named_by_its_line(office: AtWork) -> None:
    office.go_to("register_incoming")
    seal_chains(office.services)
    file = office.services.settings.checkpoints_file
    assert file is not None
    file.write_text(file.read_text("utf-8").replace("instance:", "instancf:", 1), "utf-8")
    assert [(row, reason[:6]) for _, row, reason in found(office)] == [(1, "Dòng 1")]


def test_a_second_key_is_not_made_over_the_first(office: AtWork) -> None:
    with pytest.raises(SettingsError, match="Đã có khóa ký"):
        make_signing_key(office.services)


def test_the_private_key_is_read_by_its_owner_alone(office: AtWork) -> None:
    path = office.services.settings.signing_key_file
    assert path is not None and path.stat().st_mode & 0o077 == 0


def test_what_an_earlier_key_signed_still_counts(office: AtWork) -> None:
    office.go_to("register_incoming")
    seal_chains(office.services)
    path = office.services.settings.signing_key_file
    assert path is not None
    path.unlink()
    path.with_suffix(".pub").rename(path.with_name("2023.pub"))
    make_signing_key(office.services)
    office.go_to("determine_authority")
    seal_chains(office.services)
    assert found(office) == []
