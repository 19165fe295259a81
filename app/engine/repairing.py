"""Puts tokens of a stored instance elsewhere as two persons agreed, or says why that cannot be.

A token is put on an element as if the flow to it had been taken, and the instance runs on to its
next wait state. What nobody has decided is not decided here: no end is reached, and no way is
chosen by a fact that is not recorded (INV-20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from app.domain.execution import Activation, Advance, Host
from app.domain.repairs import Instruction, RepairKind, StandingToken
from app.engine import loops
from app.engine.program import Program
from app.engine.repairing_places import label_in, refusal_of, scope_for, standing_in, the_token
from app.engine.reseating_joins import starved
from app.engine.run import Run, due_of
from app.engine.state import load
from app.engine.stepping import at_rest_in
from app.engine.timers import Due
from app.engine.workflow import FLOW, Workflow, viewpoint
from app.errors import EngineFault, StepRefused
from app.feel import names_of

BEHIND_A_JOIN = "sẽ chờ một nhánh không bao giờ tới; chuyển tới bước đứng sau chỗ gộp"


def repair(
    program: Program, state: bytes, instructions: Sequence[Instruction], host: Host
) -> Advance:
    """Move, cancel and add tokens and change timers as instructed, then run on.

    Other kinds of instruction are not the engine's and are left out. Raises StepRefused naming the
    element for what cannot be done; the bytes given are unchanged.
    """
    workflow = load(program, state)
    hungry = _hungry(workflow)
    run = _RepairRun(workflow, host)
    begin = [step for one in instructions for step in _prepared(program, one, run)]
    for step in begin:
        step()
    _check_no_scope_empty(workflow)
    run.drain()
    _check_nothing_decided(program, run)
    _check_joins(workflow, hungry)
    try:
        return _with_record(at_rest_in(workflow, host), run)
    except EngineFault as fault:
        raise StepRefused(fault.message) from fault


def end(program: Program, state: bytes, host: Host) -> Advance:
    """Cancel everything that is open, so that the instance is over without any outcome."""
    workflow = load(program, state)
    run = Run(workflow, host)
    for token in workflow.tokens():
        run.cancel(token)
    workflow.completed, workflow.ends = True, []
    return _with_record(at_rest_in(workflow, host), run)


def standing(program: Program, state: bytes) -> tuple[StandingToken, ...]:
    """Return where an instance stands and where each token may be put."""
    return tuple(standing_in(load(program, state)))


class _RepairRun(Run):
    """A step that chooses no way by a fact that nobody recorded."""

    def __init__(self, workflow: Workflow, host: Host) -> None:
        super().__init__(workflow, host)
        self.known = frozenset(scope.activation.id for scope in workflow.scopes())

    def is_true(self, text: str, task: Any, extra: Mapping[str, Any] | None = None) -> bool:
        """Evaluate a condition; raises StepRefused where a way depends on what is not recorded."""
        spec, view = task.task_spec, viewpoint(task)
        if view.id in self.known and any(way.condition == text for way in spec.exits):
            missing = [
                name for name in sorted(names_of(text).names) if self._is_missing(view, name)
            ]
            if missing:
                raise StepRefused(
                    f"{spec.label} rẽ nhánh theo “{', '.join(missing)}” mà hồ sơ chưa ghi nhận; "
                    "chuyển tới bước của người quyết định việc đó",
                    clauses=("INV-20",),
                )
        return super().is_true(text, task, extra)

    def _is_missing(self, view: Activation, name: str) -> bool:
        return name not in view.element and self.host.fact(view, name) is None


def _prepared(program: Program, one: Instruction, run: _RepairRun) -> Iterator[Callable[[], None]]:
    """Take away at once what an instruction takes away; yield what it begins, for later.

    So a token may be moved to where another one of the same request stood.
    """
    workflow = run.workflow
    if one.kind is RepairKind.MOVE:
        token = the_token(program, workflow, one)
        scope = token.workflow
        _take(token, run)
        yield lambda: _begin(program, scope, one, run)
    elif one.kind is RepairKind.CANCEL:
        _take(the_token(program, workflow, one), run)
    elif one.kind is RepairKind.ADD:
        scope = scope_for(program, workflow, one)
        yield lambda: _begin(program, scope, one, run)
    elif one.kind is RepairKind.TIMER:
        _set_timer(program, one, run)


def _take(token: Any, run: Run) -> None:
    loops.leave_group(token, run)
    run.cancel(token)


def _begin(program: Program, scope: Any, one: Instruction, run: Run) -> None:
    spec = scope.spec.task_specs.get(one.target)
    if refusal := refusal_of(scope, spec):
        raise StepRefused(f"“{label_in(program, one.process_id, one.target)}” {refusal}")
    entry = spec.entries[0] if spec.entries else ""
    spec._update(scope.token(spec, **{FLOW: entry}))


def _set_timer(program: Program, one: Instruction, run: Run) -> None:
    """Change the moment of a timer that waits; one that ends work may only come later (INV-21)."""
    name = label_in(program, one.process_id, one.element_id)
    found = [task for task in _clocks(run.workflow, one) if due_of(task)]
    if not found or one.moment is None:
        raise StepRefused(f"“{name}” không còn là hẹn giờ đang chờ; tải lại trang rồi chọn lại")
    moment = one.moment.astimezone(UTC)
    if moment <= run.moment.astimezone(UTC):
        raise StepRefused(f"Đặt thời điểm của “{name}” sau bây giờ; cần làm ngay thì dùng thử lại")
    for task in found:
        due = due_of(task)
        assert due is not None  # noqa: S101 asked above
        if moment < due.at and _ends_work(task.task_spec):
            raise StepRefused(
                f"“{name}” dừng việc đang mở khi tới hạn nên chỉ được lùi, không được rút ngắn",
                clauses=("INV-21",),
            )
        run.keep_clock(task, Due(moment, due.left, due.every))


def _clocks(workflow: Workflow, one: Instruction) -> Iterator[Any]:
    for scope in workflow.scopes():
        for task in scope.tokens():
            spec = task.task_spec
            asked = (spec.process_id, spec.listens_at) == one.place
            if asked and one.activation_id in ("", scope.activation.id):
                yield task


def _ends_work(spec: Any) -> bool:
    """Tell whether work that is open ends when the timer fires."""
    attached = bool(spec.drawn.attached_to and spec.drawn.interrupting)
    return attached or bool(getattr(spec, "interrupts", False))


def _check_no_scope_empty(workflow: Workflow) -> None:
    for scope in workflow.scopes():
        if scope.is_idle():
            name = "Quy trình" if scope.outer is None else scope.owner.task_spec.label
            raise StepRefused(
                f"{name} không còn gì để chờ sau khi bỏ; chuyển tới bước khác hoặc kết thúc cả "
                "lượt chạy"
            )


def _check_nothing_decided(program: Program, run: _RepairRun) -> None:
    """Refuse a way to an end: an outcome is what people decided, not where a token was put."""
    for one in run.passed:
        element = program.definitions[one.process_id].elements[one.element_id]
        if element.tag == "endEvent" and one.activation_id in run.known:
            raise StepRefused(
                f"Sửa như vậy dẫn thẳng tới kết thúc “{element.name or element.id}”, tức là một "
                "kết quả không ai quyết định; chuyển tới bước đứng trước",
                clauses=("INV-20",),
            )


def _hungry(workflow: Workflow) -> set[tuple[str, str]]:
    return {_key(scope, spec) for scope in workflow.scopes() for spec in starved(scope)}


def _check_joins(workflow: Workflow, before: set[tuple[str, str]]) -> None:
    for scope in workflow.scopes():
        for spec in starved(scope):
            if _key(scope, spec) not in before:
                raise StepRefused(f"{spec.label} {BEHIND_A_JOIN}")


def _key(scope: Any, spec: Any) -> tuple[str, str]:
    return ("" if scope.outer is None else scope.owner.id), spec.bpmn_id


def _with_record(advance: Advance, run: Run) -> Advance:
    return replace(advance, passed=tuple(run.passed), thrown=tuple(run.thrown))
