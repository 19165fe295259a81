"""Keep what a person has typed so far, as typed; nobody else sees it until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.cases import TaskState
from app.domain.people import Actor
from app.permissions import check_can_submit
from app.register.register import Doer
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.rights import denials_hidden
from app.steps.services import Services
from app.steps.unfinished import keep_draft
from app.steps.work import Work
from app.store import cases, tasks


def save_draft(
    services: Services, actor: Actor, task_id: str, answers: Mapping[str, Any]
) -> datetime:
    """Save a draft of an open task and return when; text of a task already done is kept too."""
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Lưu nháp", about=task_id),
        services.database.transaction() as tx,
    ):
        task = tasks.load(tx, task_id)
        case = cases.load(tx, task.case_id)
        if task.state is not TaskState.OPEN:
            check_readable(services, tx, actor, case)
        else:
            with denials_hidden(Work(services, tx, now, Doer(actor.person_id)), actor, case):
                check_can_submit(actor, task, frozenset())
        keep_draft(tx, task_id, actor.person_id, answers, now)
    return now
