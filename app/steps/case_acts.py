"""What a person may do with a case apart from its tasks: withdraw, extend, declare, report.

This only decides what a page offers; every act checks again when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.cases import CaseRow, ClockRow, ClockState, InstanceRow
from app.domain.people import Actor
from app.domain.views import CaseAct
from app.store import cases, messages
from app.store.database import Transaction
from app.store.facts import FactSheet

CONDITIONS = "conditions_allow"
ASKING_ROLES = ("office", "appraisal_body", "standing_committee")
WITHDRAWN_TOO_LATE = (
    "Không rút được: kế hoạch đã quyết định. Bên đề xuất được trả lời bằng văn bản."
)
EXTENSION_OPEN = "Đang có một đề nghị gia hạn của lượt này; chờ kết quả rồi đề nghị."


@dataclass(frozen=True)
class Standing:
    """How a case stands: its rows, what is known of it, the messages it listens for."""

    case: CaseRow
    clock: ClockRow | None
    instances: Sequence[InstanceRow]
    facts: Mapping[str, Any]
    pass_facts: Mapping[str, Any]
    participants: Mapping[str, frozenset[str]]
    awaited: frozenset[str]


Offer = Callable[[Standing, Actor], str | None]


def standing_of(
    tx: Transaction,
    case: CaseRow,
    clock: ClockRow | None,
    rows: Sequence[InstanceRow],
    sheets: Mapping[str, FactSheet],
) -> Standing:
    """Return how a case stands; `rows` and `sheets` are those at hand, of its latest pass too."""
    awaited = messages.awaited_in(tx, case.id)
    known = sheets.get(clock.pass_id) if clock else None
    return Standing(
        case=case,
        clock=clock,
        instances=rows,
        facts=sheets[case.id].facts,
        pass_facts=known.facts if known else {},
        participants=cases.participants(tx, case.id) if CONDITIONS in awaited else {},
        awaited=awaited,
    )


def case_acts(standing: Standing, actor: Actor) -> tuple[CaseAct, ...]:
    """Return what the actor may do now, and what is refused now with the reason."""
    if not actor.capacities or not any(row.ended_at is None for row in standing.instances):
        return ()
    found = ((key, offered(standing, actor)) for key, offered in OFFERS.items())
    return tuple(CaseAct(key, refusal) for key, refusal in found if refusal is not None)


def _withdraw(standing: Standing, actor: Actor) -> str | None:
    if actor.person_id not in proposers_of(standing.case, standing.facts):
        return None
    if standing.facts.get("decision_recorded"):
        return WITHDRAWN_TOO_LATE
    return "" if "withdraw_plan" in standing.awaited else None


def _extend(standing: Standing, actor: Actor) -> str | None:
    clock = standing.clock
    if not _may_ask(standing, actor) or clock is None or clock.state is not ClockState.RUNNING:
        return None
    asked = any(
        row.process_id == "p01e_extension" and row.ended_at is None and row.pass_id == clock.pass_id
        for row in standing.instances
    )
    return EXTENSION_OPEN if asked and not clock.extended else ""


def _may_ask(standing: Standing, actor: Actor) -> bool:
    lead, body = str(standing.pass_facts.get("lead_body") or ""), standing.case.body_id
    return any(
        actor.holds(role, lead if role == "appraisal_body" else body) for role in ASKING_ROLES
    )


def _declare(standing: Standing, actor: Actor) -> str | None:
    return ""


def _office_told(name: str) -> Offer:
    """Offer a message to the office of the body that has the case, while it is listened for."""

    def offered(standing: Standing, actor: Actor) -> str | None:
        office = actor.holds("office", standing.case.body_id)
        return "" if office and name in standing.awaited else None

    return offered


def _conditions(standing: Standing, actor: Actor) -> str | None:
    if CONDITIONS not in standing.awaited:
        return None
    return "" if actor.person_id in standing.participants.get("cadre", frozenset()) else None


def _reporter(standing: Standing, actor: Actor) -> str | None:
    head = actor.holds("leader", standing.case.body_id)
    return "" if head and CONDITIONS in standing.awaited else None


def proposers_of(case: CaseRow, facts: Mapping[str, Any]) -> frozenset[str]:
    """Return who may take the plan back; for an organisation whoever sent it in for it."""
    return frozenset(str(person) for person in facts.get("proposers") or (case.started_by,))


OFFERS: Mapping[str, Offer] = {
    "conditions": _conditions,
    "reporter": _reporter,
    "external_answer": _office_told("external_answer"),
    "leader_vacant": _office_told("leader_vacant"),
    "extension": _extend,
    "withdraw": _withdraw,
    "conflict": _declare,
}
