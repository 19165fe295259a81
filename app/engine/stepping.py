"""The four ways an instance moves: start, complete, fire timers, deliver a message; and re-arming.

Each takes stored bytes, moves from one wait state to the next and returns an `Advance`. Whatever is
raised, nothing has happened: the bytes given are unchanged and the objects are dropped. The moves
`…_in` do the same to an instance that is already in memory; the walks of the tests compare both.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.execution import (
    Activation,
    Advance,
    ArmedTimer,
    Host,
    MessageWait,
    OpenTask,
)
from app.engine.program import Program
from app.engine.run import Run, due_of
from app.engine.specs_scopes import begin_scope
from app.engine.state import dump, load
from app.engine.workflow import NUMBER, Workflow, viewpoint
from app.errors import Conflict, EngineFault, NobodyWaits, StepRefused


def start(program: Program, host: Host, *, message: str = "") -> Advance:
    """Start an instance at its plain start event, or at the one that `message` triggers.

    Only that start event runs. Raises StepRefused when the process has no such start.
    """
    return start_in(Workflow(program.main, program.specs), host, message)


def complete(program: Program, state: bytes, task_id: str, host: Host) -> Advance:
    """Complete an open task and run on; raises Conflict when the task is not open any more."""
    return complete_in(load(program, state), task_id, host)


def fire_timers(program: Program, state: bytes, host: Host) -> Advance:
    """Fire every timer due at `host.now()`, earliest first, running on after each.

    Timers that a firing sets and that are due at once fire too. Without any due, nothing changes.
    """
    return fire_timers_in(load(program, state), host)


def deliver(program: Program, state: bytes, wait_id: str, host: Host) -> Advance:
    """Deliver a message to one place that waits; raises NobodyWaits when it waits no more.

    A place that says when it accepts (`acceptIf`) does not wait for it at any other time.
    """
    return deliver_in(load(program, state), wait_id, host)


def rearm(
    program: Program, state: bytes, host: Host, *, within: frozenset[str] | None = None
) -> Advance:
    """Read every waiting date timer anew, as if it began to wait now; nothing moves.

    For instances whose dates are facts that were corrected (a calendar, processes.md E1). Durations
    and repeats keep counting from when they began. `within` names the activations whose timers
    are read; None stands for all.
    """
    return rearm_in(load(program, state), host, within)


def start_in(workflow: Workflow, host: Host, message: str) -> Advance:
    """Start a new instance that is at hand."""
    run = Run(workflow, host)
    starts = workflow.spec.message_starts
    spec = starts.get(message) if message else workflow.spec.plain_start
    if spec is None:
        how = f"bằng thông điệp “{message}”" if message else "bằng tay, chỉ bằng thông điệp"
        raise StepRefused(f"Quy trình {workflow.spec.process_id} không bắt đầu {how}")
    begin_scope(workflow, spec, run)
    run.drain()
    return _advance(workflow, run)


def complete_in(workflow: Workflow, task_id: str, host: Host) -> Advance:
    """Complete an open task of an instance that is at hand."""
    task = workflow.find(task_id)
    if task is None or not _is_open(task):
        raise Conflict("Việc này không còn mở: đã có người hoàn thành hoặc hồ sơ đã đi tiếp")
    before = _armed(workflow)
    run = Run(workflow, host)
    run.push(task)
    run.drain()
    return replace(_advance(workflow, run), rearmed=_armed(workflow) != before)


def fire_timers_in(workflow: Workflow, host: Host) -> Advance:
    """Fire what is due in an instance that is at hand."""
    run = Run(workflow, host)
    now = run.moment.astimezone(UTC)
    while True:
        due = [(d.at, t) for t in _waiting(workflow) if (d := due_of(t)) and d.at <= now]
        if not due:
            return _advance(workflow, run)
        _, task = min(due, key=lambda pair: pair[0])
        task.task_spec.fire(task, run)
        run.drain()


def fire_one_in(workflow: Workflow, timer_id: str, host: Host) -> Advance:
    """Fire one armed timer as if its moment had come, the others left alone; raises NobodyWaits.

    For proofs and rehearsals, where the order of moments is chosen; cases use `fire_timers`.
    """
    task = workflow.find(timer_id)
    if task is None or task.state != TaskState.WAITING or not due_of(task):
        raise NobodyWaits("Không còn hẹn giờ này trong hồ sơ")
    run = Run(workflow, host)
    task.task_spec.fire(task, run)
    run.drain()
    return _advance(workflow, run)


def rearm_in(workflow: Workflow, host: Host, within: frozenset[str] | None = None) -> Advance:
    """Read the date timers of an instance that is at hand."""
    run = Run(workflow, host)
    for task in _waiting(workflow):
        if within is not None and task.workflow.activation.id not in within:
            continue
        event = task.task_spec.awaits
        if event and event.kind == "timer" and event.clock == "timeDate" and due_of(task):
            run.set_clock(task)
    return _advance(workflow, run)


def at_rest_in(workflow: Workflow, host: Host) -> Advance:
    """Return what an instance at hand waits for; nothing moves, however late it is."""
    return _advance(workflow, Run(workflow, host))


def deliver_in(workflow: Workflow, wait_id: str, host: Host) -> Advance:
    """Deliver a message to an instance that is at hand."""
    task = workflow.find(wait_id)
    if task is None or task.state != TaskState.WAITING or not _message_of(task):
        raise NobodyWaits("Không nơi nào trong hồ sơ còn chờ thông điệp này")
    run = Run(workflow, host)
    accept = task.task_spec.awaits.accept
    if accept and not run.is_true(accept, task):
        raise NobodyWaits(f"{task.task_spec.label} chưa nhận thông điệp này: cần {accept}")
    task.task_spec.fire(task, run)
    run.drain()
    return _advance(workflow, run)


def _advance(workflow: Workflow, run: Run) -> Advance:
    tasks = _oldest_first(workflow)
    waiting = [task for task in tasks if task.state == TaskState.WAITING]
    advance = Advance(
        state=dump(workflow),
        passed=tuple(run.passed),
        open_tasks=tuple(_open_task(task) for task in tasks if _is_open(task)),
        timers=tuple(timer for task in waiting for timer in _timers(task)),
        waits=tuple(wait for task in waiting for wait in _waits(task)),
        thrown=tuple(run.thrown),
        activations=tuple(_activations(workflow)),
        finished=bool(workflow.completed),
        outcome=workflow.ends[-1] if workflow.completed and workflow.ends else "",
    )
    if not (advance.finished or advance.open_tasks or advance.timers or advance.waits):
        raise EngineFault(f"Hồ sơ đứng lại mà không có gì để chờ: {_stuck(tasks)}")
    return advance


def _armed(workflow: Workflow) -> list[ArmedTimer | MessageWait]:
    armed: list[ArmedTimer | MessageWait] = []
    for task in _waiting(workflow):
        armed.extend(_timers(task))
        armed.extend(_waits(task))
    return armed


def _stuck(tasks: list[Any]) -> str:
    names = [t.task_spec.label for t in tasks if t.state == TaskState.WAITING]
    return f"{', '.join(dict.fromkeys(names))} chờ nhánh hoặc thời điểm không bao giờ tới"


def _activations(workflow: Workflow) -> list[Activation]:
    return [scope.activation for scope in workflow.scopes() if scope.kind in ("root", "call")]


def _waiting(workflow: Workflow) -> list[Any]:
    return [task for task in _oldest_first(workflow) if task.state == TaskState.WAITING]


def _oldest_first(workflow: Workflow) -> list[Any]:
    tokens = (task for scope in workflow.scopes() for task in scope.tokens())
    return sorted(tokens, key=lambda task: task.internal_data[NUMBER])


def _is_open(task: Any) -> bool:
    waits = getattr(task.task_spec, "waits_for_person", False)
    return bool(waits and task.state == TaskState.READY)


def _open_task(task: Any) -> OpenTask:
    return OpenTask(task.id, viewpoint(task), task.task_spec.element)


def _timers(task: Any) -> list[ArmedTimer]:
    due = due_of(task)
    spec, activation = task.task_spec, task.workflow.activation
    return [ArmedTimer(task.id, activation.id, spec.listens_at, due.at)] if due else []


def _message_of(task: Any) -> str:
    event = task.task_spec.awaits
    return event.name if event and event.kind == "message" else ""


def _waits(task: Any) -> list[MessageWait]:
    name = _message_of(task)
    spec, activation = task.task_spec, task.workflow.activation
    return [MessageWait(task.id, activation.id, spec.listens_at, name)] if name else []
