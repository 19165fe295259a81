"""The lines that repairs leave: in the chain of the case, of the system, and in inboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import InstanceRow
from app.domain.notices import Notice, NoticeKind
from app.domain.repairs import Instruction, Repair
from app.register.register import CaseRegister
from app.steps.work import Work
from app.store import accounts, audit_log


def note_repair(
    work: Work,
    register: CaseRegister,
    instance: InstanceRow,
    request: Repair,
    said: Sequence[str],
    *,
    before: Sequence[str],
    after: Sequence[str],
    changes: Mapping[str, Sequence[str]],
) -> None:
    """Record a repair in the case, and tell the office that has it and the auditors.

    `before` and `after` are open tasks, `changes` the facts and timers set: name → [was, is].
    """
    summary = f"Khắc phục sự cố: {'; '.join(said)}"
    register.record(
        EventKind.INSTANCE_REPAIRED,
        f"{summary}. Lý do: {request.reason}",
        process_id=instance.process_id,
        element_id=request.instructions[0].element_id,
        payload={
            "repair": request.id,
            "instructions": plain(request.instructions),
            "reason": request.reason,
            "opinion": request.opinion,
            "proposed_by": request.proposed_by,
            "approved_by": request.decided_by,
            "before": list(before),
            "after": list(after),
            "changes": {name: list(pair) for name, pair in changes.items()},
        },
    )
    text = f"Hồ sơ {register.case.code or register.case.title}: {summary[0].lower()}{summary[1:]}"
    register.tell(NoticeKind.INFORMATION, text, [("office", register.case.body_id)])
    for account in accounts.everybody(work.tx):
        if "auditor" in account.system_roles:
            register.notify(Notice(NoticeKind.INFORMATION, text, person_id=account.person_id))


def record_repair(
    work: Work,
    request: Repair,
    kind: EventKind,
    summary: str,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Chain what somebody did with a request."""
    event = NewEvent(
        kind=kind,
        at=work.now,
        summary=summary,
        actor_id=work.doer.person_id,
        actor_name=work.doer.name,
        capacity=work.doer.capacity,
        payload={
            "repair": request.id,
            "instructions": plain(request.instructions),
            "reason": request.reason,
            **(payload or {}),
        },
    )
    audit_log.append_system(work.tx, [event], work.now)


def plain(instructions: Sequence[Instruction]) -> list[dict[str, Any]]:
    """Return instructions as the record keeps them: only what was said, moments as texts."""
    found = []
    for one in instructions:
        said = {name: value for name, value in asdict(one).items() if value not in (None, "", ())}
        said["kind"] = one.kind.value
        if one.moment:
            said["moment"] = one.moment.isoformat()
        found.append(said)
    return found
