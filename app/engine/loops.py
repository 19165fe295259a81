"""Activities that are repeated: multi-instance (parallel, sequential) and the standard loop.

The token that came stands for the whole loop and carries its progress; each instance is a token of
its own on the same node, linked by LOOP, with its element in ITEM.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.execution import Activation, StepKind
from app.engine.run import Run, attached
from app.engine.workflow import FLOW, GROUP, ITEM, LOOP, MANY, viewpoint
from app.errors import EngineFault

MOST_INSTANCES = 1_000


def seen_from(task: Any) -> Activation:
    """Return the activation as an activity sees it: with the element of its loop instance."""
    return viewpoint(task)


def open_loop(spec: Any, task: Any, run: Run) -> None:
    """Begin the instances of a loop; a loop without any is done at once."""
    loop = spec.drawn.loop
    task._set_state(TaskState.STARTED)
    if loop.standard:
        task.internal_data[MANY] = {"next": 0, "done": 0}
        _next_round(spec, task, run)
        return
    items = _items(spec, task, run)
    task.internal_data[MANY] = {"items": items, "next": 0, "done": 0}
    for _ in items[: 1 if loop.sequential else len(items)]:
        _begin_instance(spec, task, run)
    if not items:
        run.push(task)


def instance_done(spec: Any, task: Any, run: Run) -> None:
    """Count an instance that is done; begin the next one or end the loop."""
    whole = task.workflow.tasks[task.internal_data[LOOP]]
    progress = whole.internal_data[MANY]
    progress["done"] += 1
    run.note(task, StepKind.COMPLETED)
    early = _is_complete_early(spec, task, progress, run)
    task.workflow.take(task)
    if spec.drawn.loop.standard:
        _next_round(spec, whole, run)
    elif early or progress["done"] == len(progress["items"]):
        _end(whole, run)
    elif spec.drawn.loop.sequential:
        _begin_instance(spec, whole, run)


def leave_group(task: Any, run: Run) -> None:
    """Cancel the other alternatives of an event gateway once one has happened."""
    group = task.internal_data.get(GROUP)
    if not group:
        return
    for other in task.workflow.tokens():
        if other is not task and other.internal_data.get(GROUP) == group:
            task.workflow.take(other)
            other._set_state(TaskState.CANCELLED)


def _items(spec: Any, task: Any, run: Run) -> list[Any]:
    loop = spec.drawn.loop
    text = loop.collection or loop.cardinality
    value = run.evaluate(text, task)
    if not loop.collection:
        value = _counted(spec, value)
    if value is None:
        return []
    if not isinstance(value, list):
        raise EngineFault(f"{spec.label}: “{text[:80]}” phải cho một danh sách để lặp")
    if len(value) > MOST_INSTANCES:
        raise EngineFault(f"{spec.label}: lặp {len(value)} lần, nhiều nhất {MOST_INSTANCES}")
    return [{loop.variable: item} if loop.variable else {} for item in value]


def _counted(spec: Any, value: Any) -> list[int] | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise EngineFault(f"{spec.label}: số lần lặp phải là số nguyên, có {str(value)[:40]}")
    if value > MOST_INSTANCES:
        raise EngineFault(f"{spec.label}: lặp {int(value)} lần, nhiều nhất {MOST_INSTANCES}")
    return list(range(1, int(value) + 1))


def _begin_instance(spec: Any, whole: Any, run: Run) -> None:
    progress = whole.internal_data[MANY]
    item = progress["items"][progress["next"]] if "items" in progress else {}
    progress["next"] += 1
    instance = whole.workflow.token(
        spec, **{LOOP: whole.id, ITEM: item, FLOW: whole.internal_data.get(FLOW, "")}
    )
    spec.begin(instance, run)


def _next_round(spec: Any, whole: Any, run: Run) -> None:
    """Begin the next round of a standard loop, or end it (BPMN 2.0 section 13.3.6)."""
    loop, done = spec.drawn.loop, whole.internal_data[MANY]["done"]
    first = done == 0 and not loop.test_before
    if loop.maximum and done >= int(loop.maximum):
        _end(whole, run)
    elif first or not loop.condition or run.is_true(loop.condition, whole, {"loopCounter": done}):
        _begin_instance(spec, whole, run)
    else:
        _end(whole, run)


def _is_complete_early(spec: Any, task: Any, progress: dict[str, Any], run: Run) -> bool:
    condition = spec.drawn.loop.completion
    if not condition:
        return False
    total, done = len(progress["items"]), progress["done"]
    active = progress["next"] - done
    counts = {
        "numberOfInstances": total,
        "numberOfActiveInstances": active,
        "numberOfCompletedInstances": done,
        "numberOfTerminatedInstances": 0,
        # the names of the Camunda namespace for the same numbers
        "nrOfInstances": total,
        "nrOfActiveInstances": active,
        "nrOfCompletedInstances": done,
    }
    return run.is_true(condition, task, counts)


def _end(whole: Any, run: Run) -> None:
    for other in attached(whole):
        if LOOP in other.internal_data:
            run.cancel(other)
    run.push(whole)
