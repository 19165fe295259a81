"""Ask for more time to answer a complex matter: an instance of P01e of its own (C-031)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.audit import EventKind
from app.domain.cases import ClockState
from app.domain.forms import FieldError
from app.domain.incidents import FailedWork
from app.domain.messages import MESSAGES
from app.domain.people import Actor, Capacity
from app.errors import FormInvalid, PermissionDenied, StepRefused
from app.permissions import check_is_staff
from app.register.register import CaseRegister, Doer
from app.steps.failing import failures_kept
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.step import start_instance
from app.steps.work import Work
from app.store import cases, instances, passes

PROCESS, REQUESTED = "p01e_extension", "extension_requested"
ASKING_ROLES = ("office", "appraisal_body", "standing_committee")
REASONS_AT_LEAST = 50
# The ends of P01e that come at once, without a decision.
REFUSALS = {
    "ext_refused_late": "Đề nghị gửi sau khi hạn đã hết; gia hạn chỉ được quyết định trong thời hạn"
    " đang có (Điều 4, khoản 3)",
    "ext_refused_cap": "Hạn đề nghị quá 60 ngày làm việc kể từ ngày nhận; ghi ngày sớm hơn",
    "ext_refused_not_later": "Hạn đề nghị không sau hạn đang có; ghi ngày muộn hơn",
    "ext_refused_ground": "Chỉ gia hạn với vấn đề khó, phức tạp cần thêm thời gian thẩm định",
}


def request_extension(
    services: Services, actor: Actor, code: str, answers: Mapping[str, Any]
) -> str:
    """Start the request; return why it was refused at once, or nothing when it is looked at.

    `answers`: requested_due (ISO date), is_complex, needs_appraisal_time (bool), reasons. Raises
    FormInvalid, PermissionDenied, StepRefused when a request of this pass is still open.
    """
    given = _read(answers)
    with (
        refusals_recorded(services, actor, "Đề nghị gia hạn", about=code),
        failures_kept(services, actor, FailedWork.MESSAGE, about=code) as at,
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        passing = passes.latest_of_case(tx, case.id)
        if passing is None:
            raise StepRefused("Hồ sơ chưa có hạn trả lời nên không có gì để gia hạn")
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name), at)
        register = work.register_of(case, passing, "")
        capacity = _capacity(actor, register)
        work.doer = Doer(actor.person_id, actor.name, capacity.label)
        _check_open(register)
        register.record(EventKind.MESSAGE_SENT, "Đề nghị gia hạn trả lời", payload=dict(given))
        row = start_instance(work, PROCESS, case, passing=passing, message=REQUESTED, given=given)
        return REFUSALS.get(instances.load(tx, row.id).outcome, "")


def _read(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    errors = []
    try:
        date.fromisoformat(str(answers.get("requested_due") or ""))
    except ValueError:
        errors.append(FieldError("requested_due", "Đề nghị hạn đến", "Ghi ngày đề nghị hạn đến"))
    for key, label in (
        ("is_complex", "Vấn đề khó, phức tạp"),
        ("needs_appraisal_time", "Cần thời gian thẩm định"),
    ):
        if not isinstance(answers.get(key), bool):
            errors.append(FieldError(key, label, f"Chọn {label.lower()} hay không"))
    if len(str(answers.get("reasons") or "").strip()) < REASONS_AT_LEAST:
        message = f"Ghi lý do, ít nhất {REASONS_AT_LEAST} ký tự"
        errors.append(FieldError("reasons", "Lý do", message))
    if errors:
        raise FormInvalid(errors)
    return {key: answers[key] for key in MESSAGES[REQUESTED].brings}


def _capacity(actor: Actor, register: CaseRegister) -> Capacity:
    check_is_staff(actor)
    lead = str(register.facts.pass_facts().get("lead_body") or "")
    for role in ASKING_ROLES:
        held = actor.holds(role, lead if role == "appraisal_body" else register.case.body_id)
        if held is not None:
            return held
    raise PermissionDenied(
        "Văn phòng, cơ quan thẩm định hoặc Thường trực mới đề nghị gia hạn được",
        clauses=("C-031",),
    )


def _check_open(register: CaseRegister) -> None:
    clock = register.current_clock()
    if clock is None or clock.state is not ClockState.RUNNING:
        raise StepRefused("Hồ sơ đã được trả lời nên không gia hạn nữa")
    for row in instances.of_case(register.tx, register.case.id):
        open_request = row.process_id == PROCESS and row.ended_at is None
        if open_request and row.pass_id == register.pass_id and not clock.extended:
            raise StepRefused("Đang có một đề nghị gia hạn của lượt này; chờ kết quả rồi đề nghị")
