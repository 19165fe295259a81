"""Tell that the written report of an emergency action can be made now (C-045).

The cadre who acted tells it; where the cadre cannot, the head names another person to report.
"""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.clock import local_iso
from app.domain.execution import ROOT
from app.domain.facts import ACTIVATION
from app.domain.forms import FieldError
from app.domain.incidents import FailedWork
from app.domain.people import Actor, Capacity
from app.errors import FormInvalid, PermissionDenied
from app.permissions import check_is_staff
from app.register.register import CaseRegister, Doer
from app.steps.case_messages import tell_case
from app.steps.failing import failures_kept
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases

CLOSED = "Hồ sơ không chờ điều kiện báo cáo bằng văn bản"
NOT_THEIRS = "Người chủ trì xử lý, hoặc người đứng đầu cấp ủy trực tiếp, mới báo được việc này"
NO_REPORTER = "Chọn người báo cáo thay"
ANOTHER = "Chọn người khác: người chủ trì xử lý tự báo khi có điều kiện"


def allow_conditions(services: Services, actor: Actor, code: str, reporter: str = "") -> None:
    """Open the task of the written report; raises FormInvalid, PermissionDenied, NobodyWaits."""
    with (
        refusals_recorded(services, actor, "Báo đã có điều kiện báo cáo", about=code),
        failures_kept(services, actor, FailedWork.MESSAGE, about=code) as at,
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        check_is_staff(actor)
        held = actor.holds("leader", case.body_id)
        doer = Doer(actor.person_id, actor.name, held.label if held else "Người chủ trì xử lý")
        work = Work(services, tx, services.clock.now(), doer, at)

        def prepare(register: CaseRegister) -> None:
            _check(register, actor, held, reporter)
            _write(register, reporter)
            register.record(
                EventKind.MESSAGE_SENT,
                "Đã có điều kiện báo cáo bằng văn bản",
                clauses=("C-045",),
                payload={"message": "conditions_allow", "reporter": reporter},
            )

        tell_case(work, case, "conditions_allow", prepare, refusal=CLOSED)


def _write(register: CaseRegister, reporter: str) -> None:
    """Note from when the report's term runs, and who reports instead if somebody does."""
    told = {"conditions_at": local_iso(register.now)}
    if reporter:
        told["reporter_id"] = reporter
    register.facts.update(register.facts.activation_sheet_id(ROOT), ACTIVATION, told)


def _check(register: CaseRegister, actor: Actor, head: Capacity | None, reporter: str) -> None:
    cadres = cases.participants(register.tx, register.case.id).get("cadre", frozenset())
    if not reporter and actor.person_id in cadres:
        return
    if head is None:
        raise PermissionDenied(NOT_THEIRS, clauses=("C-045",))
    if not register.organisation.has_person(reporter):
        raise FormInvalid([FieldError("reporter", "Người báo cáo thay", NO_REPORTER)])
    if reporter in cadres:
        raise FormInvalid([FieldError("reporter", "Người báo cáo thay", ANOTHER)])
