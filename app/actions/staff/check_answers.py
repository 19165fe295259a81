"""Check answers before they leave the person's hands: question, answer, what will follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.cases import PAPER_STEPS
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.domain.people import Actor
from app.domain.views import CheckPage
from app.steps.act_names import act_name
from app.steps.answer_texts import check_items
from app.steps.opened_task import OpenedTask, open_rows
from app.steps.refusals import refusals_recorded
from app.steps.rights import capacity_or_hidden
from app.steps.services import Services
from app.steps.summaries import case_summary, titled
from app.store import documents
from app.task_forms import answers_from_post, field_labels, present, validate


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
            name=_name(opened),
            case=titled(
                case_summary(opened.work.world.organisation, opened.rows.case), accepted.answers
            ),
            items=tuple(check_items(views, opened.context.uploads)),
            # As typed: what the form hides now is dropped when it is sent, not before.
            answers=answers,
            form_version=opened.form_version,
            plan_hash=opened.plan_hash,
            consequences=_consequences(opened),
            dropped=_dropped(opened.form, answers, accepted.answers),
            capacity=capacity.label,
            submit_label=act_name(opened.rows.task.element_id, accepted.answers),
            asks_password=opened.asks_password,
        )


def _consequences(opened: OpenedTask) -> tuple[str, ...]:
    """Say what confirming does: the record, and the steps the diagram draws next."""
    definition = opened.catalogue.definitions[opened.rows.task.process_id]
    names = list(dict.fromkeys(_following(definition, opened.rows.task.element_id, set())))
    sentences = ["Câu trả lời được ghi vào hồ sơ, không sửa được sau khi xác nhận"]
    if len(names) == 1:
        sentences.append(f"Hồ sơ chuyển sang: {names[0]}")
    elif names:
        sentences.append(f"Tùy câu trả lời, hồ sơ chuyển sang: {'; hoặc '.join(names)}")
    return tuple(sentences)


def _following(definition: Definition, element_id: str, seen: set[str]) -> Iterator[str]:
    """Yield the names of the steps after an element; a gateway is a question, not a step."""
    flows = [one for one in definition.elements.values() if one.source == element_id]
    for flow in flows:
        target = definition.elements[flow.target]
        if target.id in seen:
            continue
        seen.add(target.id)
        if target.tag.endswith("Gateway"):
            yield from _following(definition, target.id, seen)
        elif target.name:
            yield target.name


def _name(opened: OpenedTask) -> str:
    """Name the task, with the paper that it writes, checks or signs."""
    task = opened.rows.task
    if task.element_id not in PAPER_STEPS:
        return task.name
    paper = documents.of_activation(opened.work.tx, task.instance_id, task.activation_id)
    return f"{task.name}: {paper.title}" if paper else task.name


def _dropped(form: Form, sent: Mapping[str, Any], kept: Mapping[str, Any]) -> tuple[str, ...]:
    """Name what was filled in and is hidden now; an unticked box was not filled in."""
    labels = field_labels(form)
    return tuple(
        labels.get(key) or key
        for key, value in sent.items()
        if value not in (None, "", []) and value is not False and kept.get(key) is None
    )
