"""Puts a stored instance onto another version of its process, or says what does not fit.

Every token, scope and gathered branch keeps its id, its memory and so its remaining time; only the
names of the nodes change, where a mapping says so. Nothing moves. What the other version newly
listens for on work that is open (a boundary event, an event sub-process) begins to listen now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.execution import Host
from app.domain.reseating import Counterpart, Counterparts, Obstacle, Reseated
from app.engine.program import Program
from app.engine.reseating_joins import starving
from app.engine.run import Run
from app.engine.specs_gateways import Fork, Some
from app.engine.state import load, pack
from app.engine.stepping import at_rest_in
from app.engine.workflow import ARMED, DUE, FLOW, GROUP, HOST, LOOP, Workflow
from app.errors import EngineFault

GONE = "không có trong phiên bản mới"


def reseat(
    old: Program, new: Program, state: bytes, host: Host, counterparts: Counterparts
) -> Reseated:
    """Return the state on the other program, with what is open before and after.

    Raises EngineFault for bytes that are none of the old program's.
    """
    workflow = load(old, state)
    before = at_rest_in(workflow, host)
    seats = _Seats(workflow, new, counterparts)
    scopes = seats.scopes()
    if seats.obstacles:
        return Reseated(before, None, tuple(dict.fromkeys(seats.obstacles)))
    moved = load(new, pack(new.process_id, scopes))
    found = tuple(starving(workflow, moved, counterparts))
    if found:
        return Reseated(before, None, found)
    armed = tuple(_arm_new(workflow, moved, seats, host))
    try:
        return Reseated(before, at_rest_in(moved, host), armed=armed)
    except EngineFault as fault:
        stuck = Obstacle(old.process_id, "", old.process_id, fault.message)
        return Reseated(before, None, (stuck,))


class _Seats:
    """Finds the place of each scope and token in the other version, noting what has none."""

    def __init__(self, workflow: Workflow, new: Program, counterparts: Counterparts) -> None:
        self.workflow = workflow
        self.new = new
        self.counterparts = counterparts
        self.obstacles: list[Obstacle] = []
        self.spec_of: dict[int, Any] = {}  # scope of the old workflow → its new specification

    def scopes(self) -> list[list[Any]]:
        """Return the scopes as they are stored, on the other version."""
        kept = []
        for scope in self.workflow.scopes():
            spec = self._scope_spec(scope)
            if spec is None:
                continue
            self.spec_of[id(scope)] = spec
            owner = None if scope.outer is None else scope.owner.id
            tokens = [self._token(scope, spec, task) for task in scope.tokens()]
            ends = [self._end(scope, end) for end in scope.ends]
            kept.append([spec.name, owner, ends, [t for t in tokens if t is not None]])
        return kept

    def named(self, process_id: str, element_id: str) -> str:
        """Return the id that stands for an element in the other version."""
        return self.counterparts.get((process_id, element_id), element_id)

    def _scope_spec(self, scope: Any) -> Any:
        if scope.outer is None:
            return self.new.main
        around = self.spec_of.get(id(scope.outer))
        owner = scope.owner.task_spec
        place = around and around.task_specs.get(self.named(owner.process_id, owner.bpmn_id))
        if not place or type(place) is not type(owner):
            return None  # told at the token that opened it
        inside = self.new.specs[place.spec]
        if scope.kind == "call" and inside.process_id != scope.spec.process_id:
            self._note(owner, f"gọi quy trình khác: {inside.process_id}")
            return None
        return inside

    def _token(self, scope: Any, spec: Any, task: Any) -> list[Any] | None:
        old = task.task_spec
        name = self.named(old.process_id, old.bpmn_id)
        new = spec.task_specs.get(name)
        if new is None:
            wrong = GONE
        else:
            wrong = _moved(scope, spec, old, name) or _unlike(old, new)
            wrong = wrong or self._misplaced(task, new)
        if wrong:
            self._note(old, wrong, self._choices(scope, spec, old) if new is None else ())
            return None
        memory = dict(task.internal_data)
        if task.state == TaskState.WAITING and isinstance(old, Fork | Some):
            flow = self._flow(scope, spec, task, new)
            if flow is None:
                self._note(old, "đã nhận một nhánh mà phiên bản mới không dẫn tới đây")
                return None
            memory[FLOW] = flow
        return [task.id, name, task.state, memory]

    def _misplaced(self, task: Any, new: Any) -> str:
        """Say why a token that belongs to another one cannot belong to it there."""
        memory, tokens = task.internal_data, task.workflow.tasks
        if HOST in memory:
            host = tokens[memory[HOST]].task_spec
            if new.drawn.attached_to != self.named(host.process_id, host.bpmn_id):
                return "gắn vào việc khác trong phiên bản mới"
        if GROUP in memory and self._alternatives(task) != self._new_alternatives(task, new):
            return "đứng sau cổng chờ sự kiện có các nhánh khác trong phiên bản mới"
        if task.state == TaskState.WAITING and DUE in memory and new.awaits is None:
            return "không còn là hẹn giờ"
        return ""

    def _alternatives(self, task: Any) -> set[str]:
        """Return what waits behind the same event gateway, as the other version calls it."""
        group = task.internal_data[GROUP]
        beside = (t.task_spec for t in task.workflow.tokens() if _group(t) == group)
        return {self.named(spec.process_id, spec.bpmn_id) for spec in beside}

    def _new_alternatives(self, task: Any, new: Any) -> set[str]:
        gateways = (
            s for s in new._wf_spec.task_specs.values() if s.drawn.tag == "eventBasedGateway"
        )
        targets = ({way.target for way in gateway.exits} for gateway in gateways)
        return next((found for found in targets if new.bpmn_id in found), set())

    def _flow(self, scope: Any, spec: Any, task: Any, new: Any) -> str | None:
        """Return the flow by which a gathered branch has come, as the other version draws it."""
        flow = task.internal_data.get(FLOW, "")
        old_sources = (s for s in scope.spec.task_specs.values() if flow in _flows(s))
        source = next(old_sources, None)
        if source is None:
            return flow if flow in new.entries else None
        there = spec.task_specs.get(self.named(source.process_id, source.bpmn_id))
        if there is None:
            return None
        same = [way.flow_id for way in there.exits if way.target == new.bpmn_id]
        if flow in same:
            return str(flow)
        return same[0] if len(same) == 1 else None

    def _end(self, scope: Any, end: str) -> str:
        """Return an end event that was reached: the outcome of its process may be named by it."""
        process_id = scope.spec.process_id
        name = self.named(process_id, end)
        drawn = self.new.definitions[process_id].elements
        if name not in drawn:
            label = self.workflow.subprocess_specs[process_id].task_specs.get(end)
            self.obstacles.append(
                Obstacle(process_id, end, label.label if label else end, f"đã tới; {GONE}")
            )
        return name

    def _choices(self, scope: Any, spec: Any, old: Any) -> tuple[Counterpart, ...]:
        """Return what could stand for an element: alike, and not already standing for another."""
        known = scope.spec.task_specs
        return tuple(
            Counterpart(new.bpmn_id, new.drawn.name or new.bpmn_id)
            for new in spec.task_specs.values()
            if new.bpmn_id not in known and not _unlike(old, new)
        )

    def _note(self, old: Any, reason: str, choices: tuple[Counterpart, ...] = ()) -> None:
        label = old.drawn.name or old.bpmn_id
        self.obstacles.append(Obstacle(old.process_id, old.bpmn_id, label, reason, choices))


def _group(task: Any) -> Any:
    return task.internal_data.get(GROUP)


def _flows(spec: Any) -> set[str]:
    return {way.flow_id for way in spec.exits}


def _moved(scope: Any, spec: Any, old: Any, name: str) -> str:
    """Say that a counterpart would move the instance: only what is gone is replaced, by new."""
    if name == old.bpmn_id:
        return ""
    if old.bpmn_id in spec.task_specs:
        return "vẫn còn trong phiên bản mới, không thay bằng bước khác"
    if name in scope.spec.task_specs:
        return f"không thay bằng “{name}”, bước đã có của phiên bản cũ"
    return ""


def _unlike(old: Any, new: Any) -> str:
    """Say in what the element of the other version is of another kind, or nothing."""
    if type(old) is not type(new):
        return "là loại phần tử khác trong phiên bản mới"
    awaited, awaits = old.awaits, new.awaits
    if (awaited and awaited.kind) != (awaits and awaits.kind):
        return "chờ loại sự kiện khác trong phiên bản mới"
    if awaited and awaited.kind == "message" and awaited.name != awaits.name:
        return f"chờ thông điệp khác: “{awaits.name}”"
    if old.drawn.interrupting != new.drawn.interrupting:
        return "dừng việc đang làm theo cách khác trong phiên bản mới"
    if _repeats(old) != _repeats(new):
        return "lặp theo cách khác trong phiên bản mới"
    return ""


def _repeats(spec: Any) -> tuple[bool, bool, str] | None:
    loop = spec.drawn.loop
    return (loop.standard, loop.sequential, loop.variable) if loop else None


def _arm_new(old: Workflow, moved: Workflow, seats: _Seats, host: Host) -> Iterator[str]:
    """Let what the other version adds to open work begin to listen; yield its labels."""
    run = Run(moved, host)
    # What is armed here is not asked again: a new event has no open work of its own.
    for was, scope in zip(old.scopes(), moved.scopes(), strict=True):
        for handler in scope.spec.handlers:
            if handler.bpmn_id not in _known(seats, was.spec.handlers):
                handler.wait(scope, run)
                if any(t.task_spec is handler and ARMED in t.internal_data for t in scope.tokens()):
                    yield handler.label
        for task in scope.tokens():
            before = was.tasks.get(task.id)
            if before is None or LOOP in task.internal_data or HOST in task.internal_data:
                continue
            if task.state not in (TaskState.READY, TaskState.STARTED, TaskState.WAITING):
                continue
            specs = was.spec.task_specs
            known = _known(seats, [specs[name] for name in before.task_spec.guards])
            yield from _arm_guards(task, known, run)


def _arm_guards(task: Any, known: set[str], run: Run) -> Iterator[str]:
    scope = task.workflow
    for name in task.task_spec.guards:
        if name in known:
            continue
        guard = scope.spec.task_specs[name]
        token = scope.token(guard, **{HOST: task.id})
        guard.listen(token, run)
        if token.id in scope.tasks:
            yield guard.label


def _known(seats: _Seats, specs: Any) -> set[str]:
    return {seats.named(spec.process_id, spec.bpmn_id) for spec in specs}
