"""Give the application's database account its rights: the record it may only read and add to."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.errors import SettingsError
from app.steps.services import Services
from app.store import account_rights, audit_log


def grant_account(services: Services, role: str, password: str = "") -> None:
    """Grant a PostgreSQL role what web and worker need; raises SettingsError elsewhere.

    Run by the owner of the tables. The role owns nothing, so it can switch no trigger off. With a
    password the role is made, or its password changed; without one it has to be there.
    """
    if services.database.dialect != "postgresql":
        raise SettingsError("SQLite không có tài khoản; dùng PostgreSQL để tách quyền")
    now = services.clock.now()
    with services.database.transaction() as tx:
        if password:
            account_rights.ensure(tx, role, password)
        account_rights.grant(tx, role)
        event = NewEvent(EventKind.ORGANISATION_CHANGED, now, f"Cấp quyền cơ sở dữ liệu cho {role}")
        audit_log.append_system(tx, [event], now)
