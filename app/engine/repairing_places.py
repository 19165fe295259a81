"""Where a stored instance stands, and where its tokens may be put by hand, with the reason if not.

A token stays in its scope: what is inside a call or a repeated step is begun by that step alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.domain.repairs import Instruction, StandingToken
from app.engine.program import Program
from app.engine.reseating_joins import starved
from app.engine.run import attached
from app.engine.specs import Flowing
from app.engine.specs_events import Begin, Boundary, End
from app.engine.specs_gateways import Crossroads, Fork, Some
from app.engine.specs_scopes import Handler
from app.engine.workflow import ARMED, GROUP, HOST, LOOP, MANY, Workflow
from app.errors import StepRefused

REPEATED = "là một lần của bước lặp lại; chỉ chuyển hoặc bỏ được cả bước lặp"
TWICE = "đang đứng ở nhiều lượt; chọn đúng một lượt"
GONE = "không còn đứng trong hồ sơ; tải lại trang rồi chọn lại"
ONLY_ONE = "đây là chỗ duy nhất đang chờ; chuyển tới bước khác hoặc kết thúc cả lượt chạy"
JOINED = "chỗ gộp phía sau sẽ chờ mãi nhánh này; chuyển tới bước khác"


def standing_in(workflow: Workflow) -> Iterator[StandingToken]:
    """Yield each place where the instance stands, outer scopes first."""
    for scope in workflow.scopes():
        free = tuple(_targets(scope))
        for token in _standing(scope):
            refusal = REPEATED if LOOP in token.internal_data else ""
            yield StandingToken(
                token.task_spec.process_id,
                token.task_spec.bpmn_id,
                scope.activation.id,
                () if refusal else (*_anew(workflow, token), *free),
                refusal,
                refusal or _stays(scope, token),
            )


def the_token(program: Program, workflow: Workflow, one: Instruction) -> Any:
    """Return the token an instruction speaks of; raises StepRefused unless there is exactly one."""
    found = [
        token
        for scope in workflow.scopes()
        if one.activation_id in ("", scope.activation.id)
        for token in _standing(scope)
        if (token.task_spec.process_id, token.task_spec.bpmn_id) == one.place
    ]
    whole = [token for token in found if LOOP not in token.internal_data]
    if len(whole) == 1:
        return whole[0]
    wrong = TWICE if whole else REPEATED if found else GONE
    raise StepRefused(f"“{label_in(program, one.process_id, one.element_id)}” {wrong}")


def scope_for(program: Program, workflow: Workflow, one: Instruction) -> Any:
    """Return the open scope in which a token is added; raises StepRefused unless there is one."""
    found = [
        scope
        for scope in workflow.scopes()
        if scope.spec.process_id == one.process_id
        and one.activation_id in ("", scope.activation.id)
        and one.target in scope.spec.task_specs
    ]
    if len(found) == 1:
        return found[0]
    wrong = TWICE if found else "không nằm trong quy trình đang mở của hồ sơ"
    raise StepRefused(f"“{label_in(program, one.process_id, one.target)}” {wrong}")


def refusal_of(scope: Any, spec: Any) -> str:
    """Say why no token may be put on an element of a scope, or nothing."""
    if not isinstance(spec, Flowing):
        return "không ở cùng phạm vi với bước đang đứng; chọn bước trong danh sách"
    if isinstance(spec, Boundary | Handler):
        return "chỉ bắt đầu khi sự kiện của nó xảy ra"
    if isinstance(spec, End):
        return "là kết thúc, chỉ tới được bằng kết quả của người có thẩm quyền"
    if isinstance(spec, Begin):
        return "là điểm bắt đầu; chuyển tới bước đứng sau nó"
    if isinstance(spec, Fork | Some) and len(spec.entries) > 1:
        return "là chỗ gộp các nhánh; chuyển tới bước đứng sau nó"
    if _is_alternative(scope, spec):
        return "là một khả năng của cổng chờ sự kiện; chuyển tới cổng đó"
    if any(token.task_spec is spec for token in scope.tokens()):
        return "đã đang mở"
    return ""


def label_in(program: Program, process_id: str, element_id: str) -> str:
    """Return what readers call an element."""
    drawn = program.definitions.get(process_id)
    element = drawn.elements.get(element_id) if drawn else None
    return (element.name if element else "") or element_id


def _standing(scope: Any) -> Iterator[Any]:
    """Yield tokens that stand by themselves: what listens stands in the step it belongs to."""
    for token in scope.tokens():
        if HOST not in token.internal_data and ARMED not in token.internal_data:
            yield token


def _targets(scope: Any) -> Iterator[str]:
    for name, spec in scope.spec.task_specs.items():
        if not refusal_of(scope, spec):
            yield name


def _anew(workflow: Workflow, token: Any) -> Iterator[str]:
    """Yield the place itself where there is something inside that can be begun again."""
    inside = token.id in workflow.subprocesses or MANY in token.internal_data
    if inside and not isinstance(token.task_spec, Handler):
        yield token.task_spec.bpmn_id


def _stays(scope: Any, token: Any) -> str:
    """Say why a token cannot be cancelled without anything in its place, or nothing."""
    left = _Left(scope, token)
    if all(ARMED in other.internal_data for other in left.tokens()):
        return ONLY_ONE
    return JOINED if _starved_in(left) - _starved_in(scope) else ""


def _starved_in(scope: Any) -> set[str]:
    """Return the joins that need every branch: one that needs some goes on without it."""
    return {join.bpmn_id for join in starved(scope) if isinstance(join, Fork)}


class _Left:
    """A scope as it would be without one of its tokens and what goes with it."""

    def __init__(self, scope: Any, gone: Any) -> None:
        self.spec = scope.spec
        group = gone.internal_data.get(GROUP)
        with_it = {gone.id, *(one.id for one in attached(gone))}
        self._tokens = [
            other
            for other in scope.tokens()
            if other.id not in with_it and (not group or other.internal_data.get(GROUP) != group)
        ]

    def tokens(self) -> list[Any]:
        """Return the tokens that are left, oldest first."""
        return self._tokens


def _is_alternative(scope: Any, spec: Any) -> bool:
    return any(
        way.target == spec.bpmn_id
        for gateway in scope.spec.task_specs.values()
        if isinstance(gateway, Crossroads)
        for way in gateway.exits
    )
