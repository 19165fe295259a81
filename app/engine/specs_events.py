"""Events: starts, ends, throws, catches and boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    StartEvent,
)
from SpiffWorkflow.util.task import TaskState

from app.domain.execution import StepKind
from app.engine import loops, throwing
from app.engine.run import Run, due_of
from app.engine.specs import Flowing
from app.engine.workflow import FLOW, HOST


class Begin(Flowing, StartEvent):
    """A start event; the start action or the scope puts the token on the one that triggered."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}


class Throw(Flowing, IntermediateThrowEvent):
    """An intermediate throw event: none, message, escalation or link."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def finish(self, task: Any, run: Run) -> None:
        """Throw first: an interrupting escalation takes the token with it."""
        event = self.drawn.event
        if event and event.kind == "message":
            run.throw_message(task, event.name)
        elif event and event.kind == "escalation":
            run.note(task, self.passes_as)
            throwing.throw(task, event, run)
            if task.id in task.workflow.tasks:
                task.workflow.take(task)
                for way in self.exits:
                    self.send(task, way)
            return
        super().finish(task, run)


class End(Flowing, EndEvent):
    """An end event: none, message, escalation, error or terminate."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def finish(self, task: Any, run: Run) -> None:
        """Note the end, throw what it throws, take the token away."""
        event = self.drawn.event
        kind = event.kind if event else ""
        run.note(task, self.passes_as)
        if event and kind == "message":
            run.throw_message(task, event.name)
        if event and kind in ("error", "escalation"):
            throwing.throw(task, event, run)
        if task.id not in task.workflow.tasks:
            return
        throwing.note_end(task)
        task.workflow.take(task)
        if kind == "terminate":
            for other in task.workflow.tokens():
                run.cancel(other)


class _Waiting(Flowing):
    """An event that waits for a message or a moment."""

    passes_as = StepKind.FIRED

    def listen(self, task: Any, run: Run) -> None:
        """Wait from now on."""
        task._set_state(TaskState.WAITING)
        if self.drawn.event_kind == "timer":
            run.set_clock(task)


class Catch(_Waiting, IntermediateCatchEvent):
    """An intermediate catch event: message, timer or the arriving end of a link."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None}

    def enter(self, task: Any, run: Run) -> None:
        """Wait; the end of a link passes the token on."""
        if self.drawn.event_kind == "link":
            run.push(task)
        else:
            self.listen(task, run)

    def fire(self, task: Any, run: Run) -> None:
        """Go on: the event has happened."""
        loops.leave_group(task, run)
        run.push(task)


class Boundary(_Waiting, BoundaryEvent):
    """A boundary event; message and timer wait as tokens, errors and escalations find it."""

    made_with: ClassVar[Mapping[str, Any]] = {"event_definition": None, "cancel_activity": True}

    def listen(self, task: Any, run: Run) -> None:
        """Wait for a message or a moment; an error or escalation needs no token."""
        super().listen(task, run)
        unarmed = self.drawn.event_kind == "timer" and due_of(task) is None
        if unarmed or self.drawn.event_kind in ("error", "escalation"):
            task.workflow.take(task)

    def fire(self, task: Any, run: Run) -> None:
        """Interrupt the activity, or go on beside it and keep listening if more may come."""
        host = task.workflow.tasks[task.internal_data[HOST]]
        if self.drawn.interrupting:
            self.interrupt(host, run)
            return
        due = due_of(task)
        following = due.following() if due else None
        if due and not following:
            task.workflow.take(task)
        run.keep_clock(task, following)
        run.push(task.workflow.token(self))

    def interrupt(self, host: Any, run: Run) -> None:
        """Cancel the activity now, before anything else in it moves, and go on from here."""
        workflow = host.workflow
        token = workflow.token(self, **{FLOW: ""})
        run.cancel(host)
        run.push(token)
