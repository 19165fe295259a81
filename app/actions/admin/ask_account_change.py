"""Ask a second administrator for a system role, or for the password of who holds one or decides."""

from __future__ import annotations

from uuid import uuid4

from app.domain.account_changes import APART, AccountRequest, Wanted
from app.domain.people import Actor
from app.errors import Conflict, NotFound, PermissionDenied, StepRefused
from app.permissions import check_can_edit_organisation
from app.steps.account_record import ROLE_NAMES, record_account
from app.steps.organisation_planning import check_reason
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import account_requests, accounts

FOR_ONESELF = "Không tự xin quyền cho mình; đề nghị quản trị khác gửi yêu cầu"


def ask_account_change(
    services: Services, actor: Actor, person_id: str, wanted: str, reason: str
) -> str:
    """Return the id of the request; nothing changes until another administrator agrees.

    Raises PermissionDenied for oneself, Conflict for what is held or asked for already, StepRefused
    where one person would change and check.
    """
    with (
        refusals_recorded(services, actor, "Xin quyền hệ thống", about=f"{person_id} {wanted}"),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        if wanted not in [one.value for one in Wanted]:
            raise NotFound("Không có quyền hệ thống này; chọn lại trong danh sách")
        if person_id == actor.person_id:
            raise PermissionDenied(FOR_ONESELF, clauses=("C-179",))
        account, now = accounts.load(tx, person_id), services.clock.now()
        waiting = account_requests.waiting(tx, person_id)
        if wanted in account.system_roles or wanted in {one.wanted for one in waiting}:
            raise Conflict("Người này đã có, hoặc đã có người xin, quyền này; tải lại trang")
        _check_apart({wanted, *account.system_roles, *(one.wanted.value for one in waiting)})
        row = AccountRequest(
            uuid4().hex,
            person_id,
            Wanted(wanted),
            check_reason(reason),
            actor.person_id,
            actor.name,
            now,
        )
        account_requests.insert(tx, row)
        what = ROLE_NAMES.get(wanted, "mật khẩu mới")
        about = {"reason": row.reason, "request": row.id, "wanted": wanted}
        record_account(tx, actor, account, f"Xin {what} cho", now, about)
        return row.id


def _check_apart(roles: set[str]) -> None:
    if roles >= APART:
        raise StepRefused(
            "Giao cho người khác: một người không vừa là Quản trị vừa là Kiểm soát viên",
            clauses=("C-179",),
        )
