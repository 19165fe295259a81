"""What a submission recorded and who is next, read back from the register."""

from __future__ import annotations

from app.domain.cases import TaskRow, TaskState
from app.domain.execution import Advance
from app.domain.people import Actor
from app.domain.views import Receipt
from app.errors import NotFound
from app.organisation import Organisation
from app.register.register import CaseRegister
from app.steps.candidates import candidates_of
from app.steps.services import Services
from app.steps.summaries import case_summary, people_of, who_in_words
from app.steps.task_pages import document_items
from app.store import cases, documents, tasks
from app.store.database import Transaction


def receipt_of(
    services: Services, tx: Transaction, task_id: str, actor: Actor | None = None
) -> Receipt:
    """Return the receipt of a completed task; raises NotFound when it is not completed.

    The next task of `actor` is theirs by name or by a role they hold.
    """
    task = tasks.load(tx, task_id)
    if task.state is not TaskState.DONE or task.completed_at is None:
        raise NotFound("Việc này chưa được gửi; mở lại từ Việc của tôi")
    organisation = services.world(tx).organisation
    case = cases.load(tx, task.case_id)
    following = [row for row in tasks.of_case(tx, case.id) if row.state is TaskState.OPEN]
    papers = [
        row
        for row in documents.of_case(tx, case.id)
        if row.instance_id == task.instance_id and row.issued_at == task.completed_at
    ]
    return Receipt(
        task_id=task.id,
        task_name=task.name,
        case=case_summary(organisation, case),
        at=task.completed_at,
        recorded=(f"Đã ghi “{task.name}” với tư cách {task.completed_capacity}",),
        next_steps=tuple(_next(organisation, row) for row in following),
        documents=document_items(papers),
        next_task_id=_next_of(following, task.completed_by, actor),
    )


def receipt_now(register: CaseRegister, task: TaskRow, capacity: str, advance: Advance) -> Receipt:
    """Return the receipt of the step just taken, without asking the database again."""
    waiting = [(row, candidates_of(register, row)) for row in advance.open_tasks]
    doer = register.doer.person_id
    mine = [row.id for row, who in waiting if doer in who.person_ids]
    return Receipt(
        task_id=task.id,
        task_name=task.name,
        case=case_summary(register.organisation, register.case),
        at=register.now,
        recorded=(f"Đã ghi “{task.name}” với tư cách {capacity}",),
        next_steps=tuple(
            f"{row.element.name}: {who_in_words(register.organisation, who)}"
            for row, who in waiting
        ),
        documents=document_items(register.papers),
        next_task_id=mine[0] if mine else "",
    )


def _next(organisation: Organisation, task: TaskRow) -> str:
    return f"{task.name}: {people_of(organisation, task)}"


def _next_of(following: list[TaskRow], person_id: str, actor: Actor | None) -> str:
    mine = [task.id for task in following if person_id in task.person_ids]
    shared = [task.id for task in following if actor and _is_for(actor, task)]
    return next(iter(mine + shared), "")


def _is_for(actor: Actor, task: TaskRow) -> bool:
    """Tell whether the actor's group has the task, and nobody is named, kept out or holding it."""
    open_to_group = not task.person_ids and not task.claimed_by
    kept_out = actor.person_id in task.excluded_ids
    return open_to_group and not kept_out and actor.holds(task.role, task.body_id) is not None
