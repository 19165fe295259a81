"""Submit the answers of a user task: the step that moves a case (flow 1 of the README)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app import engine
from app.domain.audit import EventKind
from app.domain.cases import InstanceRow, TaskRow, TaskState
from app.domain.clock import LOCAL
from app.domain.forms import Accepted, Form
from app.domain.incidents import FailedWork
from app.domain.people import Actor, Capacity
from app.domain.views import Receipt
from app.errors import Conflict, PermissionDenied, StaleForm
from app.permissions import check_is_staff, check_not_held
from app.register.conflicts import conflicted_by_rule
from app.register.register import CaseRegister, Doer
from app.steps.acceptance import attached_files, file_papers, write_answers
from app.steps.before import Before
from app.steps.failing import failures_kept
from app.steps.form_context import form_context
from app.steps.handing_over import hand_over_tasks
from app.steps.opened_task import asks_password
from app.steps.passwords import actor_knows
from app.steps.reading import check_readable
from app.steps.receipts import receipt_now, receipt_of
from app.steps.refusals import refusals_recorded
from app.steps.rights import capacity_or_hidden
from app.steps.services import Services
from app.steps.step import take_step
from app.steps.suspension import check_not_suspended
from app.steps.unfinished import keep_unfinished
from app.steps.work import Work
from app.store import submissions, tasks, uploads
from app.store.database import Transaction
from app.task_forms import validate


@dataclass(frozen=True)
class Sent:
    """What came with the form: answers, the page's key, and the versions it was opened with."""

    answers: Mapping[str, Any]
    idempotency_key: str
    form_version: str
    plan_hash: str
    password_given: bool


def submit_task(
    services: Services,
    actor: Actor,
    task_id: str,
    answers: Mapping[str, Any],
    idempotency_key: str,
    form_version: str,
    plan_hash: str = "",
    password: str = "",
) -> Receipt:
    """Record the answers and take the case to its next wait state, whole or not at all.

    The same key twice gives the same receipt. Raises FormInvalid, StaleForm, Conflict (somebody
    was first), PermissionDenied, UnknownAnswer, StepRefused; each leaves the case as it was. A step
    that cannot be carried out is kept as an incident and raises StepBroken.
    """
    signed = actor_knows(services, actor, password)
    with (
        refusals_recorded(services, actor, "Gửi việc", about=task_id),
        failures_kept(services, actor, FailedWork.STEP) as at,
        services.database.transaction() as tx,
    ):
        # Of any task, so that the answer tells nothing of the one tried (INV-20).
        check_is_staff(actor)
        rows = tasks.load_step(tx, task_id, actor.person_id)
        done = rows.task.state is not TaskState.OPEN
        if done and _sent_before(tx, idempotency_key, actor, task_id):
            return receipt_of(services, tx, task_id)
        if done:
            check_readable(services, tx, actor, rows.case)
            raise _already_done(services, tx, rows.task)
        sent = Sent(answers, idempotency_key, form_version, plan_hash, signed)
        at.instance, at.task = rows.instance, rows.task
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name), at)
        return _submit(work, actor, rows, sent)


def _sent_before(tx: Transaction, key: str, actor: Actor, task_id: str) -> bool:
    earlier = submissions.by_key(tx, key)
    if earlier is None:
        return False
    return (earlier.person_id, earlier.task_id) == (actor.person_id, task_id)


def _submit(work: Work, actor: Actor, rows: tasks.StepRows, sent: Sent) -> Receipt:
    task, instance = rows.task, rows.instance
    register = work.register_of(rows.case, rows.level_pass, instance.id, rows.clock)
    capacity = capacity_or_hidden(work, actor, rows, register)
    check_not_held(actor, task)
    check_not_suspended(instance)
    register.doer = Doer(actor.person_id, actor.name, capacity.label)
    catalogue = work.catalogue(instance.release_id)
    form = catalogue.form(task.form_id)
    if asks_password(catalogue, task) and not sent.password_given:
        raise PermissionDenied("Nhập lại mật khẩu của chính mình để ký")
    _check_fresh(work, instance, register, form, sent)
    accepted = validate(form, sent.answers, form_context(work, register, task, catalogue))
    in_conflict = conflicted_by_rule(register)
    _record(register, task, form, accepted, capacity, sent)
    write_answers(register, task, form, accepted)
    file_papers(register, task, accepted.answers)
    advance = take_step(
        work,
        instance,
        register,
        lambda program, host: engine.complete(program, instance.state, task.id, host),
        Before(rows.alone, rows.armed),
    )
    if newly := conflicted_by_rule(register) - in_conflict:
        hand_over_tasks(work, rows.case, newly)
    return receipt_now(register, task, capacity.label, advance)


def _already_done(services: Services, tx: Transaction, task: TaskRow) -> Conflict:
    if task.state is TaskState.CANCELLED or task.completed_at is None:
        return Conflict("Việc này đã được thu hồi; hồ sơ đã sang bước khác")
    people = services.world(tx).organisation
    winner = people.person(task.completed_by).name if task.completed_by else "Hệ thống"
    at = task.completed_at.astimezone(LOCAL)
    return Conflict(
        f"Việc này đã được xử lý: {winner} đã gửi lúc {at:%H:%M:%S, %d/%m/%Y}",
        winner=winner,
        at=at.isoformat(),
    )


def _check_fresh(
    work: Work, instance: InstanceRow, register: CaseRegister, form: Form, sent: Sent
) -> None:
    current = work.catalogue(instance.release_id).versions[f"form:{form.id}"]
    if sent.form_version != current:
        raise StaleForm("Biểu đã đổi từ khi trang được mở; xem lại rồi gửi lần nữa")
    if (register.facts.case_facts().get("plan_hash") or "") != sent.plan_hash:
        raise StaleForm("Kế hoạch của hồ sơ đã đổi từ khi trang được mở; xem lại rồi gửi lần nữa")


def _record(
    register: CaseRegister,
    task: TaskRow,
    form: Form,
    accepted: Accepted,
    capacity: Capacity,
    sent: Sent,
) -> None:
    text = json.dumps(accepted.answers, ensure_ascii=False, sort_keys=True)
    submission = submissions.SubmissionRow(
        id=uuid4().hex,
        idempotency_key=sent.idempotency_key,
        task_id=task.id,
        instance_id=task.instance_id,
        case_id=task.case_id,
        person_id=register.doer.person_id,
        capacity=capacity.label,
        at=register.now,
        form_id=task.form_id,
        form_version=sent.form_version,
        answers=accepted.answers,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    if submissions.insert(register.tx, submission) is not None:
        raise StaleForm("Trang này đã gửi một việc khác; mở lại việc từ Việc của tôi rồi gửi")
    files = attached_files(form, accepted.answers)
    uploads.attach(register.tx, files, case_id=task.case_id, submission_id=submission.id)
    sent_files = uploads.known(register.tx, files) if files else {}
    keep_unfinished(register, task, sent.answers)
    tasks.complete(register.tx, task, register.doer.person_id, capacity.label, register.now)
    register.record(
        EventKind.TASK_COMPLETED,
        f"Hoàn thành “{task.name}”",
        element_id=task.element_id,
        process_id=task.process_id,
        activation_id=task.activation_id,
        payload={
            "task": task.id,
            "role": capacity.role,
            "body": capacity.body_id,
            "form_version": sent.form_version,
            "answers": accepted.answers,
            # Else the digest would stand in the chain of the system only, not in the case's own.
            **({"files": {n: _named(row) for n, row in sent_files.items()}} if files else {}),
        },
    )


def _named(row: uploads.UploadRow) -> list[str | int]:
    return [row.file_name, row.size, row.sha256]
