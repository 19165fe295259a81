"""Agree, as a second administrator, to a system role or a new password, or turn it down."""

from __future__ import annotations

from datetime import datetime

from app.domain.account_changes import AccountRequest, RequestState, Wanted
from app.domain.people import Actor
from app.errors import PermissionDenied
from app.permissions import check_can_edit_organisation
from app.steps.account_record import ROLE_NAMES, record_account
from app.steps.one_time_passwords import new_password
from app.steps.passwords import HASHER
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import account_requests, accounts, sessions
from app.store.accounts import AccountRow
from app.store.database import Transaction


def decide_account_change(services: Services, actor: Actor, request_id: str, agree: bool) -> str:
    """Carry the request out or turn it down; return the one-time password where one was asked for.

    Raises PermissionDenied for whoever asked (but to withdraw) and for whom it concerns, Conflict
    when it was decided before.
    """
    password = new_password()
    hashed, now = HASHER.hash(password), services.clock.now()
    with (
        refusals_recorded(services, actor, "Quyết định quyền hệ thống", about=request_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        row = account_requests.load(tx, request_id)
        _check_second(actor, row, agree)
        state = RequestState.GRANTED if agree else RequestState.TURNED_DOWN
        account_requests.decide(tx, row, state, actor.person_id, actor.name, now)
        account = accounts.everybody_locked(tx)[row.person_id]
        if agree:
            _carry_out(tx, row, account, hashed, now)
        what = ROLE_NAMES.get(row.wanted, "mật khẩu mới")
        verb = "Giao" if agree else "Không giao"
        about = {"request": row.id, "wanted": row.wanted.value, "reason": row.reason}
        record_account(tx, actor, account, f"{verb} {what} cho", now, about)
    return password if agree and row.wanted is Wanted.PASSWORD else ""


def _check_second(actor: Actor, row: AccountRequest, agree: bool) -> None:
    if agree and actor.person_id in (row.asked_by, row.person_id):
        raise PermissionDenied(
            "Người gửi yêu cầu và người được giao không tự duyệt; đề nghị quản trị khác duyệt",
            clauses=("C-179",),
        )


def _carry_out(
    tx: Transaction, row: AccountRequest, account: AccountRow, hashed: str, now: datetime
) -> None:
    if row.wanted is Wanted.PASSWORD:
        accounts.set_password(tx, row.person_id, hashed, now)
        sessions.revoke_all(tx, row.person_id, now)
        return
    accounts.set_system_roles(tx, row.person_id, [*account.system_roles, row.wanted.value])
