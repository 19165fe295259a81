"""Open a task: its form, what the case is about, where it stands, when it is due and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.cases import TaskState
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import TaskPage, TaskStanding
from app.errors import PermissionDenied
from app.permissions import check_can_submit
from app.register.register import Doer
from app.steps.form_context import form_context
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, task_due
from app.steps.task_pages import about_case, documents_of, where_it_stands
from app.steps.work import Work
from app.store import submissions, tasks
from app.store.database import Transaction
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
        rows = tasks.load_step(tx, task_id, actor.person_id)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        page = _page(work, rows)
        page = _standing(page, actor, rows)
        page = replace(page, fields=_fields(work, rows, actor, page, answers))
        return _kept(tx, actor, page)


def _page(work: Work, rows: tasks.StepRows) -> TaskPage:
    task, world = rows.task, work.world
    calendar = world.calendar(rows.case.profile)
    today = local_day(work.now)
    catalogue = work.catalogue(rows.instance.release_id)
    element = catalogue.definitions[task.process_id].elements[task.element_id]
    form = catalogue.form(task.form_id)
    register = work.register_of(rows.case, rows.level_pass, rows.instance.id, rows.clock)
    where = where_it_stands(work, rows, catalogue)
    return TaskPage(
        task_id=task.id,
        name=task.name,
        case=case_summary(world.organisation, rows.case),
        standing=TaskStanding.WAITING,
        form_version=catalogue.versions[f"form:{form.id}"],
        fields=(),
        plan_hash=str(register.facts.case_facts().get("plan_hash") or ""),
        form_title=form.title,
        mode=str(form.schema.get("properties", {}).get("mode", "page")),
        why=element.documentation,
        clauses=element.clauses,
        due=task_due(calendar, task.due_at, today),
        case_due=case_due(calendar, rows.clock, today),
        about=about_case(work, register),
        documents=documents_of(work.tx, rows.case.id),
        diagram_svg=where.svg,
        process_name=where.name,
        where=where.sentence,
        holder=world.organisation.person(task.claimed_by).name if task.claimed_by else "",
        completed_by=_name(work, task.completed_by),
        completed_at=task.completed_at,
    )


def _name(work: Work, person_id: str) -> str:
    return work.world.organisation.person(person_id).name if person_id else ""


def _standing(page: TaskPage, actor: Actor, rows: tasks.StepRows) -> TaskPage:
    task = rows.task
    if task.state is not TaskState.OPEN:
        done = task.state is TaskState.DONE
        standing = TaskStanding.DONE if done else TaskStanding.CANCELLED
        return replace(page, standing=standing, can_submit=False)
    conflicted = frozenset({actor.person_id} if rows.in_conflict else ())
    try:
        capacity = check_can_submit(actor, task, conflicted)
    except PermissionDenied as denied:
        return replace(page, can_submit=False, why_not=denied.message)
    mine = task.claimed_by == actor.person_id or actor.person_id in task.person_ids
    return replace(
        page,
        capacity=capacity.label,
        standing=TaskStanding.HELD if mine else TaskStanding.WAITING,
        can_claim=not task.claimed_by and not task.person_ids,
        can_release=task.claimed_by == actor.person_id,
    )


def _fields(
    work: Work,
    rows: tasks.StepRows,
    actor: Actor,
    page: TaskPage,
    answers: Mapping[str, Any] | None,
) -> tuple[Any, ...]:
    register = work.register_of(rows.case, rows.level_pass, rows.instance.id, rows.clock)
    form = work.catalogue(rows.instance.release_id).form(rows.task.form_id)
    context = form_context(work, register, rows.task, form)
    if answers is None:
        answers = _last_answers(work.tx, rows, actor, page) or context.prefill
    return present(form, answers, context)


def _last_answers(
    tx: Transaction, rows: tasks.StepRows, actor: Actor, page: TaskPage
) -> Mapping[str, Any] | None:
    if rows.task.state is TaskState.DONE:
        sent = submissions.of_task(tx, rows.task.id)
        return sent.answers if sent else None
    draft = submissions.load_draft(tx, rows.task.id, actor.person_id)
    return draft.answers if draft else None


def _kept(tx: Transaction, actor: Actor, page: TaskPage) -> TaskPage:
    draft = submissions.load_draft(tx, page.task_id, actor.person_id)
    return replace(page, draft_saved_at=draft.at if draft else None)
