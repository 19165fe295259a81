"""One instance repaired as its request says, in the transaction at hand; a rehearsal does the same.

Whatever is refused is raised as StepRefused and the transaction is not committed.
"""

from __future__ import annotations

from dataclasses import replace

from app import engine
from app.domain.audit import EventKind
from app.domain.case_requests import Repair
from app.domain.cases import CaseState, InstanceRow
from app.domain.execution import Advance
from app.domain.incidents import FailedWork
from app.domain.repairs import Instruction, RepairKind
from app.engine import Program
from app.errors import StepRefused
from app.register.register import CaseRegister
from app.repairs.facts import set_fact
from app.repairs.people import reassign
from app.repairs.record import note_repair
from app.repairs.running import check_may_restart, check_owes_nothing
from app.repairs.wording import element_name, moment, sentences_of
from app.steps.host import StepHost
from app.steps.patience import check_nothing_taken
from app.steps.retrying import settle
from app.steps.step import Command, start_instance, take_step
from app.steps.work import Work
from app.store import audit_log, cases, incidents, instances, tasks, timers

MAIN = "p01_art4_case"
RETRIED = "đã chạy xong khi sửa hồ sơ theo đề nghị của hai người"
MADE_BY_STEPS = frozenset(
    {
        EventKind.VOTE_COUNTED,
        EventKind.AUTHORITY_DETERMINED,
        EventKind.DOCUMENT_SIGNED,
        EventKind.DOCUMENT_ISSUED,
        EventKind.DOCUMENT_FILED,
        EventKind.PASS_OPENED,
        EventKind.CLOCK_CLOSED,
    }
)
# These are the whole of a request: beside them nothing else makes sense.
ALONE = frozenset({RepairKind.SUSPEND, RepairKind.RESUME, RepairKind.END, RepairKind.RESTART})


def apply(work: Work, instance: InstanceRow, request: Repair) -> None:
    """Do everything that a request says to one instance, and record it in the instance's chain."""
    kind = request.instructions[0].kind
    if kind is RepairKind.RESTART:
        _restart(work, instance, request)
        return
    if instance.ended_at is not None:
        raise StepRefused("Lượt chạy này đã kết thúc; chỉ còn bắt đầu lại được")
    register = work.register_for(instance)
    changes: dict[str, tuple[str, str]] = {}
    for one in request.instructions:
        if one.kind is RepairKind.SET_FACT:
            changes[one.name] = set_fact(work, register, instance, one)
        elif one.kind is RepairKind.TIMER:
            changes |= _moments(work, instance, one)
        elif one.kind is RepairKind.REASSIGN:
            reassign(work, register, instance, one)
    status = _status(instance, kind)
    if kind is RepairKind.END:
        command = _ended(register, instance)
    else:
        command = _put_right(work, register, instance, request)
    recorded = _recorded(work, register, instance, request, command, changes)
    take_step(work, replace(instance, status=status), register, recorded)
    if any(one.kind is RepairKind.RETRY for one in request.instructions):
        _settle_incidents(work, instance)


def _settle_incidents(work: Work, instance: InstanceRow) -> None:
    """End what held the timers of an instance back: they have just fired."""
    for incident in incidents.live_of_instances(work.tx, [instance.id]):
        if incident.what is FailedWork.TIMER:
            settle(work, incident, RETRIED, work.doer)


def _moments(work: Work, instance: InstanceRow, one: Instruction) -> dict[str, tuple[str, str]]:
    """Return the moment of a timer as it was and as it is asked for; the engine checks it."""
    catalogue = work.catalogue(instance.release_id)
    name = element_name(catalogue, one.process_id, one.element_id)
    armed = timers.of_instance(work.tx, instance.id)
    was = [timer.due_at for timer in armed if timer.element_id == one.element_id]
    return {name: (moment(was[0]), moment(one.moment))} if was and one.moment else {}


def _status(instance: InstanceRow, kind: RepairKind) -> str:
    """Return the status that an instance has from now on."""
    if kind is RepairKind.SUSPEND:
        if instance.status != "running":
            raise StepRefused("Lượt chạy này đang tạm dừng rồi")
        return "suspended"
    if kind is RepairKind.RESUME:
        if instance.status != "suspended":
            raise StepRefused("Lượt chạy này không tạm dừng nên không có gì để chạy lại")
        return "running"
    return instance.status


def _put_right(
    work: Work, register: CaseRegister, instance: InstanceRow, request: Repair
) -> Command:
    waiting = tasks.open_of_instance(work.tx, instance.id)

    def command(program: Program, host: StepHost) -> Advance:
        advance = engine.repair(program, instance.state, request.instructions, host)
        _check_nothing_made(register)
        if not any(one.kind is RepairKind.RETRY for one in request.instructions):
            return advance
        if all(timer.due_at > work.now for timer in advance.timers):
            raise StepRefused("Không còn hẹn giờ nào đến hạn để thử lại; tải lại trang")
        fired = engine.fire_timers(program, advance.state, host)
        still = {task.id for task in advance.open_tasks}
        check_nothing_taken([task for task in waiting if task.id in still], fired)
        passed, thrown = (*advance.passed, *fired.passed), (*advance.thrown, *fired.thrown)
        return replace(fired, passed=passed, thrown=thrown)

    return command


def _check_nothing_made(register: CaseRegister) -> None:
    """Refuse a repair on whose way the system would count, conclude or issue something."""
    made = [event.summary for event in register.events if event.kind in MADE_BY_STEPS]
    if made:
        raise StepRefused(
            f"Sửa vị trí không tạo ra quyết định hay văn bản, mà cách này tự làm: {made[0]}; "
            "chuyển tới việc của người đứng trước đó",
            clauses=("INV-20",),
        )


def _ended(register: CaseRegister, instance: InstanceRow) -> Command:
    check_owes_nothing(register, instance)
    if instance.process_id == MAIN and register.case.submitted_at is None:
        register.update_case(state=CaseState.ENDED)
    return lambda program, host: engine.end(program, instance.state, host)


def _recorded(
    work: Work,
    register: CaseRegister,
    instance: InstanceRow,
    request: Repair,
    command: Command,
    changes: dict[str, tuple[str, str]],
) -> Command:
    """Let a command leave its line, with what was open before and is open after it."""
    before = [task.name for task in tasks.open_of_instance(work.tx, instance.id)]
    said = sentences_of(work, instance, request.instructions)

    def recording(program: Program, host: StepHost) -> Advance:
        advance = command(program, host)
        after = [task.element.name for task in advance.open_tasks]
        note_repair(
            work, register, instance, request, said, before=before, after=after, changes=changes
        )
        return advance

    return recording


def _restart(work: Work, instance: InstanceRow, request: Repair) -> None:
    """Start the process anew on the same case; the line stands in the chain of what ended."""
    register = work.register_for(instance)
    beginning = check_may_restart(register, instance)
    said = sentences_of(work, instance, request.instructions)
    started = start_instance(
        work,
        instance.process_id,
        cases.load(work.tx, instance.case_id),
        passing=beginning.passing,
        message=beginning.message,
        given=beginning.given,
    )
    now_open = [task.name for task in tasks.open_of_instance(work.tx, started.id)]
    note_repair(work, register, instance, request, said, before=[], after=now_open, changes={})
    chain = audit_log.chain_of(instance.id)
    seq, digest = audit_log.append(
        work.tx, chain, instance.audit_seq, instance.audit_hash, register.events, work.now
    )
    instances.save_head(work.tx, instance, seq, digest)
