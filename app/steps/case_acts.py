"""What a person may do with a case apart from its tasks: withdraw, extend, declare, report.

This only decides what a page offers; every act checks again when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.cases import CaseRow, ClockState
from app.domain.people import Actor
from app.domain.views import CaseAct
from app.register.register import CaseRegister
from app.steps.work import Work
from app.store import cases, instances, messages, passes

ASKING_ROLES = ("office", "appraisal_body", "standing_committee")
WITHDRAWN_TOO_LATE = (
    "Không rút được: đã có kết quả được xác nhận. Kế hoạch sẽ được trả lời bằng văn bản."
)
EXTENSION_OPEN = "Đang có một đề nghị gia hạn của lượt này; chờ kết quả rồi đề nghị."


def case_acts(work: Work, actor: Actor, case: CaseRow) -> tuple[CaseAct, ...]:
    """Return what the actor may do now, and what is refused now with the reason."""
    if not any(row.status == "running" for row in instances.of_case(work.tx, case.id)):
        return ()
    register = work.register_of(case, passes.latest_of_case(work.tx, case.id), "")
    found = ((key, offered(register, actor)) for key, offered in OFFERS.items())
    return tuple(CaseAct(key, refusal) for key, refusal in found if refusal is not None)


def _withdraw(register: CaseRegister, actor: Actor) -> str | None:
    facts = register.facts.case_facts()
    if actor.person_id not in proposers_of(register):
        return None
    if facts.get("decision_recorded"):
        return WITHDRAWN_TOO_LATE
    return "" if _waits(register, "withdraw_plan") else None


def _extend(register: CaseRegister, actor: Actor) -> str | None:
    lead = str(register.facts.pass_facts().get("lead_body") or "")
    body = register.case.body_id
    held = any(
        actor.holds(role, lead if role == "appraisal_body" else body) for role in ASKING_ROLES
    )
    clock = register.current_clock()
    if not held or clock is None or clock.state is not ClockState.RUNNING:
        return None
    asked = any(
        row.process_id == "p01e_extension"
        and row.status == "running"
        and row.pass_id == register.pass_id
        for row in instances.of_case(register.tx, register.case.id)
    )
    return EXTENSION_OPEN if asked and not clock.extended else ""


def _declare(register: CaseRegister, actor: Actor) -> str | None:
    return "" if actor.capacities else None


def _external_answer(register: CaseRegister, actor: Actor) -> str | None:
    office = actor.holds("office", register.case.body_id)
    return "" if office and _waits(register, "external_answer") else None


def _leader_vacant(register: CaseRegister, actor: Actor) -> str | None:
    office = actor.holds("office", register.case.body_id)
    return "" if office and _waits(register, "leader_vacant") else None


def _conditions(register: CaseRegister, actor: Actor) -> str | None:
    cadre = actor.person_id in cadres_of(register)
    return "" if cadre and _waits(register, "conditions_allow") else None


def _reporter(register: CaseRegister, actor: Actor) -> str | None:
    head = actor.holds("leader", register.case.body_id)
    return "" if head and _waits(register, "conditions_allow") else None


def proposers_of(register: CaseRegister) -> frozenset[str]:
    """Return who may take the plan back; for an organisation whoever sent it in for it."""
    named = register.facts.case_facts().get("proposers") or (register.case.started_by,)
    return frozenset(str(person) for person in named)


def cadres_of(register: CaseRegister) -> frozenset[str]:
    """Return who led the emergency action of the case."""
    return cases.participants(register.tx, register.case.id).get("cadre", frozenset())


def _waits(register: CaseRegister, name: str) -> bool:
    return messages.find_wait(register.tx, name, register.case.id) is not None


OFFERS: Mapping[str, Callable[[CaseRegister, Actor], str | None]] = {
    "conditions": _conditions,
    "reporter": _reporter,
    "external_answer": _external_answer,
    "leader_vacant": _leader_vacant,
    "extension": _extend,
    "withdraw": _withdraw,
    "conflict": _declare,
}
