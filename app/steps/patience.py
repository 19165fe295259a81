"""A timer that fires takes no task away: missing a date decides nothing (INV-21)."""

from __future__ import annotations

from app.domain.cases import TaskRow
from app.domain.execution import Advance, StepKind
from app.domain.patience import LAPSE, PATIENT
from app.errors import StepRefused


def check_nothing_taken(before: list[TaskRow], advance: Advance) -> None:
    """Refuse a step of timers after which a task that waited for somebody is gone.

    The lapse of a plan that its proposer did not send in again is the one exception. Raises
    StepRefused naming the task.
    """
    fired = {one.element_id for one in advance.passed if one.kind is StepKind.FIRED}
    if LAPSE in fired:
        return
    still = {task.id for task in advance.open_tasks}
    for task in before:
        if task.process_id in PATIENT and task.id not in still:
            raise StepRefused(
                f"Hẹn giờ rút mất việc “{task.name}”; quá hạn chỉ được nhắc và cảnh báo",
                clauses=("C-030", "INV-21"),
            )
