"""Open an account for a person, with a password that is shown once and changed at first use."""

from __future__ import annotations

import re

from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_edit_organisation
from app.steps.account_record import record_account
from app.steps.one_time_passwords import new_password
from app.steps.organisation_planning import check_reason
from app.steps.passwords import HASHER
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts
from app.store.accounts import AccountRow

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def open_account(services: Services, actor: Actor, person_id: str, login: str, reason: str) -> str:
    """Return the one-time password of the new account, which has no system role.

    Raises FormInvalid for a login that is taken, Conflict where there is an account already.
    """
    password, login = new_password(), login.strip().lower()
    hashed, now = HASHER.hash(password), services.clock.now()
    with (
        refusals_recorded(services, actor, "Mở tài khoản", about=person_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        person = services.world(tx).organisation.person(person_id)
        _check_login(login, free=accounts.by_login(tx, login) is None)
        if accounts.with_account(tx, [person_id]):
            raise Conflict("Người này đã có tài khoản; tải lại trang")
        row = AccountRow(person_id, person.name, login, hashed, given_at=now)
        accounts.insert(tx, row)
        about = {"reason": check_reason(reason), "before": None, "after": {"active": True}}
        record_account(tx, actor, row, "Mở tài khoản", now, about)
    return password


def _check_login(login: str, *, free: bool) -> None:
    if not _LOGIN.fullmatch(login):
        text = "Ghi tên đăng nhập bằng 2–40 chữ không dấu, số, dấu chấm, gạch nối"
    elif not free:
        text = f"Chọn tên đăng nhập khác: “{login}” đã có người dùng"
    else:
        return
    raise FormInvalid([FieldError("login", "Tên đăng nhập", text)])
