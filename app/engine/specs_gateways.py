"""Gateways by the token rules of BPMN 2.0 section 13.4."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.defaults import (
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from SpiffWorkflow.util.task import TaskState

from app.engine.run import Run
from app.engine.specs import Exit, Flowing
from app.engine.workflow import FLOW, GROUP, HOST
from app.errors import EngineFault


class Choice(Flowing, ExclusiveGateway):
    """Exclusive gateway: the first flow whose condition holds, in file order, else the default.

    The library takes the order from the boxes' height, so that moving a box changes the way.
    """

    def choose(self, task: Any, run: Run) -> tuple[Exit, ...]:
        """Choose one flow; raises EngineFault when none fits and there is no default."""
        if len(self.exits) == 1 and self.exits[0].condition is None:
            return self.exits
        default = self.drawn.default
        for way in self.exits:
            if way.flow_id != default and self._holds(way, task, run):
                return (way,)
        chosen = tuple(way for way in self.exits if way.flow_id == default)
        if not chosen and self.exits:
            raise EngineFault(
                f"{self.label}: không nhánh nào có điều kiện đúng và không có nhánh mặc định; "
                "đặt một nhánh mặc định"
            )
        return chosen


class Fork(Flowing, ParallelGateway):
    """Parallel gateway: waits for one token on each incoming flow, sends one on each outgoing.

    Tokens wait on their own flow and are consumed when the gateway fires, so a join in a rework
    loop counts this round only, and two tokens on one flow are two rounds (section 13.4.1).
    """

    def enter(self, task: Any, run: Run) -> None:
        """Wait on the flow, and fire when every flow holds a token."""
        if len(self.entries) < 2:
            run.push(task)
            return
        task._set_state(TaskState.WAITING)
        there = self._first_of_each_flow(task)
        if len(there) == len(self.entries):
            for other in there:
                if other is not task:
                    task.workflow.take(other)
            run.push(task)

    def _first_of_each_flow(self, task: Any) -> list[Any]:
        found: dict[str, Any] = {task.internal_data[FLOW]: task}
        for other in task.workflow.tokens():
            if other.task_spec is self and other.state == TaskState.WAITING:
                found.setdefault(other.internal_data[FLOW], other)
        return list(found.values())


class Some(Flowing, InclusiveGateway):
    """Inclusive gateway: sends a token on each flow whose condition holds, else on the default.

    As a join it waits while a token elsewhere in its scope can still reach a flow that holds none,
    unless that token can also reach one that holds one (section 13.4.3). `reach` says from which
    nodes each incoming flow can be reached without passing the gateway itself.
    """

    reach: Mapping[str, frozenset[str]] = MappingProxyType({})

    def enter(self, task: Any, run: Run) -> None:
        """Wait, and ask at the token's turn and whenever nothing else can move."""
        if len(self.entries) < 2:
            run.push(task)
        else:
            task._set_state(TaskState.WAITING)
            run.ask_later(task)

    def ask(self, task: Any, run: Run) -> None:
        """Fire if nobody is awaited any more."""
        if task.id in task.workflow.tasks and self.may_fire(task.workflow):
            self.fire(task.workflow, run)

    def may_fire(self, scope: Any) -> bool:
        """Tell whether no token elsewhere in the scope is still awaited."""
        tokens = scope.tokens()
        held = {t.internal_data[FLOW] for t in tokens if t.task_spec is self}
        if not held:
            return False
        empty = [flow for flow in self.entries if flow not in held]
        others = {
            t.task_spec.bpmn_id
            for t in tokens
            if t.task_spec is not self and HOST not in t.internal_data
        }
        return not any(
            any(node in self.reach[flow] for flow in empty)
            and not any(node in self.reach[flow] for flow in held)
            for node in others
        )

    def fire(self, scope: Any, run: Run) -> None:
        """Consume one token of each flow that holds one and go on with the oldest."""
        first: dict[str, Any] = {}
        for token in scope.tokens():
            if token.task_spec is self:
                first.setdefault(token.internal_data[FLOW], token)
        kept, *others = first.values()
        for token in others:
            scope.take(token)
        run.push(kept)


class Crossroads(Flowing, EventBasedGateway):
    """Event gateway: all its events wait, the first one that happens cancels the others."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def connect(self, taskspec: Any) -> None:
        """Connect like any node; the library would move the events out of their nodes."""
        self._outputs.append(taskspec.name)
        taskspec._connect_notify(self)

    def send(self, task: Any, way: Exit, **memory: Any) -> Any:
        """Let one alternative wait."""
        return super().send(task, way, **{GROUP: task.id}, **memory)
