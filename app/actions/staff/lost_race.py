"""Tell the second of two submitters who was first, and keep their own text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.domain.cases import TaskRow
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import LostRace
from app.steps.reading import check_readable
from app.steps.services import Services
from app.steps.summaries import case_summary
from app.steps.unfinished import keep_draft
from app.store import cases, tasks

# How long the text of who came second is promised to be there.
KEPT = timedelta(days=30)


def lost_race(
    services: Services, actor: Actor, task_id: str, answers: Mapping[str, Any]
) -> LostRace:
    """Keep the answers as a personal draft and return who completed the task."""
    now = services.clock.now()
    with services.database.transaction() as tx:
        task = tasks.load(tx, task_id)
        case = cases.load(tx, task.case_id)
        check_readable(services, tx, actor, case)
        if answers:
            keep_draft(tx, task_id, actor.person_id, answers, now)
        waiting = tasks.open_of_cases(tx, [case.id]).get(case.id, [])
        organisation = services.world(tx).organisation
        known = task.completed_by and organisation.has_person(task.completed_by)
        return LostRace(
            task_id=task_id,
            task_name=task.name,
            case=case_summary(organisation, case),
            winner=organisation.person(task.completed_by).name if known else "Hệ thống",
            at=task.completed_at,
            recorded=(_recorded(task),) if known else (),
            where="; ".join(row.name for row in waiting),
            kept_until=local_day(now) + KEPT if answers else None,
        )


def _recorded(task: TaskRow) -> str:
    return f"“{task.name}” với tư cách {task.completed_capacity}"
