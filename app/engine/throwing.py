"""Errors and escalations: from where they are thrown outwards to the nearest that catches them.

BPMN 2.0 sections 10.5.6 and 10.5.7. In each scope an event sub-process is asked first, then the
boundary events of the activity around. Nothing else in the instance hears of it. What nobody
catches stops the step: it never passes for success.
"""

from __future__ import annotations

from typing import Any

from app.engine.drawing import EventPart
from app.engine.run import Run
from app.engine.workflow import LOOP
from app.errors import EngineFault

_WORDS = {"error": "Lỗi", "escalation": "Báo cáo lên cấp trên (escalation)"}


def throw(task: Any, event: EventPart, run: Run) -> None:
    """Throw an error or escalation; raises EngineFault when nobody around catches it."""
    scope, from_handler = task.workflow, False
    # An event sub-process does not hear what it throws itself: the scope's handlers are passed by.
    while True:
        handler = None if from_handler else _handler(scope, event)
        if handler is not None:
            handler.trigger(scope, run)
            return
        if scope.outer is None:
            break
        owner = scope.owner
        host = owner.workflow.tasks.get(owner.internal_data.get(LOOP), owner)
        boundary = _boundary(host, event)
        if boundary is not None:
            _fire(boundary, host, run)
            return
        from_handler = scope.kind == "handler"
        scope = scope.outer
    name = event.code or event.name or "không mã"
    raise EngineFault(
        f"{_WORDS[event.kind]} “{name}” phát ở {task.task_spec.label} mà không nơi nào bắt; "
        "vẽ sự kiện gắn cạnh cùng mã ở nơi gọi"
    )


def _handler(scope: Any, event: EventPart) -> Any:
    """Return the event sub-process of a scope that catches, or None."""
    return _best([(handler, handler.awaits) for handler in scope.spec.handlers], event)


def _boundary(host: Any, event: EventPart) -> Any:
    specs = host.workflow.spec.task_specs
    guards = [specs[name] for name in host.task_spec.guards]
    return _best([(guard, guard.awaits) for guard in guards], event)


def _best(catchers: list[tuple[Any, EventPart | None]], event: EventPart) -> Any:
    """Return the catcher with this very code, else the one for any code."""
    same = [(spec, part) for spec, part in catchers if part and part.kind == event.kind]
    exact = [spec for spec, part in same if part.code == event.code and part.code]
    anything = [spec for spec, part in same if not part.code]
    return next(iter(exact + anything), None)


def _fire(boundary: Any, host: Any, run: Run) -> None:
    if boundary.drawn.interrupting:
        boundary.interrupt(host, run)
    else:
        run.push(host.workflow.token(boundary))


def note_end(task: Any) -> None:
    """Remember the end event that a process or call has reached, for its outcome.

    Ends of embedded sub-processes say nothing about the process; ends marked `side=true` stand
    behind side branches.
    """
    if task.task_spec.element.extensions.properties.get("side") == "true":
        return
    scope = task.workflow
    while scope.kind == "handler":
        scope = scope.outer
    if scope.kind in ("root", "call"):
        scope.ends.append(task.task_spec.bpmn_id)
