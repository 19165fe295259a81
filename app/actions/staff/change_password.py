"""Choose one's own password, at first sign-in or whenever wanted; other sessions end."""

from __future__ import annotations

from app.domain.account_changes import LONGEST_PASSWORD, SHORTEST_PASSWORD
from app.domain.audit import EventKind, NewEvent
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.steps.passwords import HASHER, actor_knows
from app.steps.services import Services
from app.store import accounts, audit_log, sessions


def change_password(
    services: Services, actor: Actor, session_id: str, old: str, new: str, again: str
) -> None:
    """Replace the actor's password; raises FormInvalid naming the field."""
    errors = _errors(actor, old, new, again)
    if not actor_knows(services, actor, old):
        errors.insert(0, FieldError("old", "Mật khẩu đang dùng", "Gõ lại mật khẩu đang dùng"))
    if errors:
        raise FormInvalid(errors)
    hashed, now = HASHER.hash(new), services.clock.now()
    event = NewEvent(
        kind=EventKind.ACCOUNT_CHANGED,
        at=now,
        summary="Tự đổi mật khẩu",
        actor_id=actor.person_id,
        actor_name=actor.name,
        payload={"person": actor.person_id, "login": actor.login},
    )
    with services.database.transaction() as tx:
        accounts.set_password(tx, actor.person_id, hashed)
        sessions.revoke_all(tx, actor.person_id, now, but=session_id)
        audit_log.append_system(tx, [event], now)


def _errors(actor: Actor, old: str, new: str, again: str) -> list[FieldError]:
    found = []
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        text = f"Chọn mật khẩu dài từ {SHORTEST_PASSWORD} đến {LONGEST_PASSWORD} ký tự"
        found.append(FieldError("new", "Mật khẩu mới", text))
    elif new == old or actor.login in new.lower():
        text = "Chọn mật khẩu khác mật khẩu đang dùng, không chứa tên đăng nhập"
        found.append(FieldError("new", "Mật khẩu mới", text))
    if new != again:
        found.append(FieldError("again", "Nhập lại mật khẩu mới", "Nhập lại đúng mật khẩu mới"))
    return found
