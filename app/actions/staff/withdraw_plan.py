"""Withdraw a plan: allowed until the collective's or leader's decision is recorded (A-25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.audit import EventKind
from app.domain.cases import CaseRow
from app.domain.facts import CASE
from app.domain.forms import FieldError
from app.domain.incidents import FailedWork
from app.domain.people import Actor
from app.errors import FormInvalid, PermissionDenied, StepRefused
from app.register.register import CaseRegister, Doer
from app.steps.case_acts import proposers_of
from app.steps.case_messages import tell_case
from app.steps.failing import failures_kept
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, documents, facts

TOO_LATE = "Không rút được: kế hoạch đã quyết định, bên đề xuất được trả lời bằng văn bản"
CLOSED = "Không rút được: hồ sơ không còn ở bước rút được; xem nơi hồ sơ đang chờ"


def withdraw_plan(services: Services, actor: Actor, code: str, reason: str) -> None:
    """Take the plan back; raises PermissionDenied, StepRefused, NobodyWaits, all recorded."""
    with (
        refusals_recorded(services, actor, "Rút kế hoạch", about=code),
        failures_kept(services, actor, FailedWork.MESSAGE, about=code) as at,
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        if not reason.strip():
            raise FormInvalid([FieldError("reason", "Lý do rút", "Ghi lý do rút kế hoạch")])
        # What holds whoever waits: a decided plan is not refused as one that is elsewhere.
        _check(case, facts.load_sheets(tx, case.id, "", [])[case.id].facts, actor)
        doer = Doer(actor.person_id, actor.name, "Bên đề xuất")
        work = Work(services, tx, services.clock.now(), doer, at)

        def prepare(register: CaseRegister) -> None:
            _check(register.case, register.facts.case_facts(), actor)
            register.facts.update(case.id, CASE, {"withdrawal_reason": reason})
            documents.void_open_of_pass(tx, case.id, register.pass_id)
            register.record(
                EventKind.MESSAGE_SENT,
                "Bên đề xuất rút kế hoạch",
                clauses=("A-25",),
                payload={"message": "withdraw_plan", "reason": reason},
            )

        tell_case(work, case, "withdraw_plan", prepare, refusal=CLOSED)


def _check(case: CaseRow, known: Mapping[str, Any], actor: Actor) -> None:
    if actor.person_id not in proposers_of(case, known):
        raise PermissionDenied("Chỉ bên đề xuất rút được kế hoạch của mình", clauses=("A-25",))
    if known.get("decision_recorded"):
        raise StepRefused(TOO_LATE, clauses=("A-25",))
