"""What a token does on a node: the ground of all our task specs, tasks of people and services.

Each spec subclasses the library's spec of the same BPMN element and replaces prediction, tree
walks and data copying by the token rules of BPMN 2.0 (section 13). Facts are never in `task.data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.defaults import (
    ManualTask,
    NoneTask,
    ReceiveTask,
    SendTask,
    ServiceTask,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from app.domain.diagrams import Element
from app.domain.execution import StepKind
from app.engine import loops
from app.engine.drawing import EventPart, Node
from app.engine.run import Run
from app.engine.workflow import FLOW, HOST, LOOP, MANY
from app.errors import EngineFault


@dataclass(frozen=True)
class Exit:
    """A way out of a node: the sequence flow, the spec it leads to and its condition."""

    flow_id: str
    target: str
    condition: str | None


class Flowing:
    """Takes a token, does its work, sends tokens on. The parser fills in the drawn attributes."""

    drawn: Node
    element: Element
    process_id: str
    label: str
    awaits: EventPart | None  # what the node waits for or throws
    listens_at: str  # the id of the event that waits: of an event sub-process, its start
    exits: tuple[Exit, ...] = ()
    entries: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    passes_as = StepKind.COMPLETED
    # Further arguments of the library's constructor; its event definitions are never used.
    made_with: ClassVar[Mapping[str, Any]] = {}
    bpmn_id: str
    _wf_spec: Any

    def _predict(self, *_args: Any, **_kwargs: Any) -> None:
        """Predict nothing: the library would grow a tree of all that may come."""

    def _update(self, my_task: Any) -> None:
        """React to a token that has just arrived."""
        self.enter(my_task, my_task.workflow.top_workflow.run)

    def _run_hook(self, my_task: Any) -> bool:
        """Do the work of the node; the library calls this when the token's turn has come."""
        self.work(my_task, my_task.workflow.top_workflow.run)
        return True

    def _on_complete(self, my_task: Any) -> None:
        run: Run = my_task.workflow.top_workflow.run
        workflow = my_task.workflow
        if my_task.id in workflow.tasks:
            self.finish(my_task, run)
            run.settle(workflow)

    # --- to be replaced where a node differs

    def enter(self, task: Any, run: Run) -> None:
        """Let the token pass as soon as its turn comes."""
        run.push(task)

    def work(self, task: Any, run: Run) -> None:
        """Do nothing; the node only passes the token on."""

    def finish(self, task: Any, run: Run) -> None:
        """Record the passage, take the token away and send its successors."""
        chosen = self.choose(task, run)
        run.note(task, self.passes_as)
        task.workflow.take(task)
        for way in chosen:
            self.send(task, way)

    def choose(self, task: Any, run: Run) -> tuple[Exit, ...]:
        """Choose the flows to take: all that have no condition, and those whose condition holds.

        BPMN 2.0 section 8.3.13; the default flow is taken when no condition holds.
        """
        if all(way.condition is None for way in self.exits):
            return self.exits
        default = self.drawn.default
        chosen = [w for w in self.exits if w.condition is not None and self._holds(w, task, run)]
        free = [w for w in self.exits if w.condition is None and w.flow_id != default]
        if not chosen:
            free += [w for w in self.exits if w.flow_id == default]
        taken = tuple(way for way in self.exits if way in chosen or way in free)
        if not taken:
            raise EngineFault(
                f"{self.label}: không nhánh ra nào có điều kiện đúng và không có nhánh mặc định; "
                "đặt một nhánh mặc định"
            )
        return taken

    def _holds(self, way: Exit, task: Any, run: Run) -> bool:
        return run.is_true(way.condition or "", task)

    def send(self, task: Any, way: Exit, **memory: Any) -> Any:
        """Put a token on the node a flow leads to."""
        workflow = task.workflow
        spec = workflow.spec.task_specs[way.target]
        token = workflow.token(spec, **{FLOW: way.flow_id}, **memory)
        spec._update(token)
        return token


class Activity(Flowing):
    """A node that takes time: may carry boundary events and be repeated."""

    waits_for_person = False

    def enter(self, task: Any, run: Run) -> None:
        """Arm the boundary events, then begin, or begin each instance of the loop."""
        for name in self.guards:
            guard = task.workflow.spec.task_specs[name]
            guard.listen(task.workflow.token(guard, **{HOST: task.id}), run)
        if self.drawn.loop is None:
            self.begin(task, run)
        else:
            loops.open_loop(self, task, run)

    def begin(self, task: Any, run: Run) -> None:
        """Begin the work itself; automatic work is done when its turn comes."""
        run.push(task)

    def work(self, task: Any, run: Run) -> None:
        """Do the work, unless this is the end of a whole loop, whose instances have done it."""
        if MANY not in task.internal_data:
            self.perform(task, run)

    def perform(self, task: Any, run: Run) -> None:
        """Do nothing; a person has done the work."""

    def finish(self, task: Any, run: Run) -> None:
        """End the activity, or count one instance of its loop."""
        if LOOP in task.internal_data:
            loops.instance_done(self, task, run)
            return
        run.disarm(task)
        super().finish(task, run)


class _WaitingForPerson(Activity):
    """Stands open until somebody completes it."""

    waits_for_person = True

    def begin(self, task: Any, run: Run) -> None:
        """Open the task."""
        task._set_state(TaskState.READY)


class PersonTask(_WaitingForPerson, UserTask):
    """A user task."""


class HandTask(_WaitingForPerson, ManualTask):
    """A manual task: done outside the system, completed by a person all the same."""


class PlainTask(_WaitingForPerson, NoneTask):
    """A task without a type: a person says when it is done, so that nothing is skipped."""


class TopicTask(Activity, ServiceTask):
    """A service task: the host runs its topic."""

    def perform(self, task: Any, run: Run) -> None:
        """Run the topic; what it raises ends the step."""
        run.host.perform(loops.seen_from(task), self.element)


class RuleTask(Activity, ServiceTask):
    """A business rule task: the host evaluates its table."""

    def perform(self, task: Any, run: Run) -> None:
        """Evaluate the table; what it raises ends the step."""
        run.host.decide(loops.seen_from(task), self.element)


class MessageSender(Activity, SendTask):
    """A send task: throws its message, then goes on."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def perform(self, task: Any, run: Run) -> None:
        """Throw the message."""
        run.throw_message(task, self.drawn.events[0].name)


class MessageReceiver(Activity, ReceiveTask):
    """A receive task: waits for its message."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def begin(self, task: Any, run: Run) -> None:
        """Wait."""
        task._set_state(TaskState.WAITING)

    def fire(self, task: Any, run: Run) -> None:
        """Go on: the message has come."""
        loops.leave_group(task, run)
        run.push(task)
