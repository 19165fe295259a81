"""One step: from one wait state to the next, saved whole or not at all.

Order: run the engine, then write instance, tasks, timers, waits, facts and audit, then deliver
the messages that were sent, each to an instance of its own, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from app import engine
from app.domain.audit import EventKind
from app.domain.cases import CaseRow, InstanceRow, PassRow
from app.domain.execution import ROOT, Advance
from app.domain.facts import ACTIVATION
from app.domain.messages import MESSAGES
from app.engine import Program
from app.register.register import CaseRegister
from app.steps.before import FRESH, UNKNOWN, Before
from app.steps.host import StepHost
from app.steps.patience import check_nothing_taken
from app.steps.routing import Route, kept_for, routes_of
from app.steps.saving import save_step
from app.steps.work import Work
from app.store import instances, passes, tasks
from app.store.messages import WaitRow

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
    catalogue = work.catalogue(release_id)
    catalogue.program(process_id)
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
        f"Bắt đầu quy trình “{catalogue.process_name(process_id)}”",
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
    work.at.enter(instance, host)
    advance = command(catalogue.program(instance.process_id), host)
    sent = routes_of(work, register, advance)
    save_step(register, instance, host, advance, before)
    for route in (*sent, *kept_for(work, register, advance)):
        _follow(work.as_system(), register.case, route)
    return advance


def _follow(work: Work, case: CaseRow, route: Route) -> None:
    message = route.message
    if route.wait is not None:
        resume_wait(work, route.wait)
        return
    by_pass = MESSAGES[message.name].by_pass
    passing = passes.load(work.tx, message.pass_id) if by_pass else None
    given = {"doc_id": message.doc_id} if message.doc_id else None
    start_instance(work, route.process_id, case, passing=passing, message=message.name, given=given)


def resume_wait(
    work: Work, wait: WaitRow, prepare: Callable[[CaseRegister], None] | None = None
) -> None:
    """Deliver a message to one waiting place; `prepare` writes what came with it."""
    instance = instances.load_locked(work.tx, wait.instance_id)
    register = work.register_for(instance)
    register.record(
        EventKind.MESSAGE_DELIVERED,
        f"Nhận tin: {MESSAGES[wait.name].label if wait.name in MESSAGES else wait.name}",
        element_id=wait.element_id,
        process_id=instance.process_id,
        activation_id=wait.activation_id,
        payload={"message": wait.name, "pass_id": wait.pass_id},
    )
    if prepare:
        prepare(register)
    take_step(
        work,
        instance,
        register,
        lambda program, host: engine.deliver(program, instance.state, wait.id, host),
    )


def fire_due(work: Work, instance_id: str) -> None:
    """Fire what is due in one instance, in the transaction that claimed it.

    Raises StepRefused when a task would go by time alone.
    """
    instance = instances.load_locked(work.tx, instance_id)
    if instance.status != "running":
        return
    register = work.register_for(instance)
    waiting = tasks.open_of_instance(work.tx, instance_id)

    def fire(program: Program, host: StepHost) -> Advance:
        advance = engine.fire_timers(program, instance.state, host)
        check_nothing_taken(waiting, advance)
        return advance

    take_step(work, instance, register, fire)
