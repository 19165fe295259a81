"""Start a plan: a case of its own, still without a code, and the first task of P01 (C-021)."""

from __future__ import annotations

from uuid import uuid4

from app.domain.cases import CaseRow, CaseState
from app.domain.facts import CASE
from app.domain.incidents import FailedWork
from app.domain.people import Actor
from app.permissions import check_can_start_plan
from app.register.register import Doer
from app.steps.failing import failures_kept
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.step import start_instance
from app.steps.work import Work
from app.store import cases, facts, tasks

PROCESS = "p01_art4_case"


def start_plan(services: Services, actor: Actor, channel: str = "dien_tu") -> str:
    """Open a draft and return the id of its first task.

    `channel` is `dien_tu`, or `giay`, `buu_chinh` when the office enters what came on paper.
    Raises PermissionDenied for a person outside the political system (C-005).
    """
    with (
        refusals_recorded(services, actor, "Lập kế hoạch", about=channel),
        failures_kept(services, actor, FailedWork.STEP) as at,
        services.database.transaction() as tx,
    ):
        capacity = check_can_start_plan(actor, channel)
        now = services.clock.now()
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, capacity.label), at)
        case = CaseRow(
            id=uuid4().hex,
            code="",
            title="Kế hoạch chưa đặt tên",
            kind="new",
            channel=channel,
            state=CaseState.DRAFT,
            profile=services.settings.profile,
            body_id=capacity.body_id,
            started_by=actor.person_id,
            created_at=now,
        )
        cases.insert(tx, case)
        cases.add_participants(tx, case.id, {"starter": [actor.person_id]})
        started = {"channel": channel, "kind": "new", "started_by": actor.person_id}
        facts.save_sheets(tx, [facts.FactSheet(case.id, CASE, case.id, "", started)])
        instance = start_instance(work, PROCESS, case)
        return tasks.open_of_instance(tx, instance.id)[0].id
