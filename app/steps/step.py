"""One step: from one wait state to the next, saved whole or not at all.

Order: run the engine, then write instance, tasks, timers, waits, facts and audit, then deliver
the messages that were sent, each to an instance of its own, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from app import engine
from app.domain.audit import EventKind
from app.domain.cases import CaseRow, InstanceRow, PassRow
from app.domain.execution import ROOT, Advance
from app.domain.facts import ACTIVATION
from app.domain.messages import MESSAGES, Outgoing, Policy
from app.engine import Program
from app.register.register import CaseRegister
from app.steps.before import FRESH, UNKNOWN, Before
from app.steps.host import StepHost
from app.steps.saving import save_step
from app.steps.work import Work
from app.store import instances, messages, passes

Command = Callable[[Program, StepHost], Advance]


def start_instance(
    work: Work,
    process_id: str,
    case: CaseRow,
    *,
    passing: PassRow | None = None,
    message: str = "",
    given: Mapping[str, Any] | None = None,
) -> InstanceRow:
    """Start an instance of the latest release and run it to its first wait state.

    `given` become facts of the instance's own activation before anything runs.
    """
    release_id = work.world.latest_release
    work.catalogue(release_id).program(process_id)
    row = InstanceRow(
        id=uuid4().hex,
        case_id=case.id,
        pass_id=passing.id if passing else "",
        process_id=process_id,
        release_id=release_id,
        status="running",
        state=b"",
        lock_version=0,
        started_at=work.now,
    )
    instances.insert(work.tx, row)
    register = work.register_of(case, passing or passes.latest_of_case(work.tx, case.id), row.id)
    register.record(
        EventKind.INSTANCE_STARTED,
        f"Bắt đầu quy trình {process_id}",
        process_id=process_id,
        payload={"release": release_id, "message": message},
    )
    if given:
        register.facts.update(register.facts.activation_sheet_id(ROOT), ACTIVATION, given)
    take_step(
        work,
        row,
        register,
        lambda program, host: engine.start(program, host, message=message),
        FRESH,
    )
    return row


def take_step(
    work: Work,
    instance: InstanceRow,
    register: CaseRegister,
    command: Command,
    before: Before = UNKNOWN,
) -> Advance:
    """Run one engine command on an instance and save everything it changed."""
    catalogue = work.catalogue(instance.release_id)
    host = StepHost(register, catalogue, instance.id)
    advance = command(catalogue.program(instance.process_id), host)
    save_step(register, instance, host, advance, before)
    _dispatch(work, register, advance)
    return advance


def _dispatch(work: Work, register: CaseRegister, advance: Advance) -> None:
    thrown = [
        Outgoing(message.name, register.case.id, register.pass_id, message.element_id)
        for message in advance.thrown
    ]
    pending: Sequence[Outgoing] = [*register.outgoing, *thrown]
    register.outgoing.clear()
    for message in pending:
        deliver_message(work.as_system(), register.case, message)


def deliver_message(work: Work, case: CaseRow, message: Outgoing) -> None:
    """Start, deliver, keep or drop a message as its policy says (processes.md section 1)."""
    rule = MESSAGES[message.name]
    if rule.policy is Policy.DROP:
        return
    if rule.policy is Policy.START:
        _start_or_keep(work, case, message)
        return
    wait = messages.find_wait(
        work.tx, message.name, case.id, message.pass_id if rule.by_pass else None
    )
    if wait is None:
        _keep(work, message)
        return
    resume_wait(work, wait.instance_id, wait.id)


def _start_or_keep(work: Work, case: CaseRow, message: Outgoing) -> None:
    catalogue = work.catalogue(work.world.latest_release)
    process_id = catalogue.start_of(message.name)
    if not process_id:
        # The receiving process is not shipped yet: the message is kept for it.
        _keep(work, message)
        return
    passing = passes.load(work.tx, message.pass_id) if MESSAGES[message.name].by_pass else None
    start_instance(work, process_id, case, passing=passing, message=message.name)


def _keep(work: Work, message: Outgoing) -> None:
    kept = messages.KeptMessage(
        id=uuid4().hex,
        name=message.name,
        receiver=MESSAGES[message.name].receiver,
        case_id=message.case_id,
        pass_id=message.pass_id,
        sent_by=message.sent_by,
        sent_at=work.now,
    )
    messages.keep(work.tx, kept)


def resume_wait(
    work: Work,
    instance_id: str,
    wait_id: str,
    prepare: Callable[[CaseRegister], None] | None = None,
) -> None:
    """Deliver a message to one waiting place; `prepare` writes what came with it."""
    instance = instances.load_locked(work.tx, instance_id)
    register = work.register_for(instance)
    if prepare:
        prepare(register)
    take_step(
        work,
        instance,
        register,
        lambda program, host: engine.deliver(program, instance.state, wait_id, host),
    )


def fire_due(work: Work, instance_id: str) -> None:
    """Fire what is due in one instance, in the transaction that claimed it."""
    instance = instances.load_locked(work.tx, instance_id)
    if instance.status != "running":
        return
    register = work.register_for(instance)
    take_step(
        work,
        instance,
        register,
        lambda program, host: engine.fire_timers(program, instance.state, host),
    )
