"""Nodes with an inside: call activities, embedded sub-processes and event sub-processes."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import CallActivity, EventSubprocess, SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from app.engine.run import Run, due_of
from app.engine.specs import Activity, Flowing
from app.engine.workflow import ARMED
from app.errors import EngineFault


class _Inside:
    """Opens and closes the scope of a token."""

    spec: str

    def open(self, task: Any, run: Run) -> Any:
        """Open the scope, arm its event sub-processes and put a token on its start."""
        task._set_state(TaskState.STARTED)
        top = task.workflow.top_workflow
        scope = top.open_scope(task, top.subprocess_specs[self.spec])
        begin_scope(scope, scope.spec.plain_start, run)
        return scope


def begin_scope(workflow: Any, start: Any, run: Run) -> None:
    """Arm the event sub-processes of a scope and put a token on a start event."""
    for handler in workflow.spec.handlers:
        handler.wait(workflow, run)
    start._update(workflow.token(start))


class Embedded(_Inside, Activity, SubWorkflowTask):
    """An embedded sub-process; it belongs to the activation around it."""

    scope_kind = "embedded"

    def begin(self, task: Any, run: Run) -> None:
        """Open the sub-process."""
        self.open(task, run)

    def perform(self, task: Any, run: Run) -> None:
        """Close it: its last token is gone."""
        task.workflow.top_workflow.subprocesses.pop(task.id)


class Call(_Inside, Activity, CallActivity):
    """A call activity: an activation of its own, with inputs and an outcome."""

    scope_kind = "call"

    def begin(self, task: Any, run: Run) -> None:
        """Evaluate the inputs with the caller's facts and open the called process."""
        mappings = self.element.extensions.inputs
        inputs = {entry.target: run.evaluate(entry.expression, task) for entry in mappings}
        task._set_state(TaskState.STARTED)
        top = task.workflow.top_workflow
        scope = top.open_scope(task, top.subprocess_specs[self.spec])
        run.host.opened(scope.activation, inputs)
        begin_scope(scope, scope.spec.plain_start, run)

    def perform(self, task: Any, run: Run) -> None:
        """Close the activation and hand its outcome and outputs to the host."""
        scope = task.workflow.top_workflow.subprocesses.pop(task.id)
        outputs = {entry.source: entry.target for entry in self.element.extensions.outputs}
        if "outcome" in outputs and len(set(scope.ends)) > 1:
            raise EngineFault(
                f"{self.label}: quy trình được gọi tới nhiều kết thúc ({', '.join(scope.ends)}), "
                "nên không có một kết quả; đánh dấu side=true ở kết thúc của nhánh phụ"
            )
        outcome = scope.ends[-1] if scope.ends else ""
        run.host.closed(scope.activation, outcome, outputs)


class Handler(_Inside, Flowing, EventSubprocess):
    """An event sub-process: waits while its scope is open, or is started by an error or escalation.

    The library starts it with the process, ignores interruption and changes the shared spec.
    """

    scope_kind = "handler"
    interrupts: bool

    def wait(self, workflow: Any, run: Run) -> None:
        """Listen for a message or a moment from the opening of the scope on."""
        if self.awaits is None or self.awaits.kind not in ("message", "timer"):
            return
        task = workflow.token(self, TaskState.WAITING, **{ARMED: 1})
        if self.awaits.kind == "timer":
            run.set_clock(task)
            if due_of(task) is None:
                workflow.take(task)

    def fire(self, task: Any, run: Run) -> None:
        """Start: the message or moment has come. Non-interrupting ones keep listening."""
        workflow = task.workflow
        due = due_of(task)
        following = due.following() if due else None
        if self.interrupts or (due and not following):
            workflow.take(task)
        run.keep_clock(task, following)
        self.trigger(workflow, run)

    def trigger(self, workflow: Any, run: Run) -> None:
        """Start one run of the sub-process; an interrupting one first ends all else around it."""
        if self.interrupts:
            for other in workflow.tokens():
                run.cancel(other)
        self.open(workflow.token(self), run)

    def work(self, task: Any, run: Run) -> None:
        """Close it: its last token is gone."""
        task.workflow.top_workflow.subprocesses.pop(task.id)
