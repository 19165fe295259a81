"""Bring an installation into being: tables, organisation, calendars, accounts; safe to repeat."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.audit import EventKind, NewEvent
from app.domain.people import OrganisationRows
from app.errors import SettingsError
from app.organisation import Organisation
from app.profiles import load_organisation, organisation_home
from app.steps.passwords import HASHER
from app.steps.profile_record import record_profile
from app.steps.services import Services
from app.steps.shipped_calendar import save_shipped_calendar
from app.store import accounts, audit_log, organisation_rows
from app.store.accounts import AccountRow
from app.store.migrations import migrate


def install(
    services: Services,
    *,
    with_demo_accounts: bool = False,
    hash_password: Callable[[str], str] = HASHER.hash,
) -> bool:
    """Migrate and load what the profile ships; return False when it was installed before.

    Demo accounts carry the demo password and are made only when asked for; an installation
    without them has no account at all (no default account). Installations that are thrown away
    may hand in a hash that costs less.
    """
    migrate(services.database)
    folder = services.settings.workflows_dir / "profiles"
    code = services.settings.profile
    data = load_organisation(folder, organisation_home(folder, code))
    now = services.clock.now()
    with services.database.transaction() as tx:
        if organisation_rows.load(tx).units:
            return False
        rows = data.rows
        _check_organisation(rows)
        organisation_rows.save(tx, rows)
        event = NewEvent(
            kind=EventKind.ORGANISATION_CHANGED,
            at=now,
            summary=f"Cài đặt danh sách đơn vị, con người và lịch làm việc của {code}",
            payload={"units": len(rows.units), "persons": len(rows.persons)},
        )
        audit_log.append_system(tx, [event], now)
        save_shipped_calendar(tx, folder, code, now)
        record_profile(tx, services.cache.shipped[code], now)
        if with_demo_accounts:
            # One hash for all: the demo password is one and public.
            hashed = hash_password(data.accounts[0].password)
            names = {person.id: person.name for person in data.people}
            for account in data.accounts:
                row = AccountRow(
                    person_id=account.person_id,
                    name=names[account.person_id],
                    login=account.login,
                    password_hash=hashed,
                    system_roles=tuple(sorted(account.system_roles)),
                )
                accounts.insert(tx, row)
    return True


def _check_organisation(rows: OrganisationRows) -> None:
    """Refuse units without a direct superior, or with one that cannot be (processes.md 3.2)."""
    findings = Organisation(rows).check()
    if findings:
        told = "; ".join(f"{one.message}: {one.repair}" for one in findings)
        raise SettingsError(f"Sửa organisation.yaml: {told}")
