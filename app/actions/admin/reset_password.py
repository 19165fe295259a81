"""Give a person who decides nothing another password, shown once; all their sessions end."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import StepRefused
from app.permissions import check_can_edit_organisation
from app.steps.account_record import account_seen, record_account
from app.steps.one_time_passwords import new_password
from app.steps.organisation_planning import check_reason
from app.steps.password_resets import why_two
from app.steps.passwords import HASHER
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts, sessions


def reset_password(services: Services, actor: Actor, person_id: str, seen: str, reason: str) -> str:
    """Return the one-time password; raises Conflict when the account changed meanwhile.

    Raises StepRefused for who holds a system role or decides cases: whoever knows such a password
    acts in their place.
    """
    password = new_password()
    hashed, now = HASHER.hash(password), services.clock.now()
    with (
        refusals_recorded(services, actor, "Đặt lại mật khẩu", about=person_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        account = account_seen(accounts.everybody_locked(tx), person_id, seen)
        if why := why_two(services, tx, account, now):
            message = f"Gửi yêu cầu đặt lại mật khẩu cho quản trị thứ hai: {why}"
            raise StepRefused(message, clauses=("C-179",))
        accounts.set_password(tx, person_id, hashed, now)
        sessions.revoke_all(tx, person_id, now)
        about = {"reason": check_reason(reason)}
        record_account(tx, actor, account, "Đặt lại mật khẩu", now, about)
    return password
