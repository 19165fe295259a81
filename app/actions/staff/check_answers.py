"""Check answers before they leave the person's hands: question, answer, what will follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.people import Actor
from app.domain.views import CheckPage
from app.steps.answer_texts import check_items
from app.steps.opened_task import OpenedTask, open_rows
from app.steps.refusals import refusals_recorded
from app.steps.rights import capacity_or_hidden
from app.steps.services import Services
from app.steps.summaries import case_summary
from app.task_forms import answers_from_post, present, validate


def check_answers(
    services: Services, actor: Actor, task_id: str, fields: Mapping[str, list[str]]
) -> CheckPage:
    """Return the answers as they will be recorded; raises FormInvalid, UnknownAnswer."""
    with (
        refusals_recorded(services, actor, "Kiểm tra trước khi gửi", about=task_id),
        services.database.reading() as tx,
    ):
        opened = open_rows(services, tx, actor, task_id)
        capacity = capacity_or_hidden(opened.work, actor, opened.rows, opened.register)
        answers = answers_from_post(opened.form, fields)
        accepted = validate(opened.form, answers, opened.context)
        views = present(opened.form, accepted.answers, opened.context)
        return CheckPage(
            task_id=task_id,
            name=opened.rows.task.name,
            case=case_summary(opened.work.world.organisation, opened.rows.case),
            items=tuple(check_items(views, opened.context.uploads)),
            # As typed: what the form hides now is dropped when it is sent, not before.
            answers=answers,
            form_version=opened.form_version,
            plan_hash=opened.plan_hash,
            consequences=_consequences(opened),
            dropped=_dropped(answers, accepted.answers),
            capacity=capacity.label,
            asks_password=opened.asks_password,
        )


def _consequences(opened: OpenedTask) -> tuple[str, ...]:
    """Say what confirming does: the record, and the steps the diagram draws next."""
    definition = opened.catalogue.definitions[opened.rows.task.process_id]
    following = [
        definition.elements[flow.target]
        for flow in definition.elements.values()
        if flow.tag == "sequenceFlow" and flow.source == opened.rows.task.element_id
    ]
    names = [element.name for element in following if element.name]
    sentences = ["Câu trả lời được ghi vào hồ sơ, không sửa được sau khi xác nhận"]
    if names:
        sentences.append(f"Hồ sơ chuyển sang: {'; '.join(names)}")
    return tuple(sentences)


def _dropped(sent: Mapping[str, Any], kept: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        key for key, value in sent.items() if value not in (None, "", []) and kept.get(key) is None
    )
