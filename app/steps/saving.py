"""Writing down what one engine step changed: every table, one audit trail, one version check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.audit import EventKind
from app.domain.cases import CaseState, InstanceRow, TaskRow
from app.domain.execution import (
    ROOT,
    Activation,
    Advance,
    OpenTask,
    PassedElement,
    StepKind,
)
from app.errors import FeelError
from app.feel import evaluate
from app.register.before_ending import check_may_end
from app.register.register import CaseRegister
from app.steps.before import Before
from app.steps.case_state import state_of
from app.steps.catalogue import Catalogue
from app.steps.four_eyes import who_may
from app.steps.host import StepHost
from app.steps.kept_rows import kept_of, note_kept
from app.steps.unfinished import hand_on_drafts
from app.store import audit_log, instances, messages, notifications, tasks, timers

MAIN_PROCESS = "p01_art4_case"
EMERGENCY = "p02_emergency_action"


def save_step(
    register: CaseRegister,
    instance: InstanceRow,
    host: StepHost,
    advance: Advance,
    before: Before,
) -> None:
    """Save a step of an instance; raises Conflict when another transaction was first.

    Raises StepRefused when the instance would end and still owes a paper.
    """
    tx = register.tx
    if advance.finished:
        check_may_end(register, instance.process_id, instance.id)
    _save_activations(register, instance, host, advance)
    _save_tasks(register, instance, host, advance, before)
    if advance.rearmed and (before.armed or advance.timers):
        timers.replace(tx, instance.id, advance.timers)
    if advance.rearmed and (before.armed or advance.waits):
        messages.replace_waits(tx, instance.id, register.case.id, register.pass_id, advance.waits)
    _save_case_state(register, instance, advance)
    kept = kept_of(register, instance, advance.state)
    register.save_facts()
    if register.notices:
        notifications.insert(tx, register.notices)
        register.notices.clear()
    _record_path(register, instance, host, advance)
    note_kept(register, instance.process_id, kept)
    _save_instance(register, instance, advance)


def _save_activations(
    register: CaseRegister, instance: InstanceRow, host: StepHost, advance: Advance
) -> None:
    if host.opened_now:
        rows = [_activation_row(register, instance, opened) for opened in host.opened_now]
        instances.open_activations(register.tx, rows)
    live = () if advance.finished else (activation.id for activation in advance.activations)
    # One that was cancelled from outside ends without an outcome.
    outcomes = dict.fromkeys(register.facts.keep_activations(live), "")
    outcomes |= {activation.id: outcome for activation, outcome in host.closed_now}
    outcomes.pop(ROOT, None)
    if outcomes:
        instances.close_activations(register.tx, instance.id, outcomes, register.now)


def _activation_row(
    register: CaseRegister, instance: InstanceRow, opened: Activation
) -> instances.ActivationRow:
    return instances.ActivationRow(
        id=opened.id,
        instance_id=instance.id,
        parent_id=opened.parent_id,
        process_id=opened.process_id,
        call_element_id=opened.call_element_id,
        element=opened.element,
        opened_at=register.now,
    )


def _save_tasks(
    register: CaseRegister,
    instance: InstanceRow,
    host: StepHost,
    advance: Advance,
    before: Before,
) -> None:
    known = {} if before.alone else _open_now(register, instance)
    now_open = {task.id for task in advance.open_tasks}
    _cancel_tasks(register, [row for id_, row in known.items() if id_ not in now_open])
    fresh = [task for task in advance.open_tasks if task.id not in known]
    if fresh:
        rows = [_task_row(register, instance, host, task) for task in fresh]
        tasks.open_tasks(register.tx, rows)
        hand_on_drafts(register.tx, rows)


def _open_now(register: CaseRegister, instance: InstanceRow) -> dict[str, TaskRow]:
    return {row.id: row for row in tasks.open_of_instance(register.tx, instance.id)}


def _cancel_tasks(register: CaseRegister, gone: Sequence[TaskRow]) -> None:
    tasks.cancel_many(register.tx, [row.id for row in gone], register.now)
    for row in gone:
        register.record(
            EventKind.TASK_CANCELLED,
            f"Thu hồi “{row.name}”",
            element_id=row.element_id,
            process_id=row.process_id,
            activation_id=row.activation_id,
            payload={"task": row.id},
        )


def _task_row(
    register: CaseRegister, instance: InstanceRow, host: StepHost, task: OpenTask
) -> TaskRow:
    who, excluded = who_may(register, host, instance, task)
    return TaskRow(
        id=task.id,
        instance_id=instance.id,
        case_id=register.case.id,
        pass_id=register.pass_id,
        activation_id=task.activation.id,
        process_id=task.activation.process_id,
        element_id=task.element.id,
        name=task.element.name,
        form_id=task.element.extensions.form_ref,
        role=who.role,
        body_id=who.body_id,
        opened_at=register.now,
        due_at=_due(host, task),
        person_ids=who.person_ids,
        excluded_ids=excluded,
    )


def _due(host: StepHost, task: OpenTask) -> datetime | None:
    text = task.element.extensions.due_date
    if not text:
        return None
    try:
        value = evaluate(text, lambda name: host.fact(task.activation, name), host.environment())
    except FeelError:
        # A due date only colours the inbox (processes.md 26): it never stops a case.
        return None
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _save_case_state(register: CaseRegister, instance: InstanceRow, advance: Advance) -> None:
    if instance.process_id == EMERGENCY and advance.finished and not _plan_runs(register):
        register.update_case(state=CaseState.CONCLUDED)
    if instance.process_id != MAIN_PROCESS:
        return
    names = [task.element.id for task in advance.open_tasks]
    state = state_of(register.case.state, names, advance.outcome if advance.finished else "")
    if state is not register.case.state:
        register.update_case(state=state)


def _plan_runs(register: CaseRegister) -> bool:
    """Tell whether the plan that followed an emergency action is under way."""
    rows = instances.of_case(register.tx, register.case.id)
    return any(row.process_id == MAIN_PROCESS and row.ended_at is None for row in rows)


def _record_path(
    register: CaseRegister, instance: InstanceRow, host: StepHost, advance: Advance
) -> None:
    for element in advance.passed:
        _record_timer(register, host, element)
    if advance.passed:
        register.record(
            EventKind.STEP_TAKEN,
            f"Đi qua {len(advance.passed)} phần tử",
            process_id=instance.process_id,
            payload={"passed": [_passed(element) for element in advance.passed]},
        )
    if advance.finished:
        register.record(
            EventKind.INSTANCE_ENDED,
            _ending(host.catalogue, instance.process_id, advance.outcome),
            element_id=advance.outcome,
            process_id=instance.process_id,
        )


def _ending(catalogue: Catalogue, process_id: str, outcome: str) -> str:
    """Return how a run ended; an end of an instance is always one of its own process."""
    drawn = catalogue.definitions[process_id].elements.get(outcome)
    end = f": {drawn.name or drawn.id}" if drawn else ""
    return f"Kết thúc quy trình “{catalogue.process_name(process_id)}”{end}"


def _record_timer(register: CaseRegister, host: StepHost, passed: PassedElement) -> None:
    if passed.kind is not StepKind.FIRED:
        return
    drawn = host.catalogue.definitions[passed.process_id].elements[passed.element_id]
    if drawn.event == "timer":
        register.record(
            EventKind.TIMER_FIRED,
            f"Tới mốc “{drawn.name or drawn.id}”",
            element_id=drawn.id,
            process_id=passed.process_id,
            activation_id=passed.activation_id,
        )


def _passed(element: PassedElement) -> list[str]:
    return [
        element.element_id,
        element.process_id,
        element.activation_id,
        element.kind.value,
        element.flow_id,
    ]


def _save_instance(register: CaseRegister, instance: InstanceRow, advance: Advance) -> None:
    seq, digest = audit_log.append(
        register.tx,
        audit_log.chain_of(instance.id),
        instance.audit_seq,
        instance.audit_hash,
        register.events,
        register.now,
    )
    register.events.clear()
    instances.save(
        register.tx,
        instance,
        state=advance.state,
        status="done" if advance.finished else instance.status,
        outcome=advance.outcome,
        ended_at=register.now if advance.finished else None,
        audit_seq=seq,
        audit_hash=digest,
    )
