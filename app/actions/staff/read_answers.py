"""Read posted fields as answers, keeping unreadable text as typed so that it can be shown again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.people import Actor
from app.steps.opened_task import open_rows
from app.steps.services import Services
from app.task_forms import answers_from_post


def read_answers(
    services: Services, actor: Actor, task_id: str, fields: Mapping[str, list[str]]
) -> Mapping[str, Any]:
    """Return the answers that the fields stand for; raises UnknownAnswer, NotFound."""
    with services.database.reading() as tx:
        opened = open_rows(services, tx, actor, task_id)
        return answers_from_post(opened.form, fields)
