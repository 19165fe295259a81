"""Take a system role from an account; the last administrator and the last auditor stay."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_edit_organisation
from app.steps.account_record import (
    CHANGED_SINCE,
    ROLE_NAMES,
    account_seen,
    check_not_last,
    record_account,
)
from app.steps.organisation_planning import check_reason
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts


def drop_system_role(
    services: Services, actor: Actor, person_id: str, role: str, seen: str, reason: str
) -> None:
    """Take the role; raises Conflict when the account changed, StepRefused for the last holder."""
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Thôi giao quyền hệ thống", about=f"{person_id} {role}"),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        known = accounts.everybody_locked(tx)
        account = account_seen(known, person_id, seen)
        if role not in account.system_roles:
            raise Conflict(CHANGED_SINCE)
        check_not_last(known, person_id, {role})
        left = [one for one in account.system_roles if one != role]
        accounts.set_system_roles(tx, person_id, left)
        about = {
            "reason": check_reason(reason),
            "before": {"system_roles": list(account.system_roles)},
            "after": {"system_roles": left},
        }
        record_account(tx, actor, account, f"Thôi giao quyền {ROLE_NAMES[role]}", now, about)
