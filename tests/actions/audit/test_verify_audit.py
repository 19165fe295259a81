"""Verifying the record: intact after a case, a changed row named, and only for those who may."""

from __future__ import annotations

import pytest

from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.errors import PermissionDenied
from tests.factories import AtWork


def test_chains_of_a_whole_case_are_intact(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    page = verify_audit(office.services)
    assert len(page.chains) == 3
    assert broken_chains(page) == []


@pytest.mark.clause("INV-18")
def test_changed_row_is_named(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    with office.services.database.transaction() as tx:
        triggers = tx.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'"
        ).scalars()
        for name in triggers.all():
            tx.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        tx.connection.exec_driver_sql(
            "UPDATE audit_event SET summary = 'Khác' WHERE seq = 2 AND chain_id LIKE 'instance:%'"
        )
    (first, *_) = broken_chains(verify_audit(office.services))
    assert first.bad_row == 2
    assert first.reason


def test_staff_do_not_read_the_whole_record(sqlite_office: AtWork) -> None:
    with pytest.raises(PermissionDenied):
        verify_audit(sqlite_office.services, sqlite_office.actor("nga"))
