"""Shut an account, which ends its sessions, or open it again."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_edit_organisation
from app.steps.account_record import (
    CHANGED_SINCE,
    account_seen,
    check_not_last,
    record_account,
)
from app.steps.organisation_planning import check_reason
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts, sessions


def set_account_active(
    services: Services, actor: Actor, person_id: str, active: bool, seen: str, reason: str
) -> None:
    """Shut or open the account; raises Conflict when it changed meanwhile.

    Raises StepRefused for the last administrator or auditor.
    """
    what = "Mở lại tài khoản" if active else "Khóa tài khoản"
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, what, about=person_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        known = accounts.everybody_locked(tx)
        account = account_seen(known, person_id, seen)
        if account.active == active:
            raise Conflict(CHANGED_SINCE)
        if not active:
            check_not_last(known, person_id, set(account.system_roles))
            sessions.revoke_all(tx, person_id, now)
        accounts.set_active(tx, person_id, active)
        about = {
            "reason": check_reason(reason),
            "before": {"active": account.active},
            "after": {"active": active},
        }
        record_account(tx, actor, account, what, now, about)
