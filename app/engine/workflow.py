"""The running instance: SpiffWorkflow's workflows, cut to what is alive.

A workflow holds one scope (a process, a called process, an embedded or event sub-process); its
tasks are the tokens in it. The library predicts the future and keeps the past in a tree; here
nothing is predicted and what is finished is removed at once, so the tree is flat: a root, and under
it what waits. That is why no step grows dearer with the number of rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.domain.execution import ROOT, Activation
from app.engine.scripting import ClosedScriptEngine

if TYPE_CHECKING:
    from app.engine.run import Run

# What a task remembers between steps, in `internal_data`; the keys are part of the stored format.
FLOW = "f"  # the sequence flow it came by
HOST = "h"  # boundary event: the activity it is attached to
LOOP = "l"  # instance of a loop: the task of the whole loop
ITEM = "i"  # instance of a loop: its element as {variable: value}
GROUP = "g"  # alternative behind an event gateway: the gateway's task
DUE = "d"  # timer: [moment, repeats left, interval]
MANY = "m"  # task of a whole loop: its progress
ARMED = "a"  # start of an event sub-process that waits
NUMBER = "n"  # counts the tokens of an instance, so that what opened first stands first


class _Tokens:
    """What the top workflow and the scopes share."""

    tasks: dict[str, Any]
    ends: list[str]
    kind: str
    outer: Any
    task_tree: Any
    activation: Activation

    def plant(self) -> None:
        """Give the workflow its root, the parent of all tokens."""
        self.ends = []
        self.task_tree = Task(self, self.spec.start, state=TaskState.COMPLETED, id=uuid4().hex)  # type: ignore[attr-defined]

    def token(
        self, spec: Any, state: int = TaskState.FUTURE, *, task_id: str = "", **memory: Any
    ) -> Any:
        """Put a token on a node without doing anything with it yet."""
        task = Task(self, spec, parent=self.task_tree, state=state, id=task_id or uuid4().hex)
        top = self.top_workflow  # type: ignore[attr-defined]
        top.count = max(top.count + 1, memory.get(NUMBER, 0))
        task.internal_data.update({NUMBER: top.count, **memory})
        return task

    def tokens(self) -> list[Any]:
        """Return the tokens of this scope, oldest first."""
        return [task for task in self.tasks.values() if task is not self.task_tree]

    def take(self, task: Any) -> None:
        """Remove a token that is done or cancelled."""
        if self.tasks.pop(task.id, None) is not None:
            self.task_tree._children.remove(task.id)

    def is_idle(self) -> bool:
        """Tell whether no token is left but event sub-processes that wait to be started."""
        return all(ARMED in task.internal_data for task in self.tokens())


class Workflow(_Tokens, BpmnWorkflow):
    """One instance; `subprocesses` holds its open scopes, outer ones first."""

    kind = "root"
    outer = None
    count = 0
    run: Run

    def __init__(self, spec: Any, subprocess_specs: Any) -> None:
        super().__init__(
            spec, subprocess_specs, script_engine=ClosedScriptEngine(), deserializing=True
        )
        self.activation = Activation(ROOT, spec.process_id)
        self.plant()

    def open_scope(self, task: Any, spec: Any) -> Scope:
        """Open the scope of an activity or event sub-process."""
        scope = Scope(spec, task)
        self.subprocesses[task.id] = scope
        return scope

    def scopes(self) -> Iterator[Any]:
        """Yield the instance's own scope, then the open ones, outer ones first."""
        yield self
        yield from list(self.subprocesses.values())

    def find(self, task_id: str) -> Any:
        """Return the token with this id, or None."""
        return next((s.tasks[task_id] for s in self.scopes() if task_id in s.tasks), None)


class Scope(_Tokens, BpmnSubWorkflow):
    """The inside of a call activity, an embedded sub-process or an event sub-process."""

    def __init__(self, spec: Any, task: Any) -> None:
        self.outer = task.workflow
        self.owner = task
        self.kind = task.task_spec.scope_kind
        super().__init__(spec, task.id, self.outer.top_workflow, deserializing=True)
        self.activation = self._activation(task)
        self.plant()

    def _calculate_depth(self) -> int:
        return int(self.outer.depth) + 1

    @property
    def parent_workflow(self) -> Any:
        """The scope around this one."""
        return self.outer

    def _activation(self, task: Any) -> Activation:
        around = viewpoint(task)
        if self.kind != "call":
            return around
        return Activation(
            id=task.id,
            process_id=self.spec.process_id,
            parent_id=around.id,
            call_element_id=task.task_spec.bpmn_id,
            element=task.internal_data.get(ITEM, {}),
        )


def viewpoint(task: Any) -> Activation:
    """Return the activation a token stands in, with the element of its loop instance added."""
    around: Activation = task.workflow.activation
    item = task.internal_data.get(ITEM)
    return replace(around, element={**around.element, **item}) if item else around
