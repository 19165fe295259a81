"""Start the record of an emergency action; it never holds up the action itself (C-043)."""

from __future__ import annotations

from uuid import uuid4

from app.domain.cases import CaseRow, CaseState
from app.domain.facts import CASE
from app.domain.incidents import FailedWork
from app.domain.people import Actor
from app.errors import StepRefused
from app.permissions import check_can_start_plan
from app.register.register import Doer
from app.steps.failing import failures_kept
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.step import start_instance
from app.steps.work import Work
from app.store import cases, facts, tasks

PROCESS = "p02_emergency_action"


def start_emergency(services: Services, actor: Actor) -> str:
    """Open the record at the cadre's direct Party organisation; return its first task (A-46)."""
    with (
        refusals_recorded(services, actor, "Xử lý cấp thiết"),
        failures_kept(services, actor, FailedWork.STEP) as at,
        services.database.transaction() as tx,
    ):
        capacity = check_can_start_plan(actor, "dien_tu")
        now = services.clock.now()
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, capacity.label), at)
        body = work.world.organisation.person(actor.person_id).party_org_id
        if not body:
            raise StepRefused("Chưa ghi tổ chức đảng trực tiếp của đồng chí; báo quản trị bổ sung")
        case = CaseRow(
            id=uuid4().hex,
            code="",
            title="Xử lý tình thế cấp thiết",
            kind="emergency",
            channel="dien_tu",
            state=CaseState.DRAFT,
            profile=services.settings.profile,
            body_id=body,
            started_by=actor.person_id,
            created_at=now,
        )
        cases.insert(tx, case)
        cases.add_participants(tx, case.id, {"cadre": [actor.person_id]})
        # A plan that follows from it is sent by the system too.
        started = {
            "kind": "emergency",
            "channel": case.channel,
            "started_by": actor.person_id,
            "body_id": body,
        }
        facts.save_sheets(tx, [facts.FactSheet(case.id, CASE, case.id, "", started)])
        instance = start_instance(work, PROCESS, case)
        return tasks.open_of_instance(tx, instance.id)[0].id
