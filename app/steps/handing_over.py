"""Open tasks after somebody was kept away from the case: none may be left to nobody (A-35)."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow, TaskState
from app.domain.people import Candidates
from app.steps.four_eyes import stood_in
from app.steps.work import Work
from app.store import audit_log, instances, tasks


def hand_over_tasks(work: Work, case: CaseRow, away: Collection[str]) -> None:
    """Take these persons' open tasks of the case back; offer what nobody is left for to stand-ins.

    They came into conflict while the tasks were open: declared, or by what a plan now names.
    """
    for row in tasks.of_case(work.tx, case.id):
        if row.state is not TaskState.OPEN:
            continue
        register = work.register_for(instances.load(work.tx, row.instance_id))
        offered = Candidates(row.role, row.body_id, row.person_ids)
        after = stood_in(register, offered, frozenset(row.excluded_ids))
        if after.role != row.role:
            tasks.hand_over(work.tx, row, after.role)
            label = work.world.organisation.role_label(after.role, after.body_id)
            event = NewEvent(
                kind=EventKind.TASK_HANDED_OVER,
                at=work.now,
                summary=f"“{row.name}” chuyển cho {label}: không còn ai khác được làm",
                actor_id=work.doer.person_id,
                actor_name=work.doer.name,
                case_id=case.id,
                element_id=row.element_id,
                clauses=("A-35",),
            )
            audit_log.append_system(work.tx, [event], work.now)
        elif row.claimed_by in away:
            tasks.release(work.tx, row)
