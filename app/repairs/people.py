"""An open task given to somebody else: only to who might take it anyway (INV-13, INV-20)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.audit import EventKind
from app.domain.cases import InstanceRow, TaskRow
from app.domain.notices import Notice, NoticeKind
from app.domain.people import Actor
from app.domain.repairs import Instruction
from app.errors import PermissionDenied, StepRefused
from app.permissions import check_can_submit
from app.register.conflicts import conflicted
from app.register.register import CaseRegister
from app.steps.work import Work
from app.store import accounts, tasks


def reassign(work: Work, register: CaseRegister, instance: InstanceRow, one: Instruction) -> None:
    """Give a task to one person, or back to all its candidates; raises StepRefused saying why."""
    row = the_task(work, instance, one)
    before = _name(register, row.claimed_by)
    if not one.person_ids:
        tasks.assign(work.tx, row, "")
        _record(register, row, before, "mọi người được giao")
        return
    person_id = one.person_ids[0]
    if refusal := refusal_of(work, register, row, person_id):
        raise StepRefused(
            f"Không giao “{row.name}” cho {_name(register, person_id)} được: {refusal}",
            clauses=("INV-13", "INV-20"),
        )
    tasks.assign(work.tx, row, person_id)
    _record(register, row, before, _name(register, person_id))
    text = f"Hồ sơ {register.case.code or register.case.title}: “{row.name}” được giao cho đồng chí"
    register.notify(Notice(NoticeKind.INFORMATION, text, person_id=person_id))


def the_task(work: Work, instance: InstanceRow, one: Instruction) -> TaskRow:
    """Return the open task an instruction speaks of; raises StepRefused unless there is one."""
    found = [
        row
        for row in tasks.open_of_instance(work.tx, instance.id)
        if (row.process_id, row.element_id) == one.place
        and one.activation_id in ("", row.activation_id)
    ]
    if len(found) == 1:
        return found[0]
    wrong = "đang mở ở nhiều lượt; chọn một lượt" if found else "không còn mở; tải lại trang"
    raise StepRefused(f"Việc “{one.element_id}” {wrong}")


def people_for(work: Work, register: CaseRegister, row: TaskRow) -> Iterator[str]:
    """Yield who may be given a task."""
    named = row.person_ids
    holders = register.organisation.holders(row.role, row.body_id, register.today)
    for person_id in named or holders:
        if not refusal_of(work, register, row, person_id):
            yield person_id


def refusal_of(work: Work, register: CaseRegister, row: TaskRow, person_id: str) -> str:
    """Say why a person may not be given a task, by the guard that would refuse their sending it."""
    organisation = register.organisation
    if not organisation.has_person(person_id):
        return "không có trong danh sách cán bộ"
    runs_system = person_id in accounts.with_system_roles(work.tx)
    actor = Actor(
        person_id,
        organisation.person(person_id).name,
        "",
        organisation.capacities(person_id, register.today),
        frozenset({"admin"} if runs_system else ()),
    )
    try:
        check_can_submit(actor, row, conflicted(register))
    except PermissionDenied as denied:
        return denied.message
    return ""


def _record(register: CaseRegister, row: TaskRow, before: str, after: str) -> None:
    register.record(
        EventKind.TASK_HANDED_OVER,
        f"“{row.name}” giao lại: từ {before or 'mọi người được giao'} sang {after}",
        element_id=row.element_id,
        process_id=row.process_id,
        activation_id=row.activation_id,
        payload={"task": row.id, "before": before, "after": after},
    )


def _name(register: CaseRegister, person_id: str) -> str:
    known = person_id and register.organisation.has_person(person_id)
    return register.organisation.person(person_id).name if known else person_id
