"""Close an incident that cannot be tried again by the machine: a person's act that failed once."""

from __future__ import annotations

from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_handle_incidents
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.retrying import settle
from app.steps.services import Services
from app.steps.work import Work
from app.store import incidents

SHORTEST, LONGEST = 10, 2_000


def close_incident(services: Services, actor: Actor, code: str, reason: str) -> None:
    """End the incident with what was done about it.

    Raises FormInvalid, PermissionDenied, NotFound; Conflict for work of the machine, which ends
    when it has run.
    """
    told = reason.strip()
    with (
        refusals_recorded(services, actor, "Đóng sự cố", about=code),
        services.database.transaction() as tx,
    ):
        check_can_handle_incidents(actor)
        if not SHORTEST <= len(told) <= LONGEST:
            message = f"Ghi cách đã khắc phục, từ {SHORTEST} đến {LONGEST} ký tự"
            raise FormInvalid([FieldError("cach_xu_ly", "Cách đã khắc phục", message)])
        found = incidents.by_code(tx, code)
        if found.is_automatic:
            raise Conflict(
                "Việc của máy chưa chạy được thì sự cố chưa hết; thử lại hoặc đề nghị sửa"
            )
        doer = Doer(actor.person_id, actor.name, "Quản trị")
        settle(Work(services, tx, services.clock.now(), doer), found, told, doer)
