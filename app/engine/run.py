"""One step: runs what is automatic until everything waits, and notes what happened.

Tokens are moved depth first in the order in which their flows are drawn. A token that was cancelled
meanwhile is skipped, so nothing more runs in a scope that is being cancelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.diagrams import Element
from app.domain.execution import Activation, Host, PassedElement, StepKind, ThrownMessage
from app.engine.timers import Due, arm
from app.engine.workflow import DUE, FLOW, HOST, LOOP, Workflow, viewpoint
from app.errors import EngineFault, FeelError
from app.feel import Environment, evaluate

# One submit may set off this many elements. More is a loop that nobody leaves.
STEP_LIMIT = 5_000


class Run:
    """The step under way: the host asked, the tokens that can move and the record so far."""

    def __init__(self, workflow: Workflow, host: Host) -> None:
        workflow.run = self
        self.workflow = workflow
        self.host = host
        self.moment = host.now()
        self.passed: list[PassedElement] = []
        self.thrown: list[ThrownMessage] = []
        self._ready: list[Any] = []
        self._fresh: list[Any] = []
        self._count = 0
        self._instances: set[str] = set()

    # --- moving tokens

    def push(self, task: Any) -> None:
        """Let a token move as soon as its turn comes."""
        task._set_state(TaskState.READY)
        self._fresh.append(task)

    def ask_later(self, task: Any) -> None:
        """Let a waiting token ask, when its turn comes, whether it may go on."""
        self._fresh.append(task)

    def drain(self) -> None:
        """Move tokens until all wait; raises EngineFault beyond the step limit."""
        self._move()
        while self._release():
            self._move()

    def _release(self) -> bool:
        """Let one inclusive join fire that waits for nobody any more, innermost scopes first."""
        for scope in reversed(list(self.workflow.scopes())):
            for join in scope.spec.inclusive_joins:
                if join.may_fire(scope):
                    join.fire(scope, self)
                    return True
        return False

    def _move(self) -> None:
        self._queue_fresh()
        while self._ready:
            task = self._ready.pop()
            if task.has_state(TaskState.READY):
                self._tick(task)
                self._pass(task)
            elif task.has_state(TaskState.WAITING):
                task.task_spec.ask(task, self)
            self._queue_fresh()

    def _pass(self, task: Any) -> None:
        """Run one element; what fails in it says where."""
        try:
            task.run()
        except EngineFault as fault:
            if not fault.element_id:
                spec = task.task_spec
                fault.process_id, fault.element_id = spec.process_id, spec.bpmn_id
                fault.activation_id = task.workflow.activation.id
            raise

    def _queue_fresh(self) -> None:
        self._ready.extend(reversed(self._fresh))
        self._fresh = []

    def _tick(self, task: Any) -> None:
        self._count += 1
        if self._count > STEP_LIMIT:
            limit = f"{STEP_LIMIT:,}".replace(",", ".")
            raise EngineFault(
                f"Một bước đi qua hơn {limit} phần tử, dừng ở {task.task_spec.label}; "
                "sửa vòng lặp không có người hoặc không có điều kiện dừng"
            )

    # --- asking the outside

    def evaluate(self, text: str, task: Any, extra: Mapping[str, Any] | None = None) -> Any:
        """Evaluate FEEL as the token sees the facts; raises EngineFault naming the element."""
        view = viewpoint(task)

        def lookup(name: str) -> Any:
            if extra and name in extra:
                return extra[name]
            return view.element[name] if name in view.element else self.host.fact(view, name)

        try:
            return evaluate(text, lookup, Environment(self.moment, self.host.working_days))
        except FeelError as error:
            raise EngineFault(f"{task.task_spec.label}: {error.message}") from error

    def is_true(self, text: str, task: Any, extra: Mapping[str, Any] | None = None) -> bool:
        """Evaluate a condition; null is false, anything but true or false raises EngineFault."""
        value = self.evaluate(text, task, extra)
        if value is None or isinstance(value, bool):
            return bool(value)
        found = str(value)[:40]
        raise EngineFault(
            f"{task.task_spec.label}: điều kiện “{text[:80]}” cho {found}, cần đúng hoặc sai"
        )

    def set_clock(self, task: Any) -> None:
        """Evaluate a timer once, when it starts waiting; null leaves it unarmed."""
        spec = task.task_spec
        event = spec.awaits
        value = self.evaluate(event.text, task)
        self.keep_clock(task, arm(spec.element, event.clock, value, self.moment.astimezone(UTC)))

    def keep_clock(self, task: Any, due: Due | None) -> None:
        """Note the next due moment of a timer on its token."""
        if due is None:
            task.internal_data.pop(DUE, None)
        else:
            task.internal_data[DUE] = [due.at.isoformat(), due.left, due.every]

    # --- the record

    def note(self, task: Any, kind: StepKind) -> None:
        """Record that an element was passed, fired or cancelled; of a loop its instances count."""
        spec = task.task_spec
        loop = task.internal_data.get(LOOP)
        if loop:
            self._instances.add(loop)
        elif task.id in self._instances:
            return
        around: Activation = task.workflow.activation
        flow = task.internal_data.get(FLOW, "")
        self.passed.append(PassedElement(spec.bpmn_id, spec.process_id, around.id, kind, flow))

    def throw_message(self, task: Any, name: str) -> None:
        """Hand a message to the host with the advance."""
        activation: Activation = task.workflow.activation
        self.thrown.append(ThrownMessage(name, activation.id, task.task_spec.bpmn_id))

    # --- cancelling

    def cancel(self, task: Any) -> None:
        """Cancel a token and everything inside and attached to it, innermost last in the record."""
        pending = [task]
        while pending:
            victim = pending.pop()
            if victim.id not in victim.workflow.tasks:
                continue
            victim.workflow.take(victim)
            inside = self.workflow.subprocesses.pop(victim.id, None)
            hangers_on = attached(victim)
            if victim.task_spec.drawn.is_activity and not _has_instances(hangers_on):
                self.note(victim, StepKind.CANCELLED)
            victim._set_state(TaskState.CANCELLED)
            pending.extend(reversed(inside.tokens() if inside else []))
            pending.extend(reversed(hangers_on))

    def disarm(self, task: Any) -> None:
        """Remove the boundary events of an activity that is done."""
        for other in attached(task):
            other.workflow.take(other)
            other._set_state(TaskState.CANCELLED)

    def settle(self, workflow: Any) -> None:
        """Close a scope whose last token is gone; its activity goes on at its next turn."""
        if not workflow.is_idle() or not self._is_open(workflow):
            return
        for task in workflow.tokens():
            workflow.take(task)
        if workflow.outer is None:
            workflow.completed = True
        else:
            self.push(workflow.owner)

    def _is_open(self, workflow: Any) -> bool:
        """Tell whether nobody has cancelled the scope while its last token was moving."""
        if workflow.outer is None:
            return True
        return self.workflow.subprocesses.get(workflow.owner.id) is workflow


def attached(task: Any) -> list[Any]:
    """Return the tokens that live only as long as this one: boundary events and loop instances."""
    return [
        other
        for other in task.workflow.tokens()
        if task.id in (other.internal_data.get(HOST), other.internal_data.get(LOOP))
    ]


def _has_instances(tokens: list[Any]) -> bool:
    return any(LOOP in token.internal_data for token in tokens)


def due_of(task: Any) -> Due | None:
    """Return when a waiting timer fires, or None when it is not armed."""
    kept = task.internal_data.get(DUE)
    return Due(datetime.fromisoformat(kept[0]), kept[1], kept[2]) if kept else None


def element_of(task: Any) -> Element:
    """Return the drawn element a token stands on."""
    element: Element = task.task_spec.element
    return element
