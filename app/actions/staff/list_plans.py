"""A proposer's own drafts and sent plans, and what may be started (C-021)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.cases import CaseRow, CaseState, TaskRow
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import CaseItem, PlanDraft, PlansPage
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary
from app.store import cases, clocks, submissions, tasks
from app.store.submissions import DraftRow

WRITING = ("prepare_plan", "enter_paper_plan", "rework_plan", "describe_situation")
CHANNELS = {"dien_tu": "Lập kế hoạch trên hệ thống"}
OFFICE_CHANNELS = {"giay": "Nhập hồ sơ giấy", "buu_chinh": "Nhập hồ sơ gửi qua bưu chính"}


def list_plans(services: Services, actor: Actor) -> PlansPage:
    """Return the plans the actor started or proposes, drafts first."""
    today = local_day(services.clock.now())
    with services.database.reading() as tx:
        world = services.world(tx)
        rows = cases.search(tx, person_id=actor.person_id, body_ids=[], limit=200)
        ids = [case.id for case in rows]
        waiting = tasks.open_of_cases(tx, ids)
        latest = clocks.latest_of_cases(tx, ids)
        typed = {draft.task_id: draft for draft in submissions.drafts_of(tx, actor.person_id)}
    drafts, sent = [], []
    for case in rows:
        writing = _writing_task(waiting.get(case.id, ()), actor, case)
        if writing:
            drafts.append(_draft(typed.get(writing.id), case, writing))
        elif case.state is not CaseState.DRAFT:
            due = case_due(world.calendar(case.profile), latest.get(case.id), today)
            sent.append(CaseItem(case_summary(world.organisation, case), due))
    roles = {capacity.role for capacity in actor.capacities}
    channels = {
        **(CHANNELS if "proposer" in roles else {}),
        **(OFFICE_CHANNELS if "office" in roles else {}),
    }
    profile = world.profiles[services.settings.profile]
    borrowed = profile.text("procedure_source") == "QN_default"
    return PlansPage(tuple(drafts), tuple(sent), channels, borrowed)


def _writing_task(waiting: Iterable[TaskRow], actor: Actor, case: CaseRow) -> TaskRow | None:
    for task in waiting:
        mine = actor.person_id in task.person_ids or case.started_by == actor.person_id
        if task.element_id in WRITING and mine:
            return task
    return None


def _draft(draft: DraftRow | None, case: CaseRow, task: TaskRow) -> PlanDraft:
    title = str((draft.answers if draft else {}).get("title") or case.title)
    return PlanDraft(
        task_id=task.id,
        title=title,
        state=case.state,
        saved_at=draft.at if draft else None,
        round_no=case.round_no + 1,
    )
