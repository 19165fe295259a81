"""Open a task: its form, what the case is about, where it stands, when it is due and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.diagrams.picture import draw
from app.domain.cases import TaskState
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import TaskPage, TaskStanding, Upload
from app.errors import PermissionDenied
from app.steps.opened_task import OpenedTask, open_rows
from app.steps.paths import marks_of, trails
from app.steps.reading import check_readable, works_on
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.rights import capacity_for
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, explained, people_of, task_due, titled
from app.steps.suspension import SUSPENDED, TOLD
from app.steps.task_pages import about_case, document_items, held_back, paper_of, waiting_sentence
from app.store import audit_log, documents, instances, submissions
from app.task_forms import present


def open_task(
    services: Services, actor: Actor, task_id: str, answers: Mapping[str, Any] | None = None
) -> TaskPage:
    """Return the page of a task; `answers` are what stands in the form instead of the draft.

    A reader of the case who may not do the task gets it closed, with the reason. Raises NotFound
    for everybody else, without a hint that the task exists.
    """
    with (
        refusals_recorded(services, actor, "Mở việc", about=task_id),
        services.database.reading() as tx,
    ):
        opened = open_rows(services, tx, actor, task_id)
        page = _page_for(services, actor, opened, answers)
    note_read(services, actor, opened.rows.case, f"Mở việc “{page.name}”")
    return page


def _page_for(
    services: Services, actor: Actor, opened: OpenedTask, answers: Mapping[str, Any] | None
) -> TaskPage:
    page = _standing(_page(opened), actor, opened)
    if not page.can_submit:
        check_readable(services, opened.work.tx, actor, opened.rows.case)
        if opened.rows.task.completed_by != actor.person_id:
            page = replace(page, paper=None)
        if not _may_see_form(services, actor, opened):
            return page
    saved, saved_at = _last_answers(opened, actor)
    shown = answers if answers is not None else saved or opened.context.prefill
    fields = present(opened.form, shown, opened.context)
    case = titled(page.case, shown)
    files = {one: Upload(one, name, 0) for one, name in opened.context.uploads.items()}
    return replace(page, case=case, fields=tuple(fields), uploads=files, draft_saved_at=saved_at)


def _may_see_form(services: Services, actor: Actor, opened: OpenedTask) -> bool:
    """Tell whether a reader who may not do the task sees what stands or will stand in its form."""
    task = opened.rows.task
    own = actor.person_id == task.completed_by or actor.person_id in task.person_ids
    return own or works_on(services, opened.work.tx, actor, opened.rows.case)


def _page(opened: OpenedTask) -> TaskPage:
    rows, work, organisation = opened.rows, opened.work, opened.work.world.organisation
    task = rows.task
    calendar = work.world.calendar(rows.case.profile)
    today = local_day(work.now)
    definition = opened.catalogue.definitions[task.process_id]
    papers = documents.of_case(work.tx, rows.case.id)
    return TaskPage(
        task_id=task.id,
        name=task.name,
        case=case_summary(organisation, rows.case),
        standing=TaskStanding.WAITING,
        form_version=opened.form_version,
        fields=(),
        plan_hash=opened.plan_hash,
        form_title=opened.form.title,
        mode=str(opened.form.schema.get("properties", {}).get("mode", "page")),
        why=opened.element.documentation,
        clauses=opened.element.clauses,
        due=explained(task_due(calendar, opened.catalogue, task, today), calendar, task),
        case_due=case_due(calendar, rows.clock, today),
        about=about_case(opened.register),
        held_back=held_back(opened.register),
        documents=document_items(papers),
        paper=paper_of(papers, task),
        diagram_svg=_picture(opened),
        process_name=definition.name,
        where=waiting_sentence(definition, task, people_of(organisation, task)),
        holder=organisation.person(task.claimed_by).name if task.claimed_by else "",
        asks_password=opened.asks_password,
        completed_by=organisation.person(task.completed_by).name if task.completed_by else "",
        completed_at=task.completed_at,
        suspended=TOLD if rows.instance.status == SUSPENDED else "",
    )


def _picture(opened: OpenedTask) -> str:
    rows, tx = opened.rows, opened.work.tx
    task = rows.task
    activations = instances.activations(tx, task.instance_id)
    here = [row for row in activations if row.id == task.activation_id]
    # Only the present round is drawn, so only its steps are read.
    since = here[0].opened_at if here else None
    events = audit_log.steps_of_instance(tx, task.instance_id, since)
    found = trails(rows.instance.process_id, events, here, [task])
    definition = opened.catalogue.definitions[task.process_id]
    trail = found[task.process_id]
    return draw(definition.tree, marks_of(trail, definition.name), definition.process_id)


def _standing(page: TaskPage, actor: Actor, opened: OpenedTask) -> TaskPage:
    task = opened.rows.task
    if task.state is not TaskState.OPEN:
        done = task.state is TaskState.DONE
        standing = TaskStanding.DONE if done else TaskStanding.CANCELLED
        return replace(page, standing=standing, can_submit=False)
    try:
        capacity = capacity_for(actor, opened.rows, opened.register)
    except PermissionDenied as denied:
        return replace(page, can_submit=False, why_not=denied.message)
    mine = task.claimed_by == actor.person_id or actor.person_id in task.person_ids
    return replace(
        page,
        capacity=capacity.label,
        standing=TaskStanding.HELD if mine else TaskStanding.WAITING,
        can_claim=not (task.claimed_by or task.person_ids or page.suspended),
        can_release=task.claimed_by == actor.person_id,
    )


def _last_answers(
    opened: OpenedTask, actor: Actor
) -> tuple[Mapping[str, Any] | None, datetime | None]:
    tx, task = opened.work.tx, opened.rows.task
    if task.state is TaskState.DONE:
        sent = submissions.of_task(tx, task.id)
        return (sent.answers if sent else None), None
    draft = submissions.load_draft(tx, task.id, actor.person_id)
    return (draft.answers, draft.at) if draft else (None, None)
