"""Note that a superior outside the system has answered; the office then records it (P01f)."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.incidents import FailedWork
from app.domain.people import Actor
from app.errors import PermissionDenied
from app.permissions import check_is_staff
from app.register.register import CaseRegister, Doer
from app.steps.case_messages import tell_case
from app.steps.failing import failures_kept
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases

CLOSED = "Hồ sơ không chờ trả lời của cấp trên ngoài hệ thống"


def report_external_answer(services: Services, actor: Actor, code: str) -> None:
    """Open the task that records the answer; raises PermissionDenied, NobodyWaits."""
    with (
        refusals_recorded(services, actor, "Báo có trả lời của cấp trên", about=code),
        failures_kept(services, actor, FailedWork.MESSAGE, about=code) as at,
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        check_is_staff(actor)
        held = actor.holds("office", case.body_id)
        if held is None:
            raise PermissionDenied("Văn phòng của cấp ủy đã hỏi mới ghi được trả lời này")
        doer = Doer(actor.person_id, actor.name, held.label)
        work = Work(services, tx, services.clock.now(), doer, at)
        tell_case(work, case, "external_answer", _note, refusal=CLOSED)


def _note(register: CaseRegister) -> None:
    register.record(
        EventKind.MESSAGE_SENT,
        "Có văn bản trả lời của cấp trên ngoài hệ thống",
        payload={"message": "external_answer"},
    )
