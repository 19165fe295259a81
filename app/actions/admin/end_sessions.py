"""Thu hồi phiên: end every session of a person; the account stays open."""

from __future__ import annotations

from app.domain.people import Actor
from app.permissions import check_can_edit_organisation
from app.steps.account_record import record_account
from app.steps.organisation_planning import check_reason
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts, sessions


def end_sessions(services: Services, actor: Actor, person_id: str, reason: str) -> None:
    """Revoke the sessions; raises NotFound without an account, FormInvalid without a reason."""
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Thu hồi phiên", about=person_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        account = accounts.load(tx, person_id)
        sessions.revoke_all(tx, person_id, now)
        about = {"reason": check_reason(reason)}
        record_account(tx, actor, account, "Thu hồi phiên", now, about)
