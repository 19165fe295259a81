"""Report that the leader cannot decide: vacancy or a conflict that came up (A-18, A-39)."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.incidents import FailedWork
from app.domain.people import Actor
from app.errors import PermissionDenied, StepRefused
from app.permissions import check_is_staff
from app.register.conflicts import conflicted
from app.register.register import CaseRegister, Doer
from app.steps.case_messages import tell_case
from app.steps.failing import failures_kept
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases

CLOSED = "Hồ sơ không chờ quyết định của người đứng đầu"
HOLDS = "Người đứng đầu đang tại vị và không có xung đột lợi ích đã kê khai"


def report_leader_vacancy(services: Services, actor: Actor, code: str, ground: str) -> None:
    """Send the case to the direct superior instead; only what the register shows is believed."""
    with (
        refusals_recorded(services, actor, "Báo khuyết người đứng đầu", about=code),
        failures_kept(services, actor, FailedWork.MESSAGE, about=code) as at,
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        check_is_staff(actor)
        held = actor.holds("office", case.body_id)
        if held is None:
            raise PermissionDenied("Văn phòng cấp ủy mới báo được việc này", clauses=("A-39",))
        doer = Doer(actor.person_id, actor.name, held.label)
        work = Work(services, tx, services.clock.now(), doer, at)

        def prepare(register: CaseRegister) -> None:
            _check(register)
            register.record(
                EventKind.MESSAGE_SENT,
                "Người đứng đầu khuyết hoặc có xung đột lợi ích",
                clauses=("A-18", "A-39"),
                payload={"message": "leader_vacant", "ground": ground},
            )

        tell_case(work, case, "leader_vacant", prepare, refusal=CLOSED)


def _check(register: CaseRegister) -> None:
    body = register.case.body_id
    leaders = register.organisation.holders("leader", body, register.today)
    barred = bool(set(leaders) & conflicted(register))
    if leaders and not barred:
        raise StepRefused(HOLDS, clauses=("A-39",))
    register.facts.set("root", "leader_status", "xung_dot" if barred else "khuyet", "pass")
