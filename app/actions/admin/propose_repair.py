"""Ask a second person to repair running cases: which, what, why; tried on a copy at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RepairItem, RequestKind, RequestState
from app.domain.people import Actor
from app.domain.repairs import Instruction
from app.errors import Conflict, StepRefused
from app.permissions import check_can_repair
from app.repairs.asking import check_written, rehearsed
from app.repairs.trying_later import untried
from app.steps.deciding_requests import work_of
from app.steps.kept_rehearsals import LIVE, leave_to_worker
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests

TAKEN = "Có hồ sơ đang nằm trong một đề nghị sửa khác; chờ kết quả hoặc bỏ chọn hồ sơ đó"


def propose_repair(
    services: Services,
    actor: Actor,
    instance_ids: Sequence[str],
    instructions: Sequence[Instruction],
    reason: str,
    *,
    live: int = LIVE,
) -> str:
    """Return the id of the request; the cases stay as they are.

    Of more than `live` instances the worker does the rehearsal, and the page says how far it is.
    Raises FormInvalid for what is not said, StepRefused with the reason when it can be done to none
    of the instances, Conflict for one that stands in another request, NotFound.
    """
    with refusals_recorded(services, actor, "Gửi duyệt sửa hồ sơ", about=",".join(instance_ids)):
        check_can_repair(actor)
        ids = tuple(dict.fromkeys(instance_ids))
        check_written(ids, instructions, reason)
        request = _request(services, actor, instructions, reason)
        with services.database.reading() as tx:
            items = untried(tx, request.id, ids)
        if len(ids) <= live:
            items = rehearsed(services, actor, request, items)
            request = replace(request, rehearsed_at=request.proposed_at)
            _check_any_goes(items)
        _keep(services, actor, request, items)
        return request.id


def _request(
    services: Services, actor: Actor, instructions: Sequence[Instruction], reason: str
) -> Repair:
    return Repair(
        id=uuid4().hex,
        instructions=tuple(instructions),
        reason=reason.strip(),
        state=RequestState.PROPOSED,
        version=1,
        proposed_by=actor.person_id,
        proposed_name=actor.name,
        proposed_at=services.clock.now(),
    )


def _check_any_goes(items: Sequence[RepairItem]) -> None:
    if all(item.refusal for item in items):
        raise StepRefused("; ".join(dict.fromkeys(item.refusal for item in items)))


def _keep(services: Services, actor: Actor, request: Repair, items: Sequence[RepairItem]) -> None:
    with services.database.transaction() as tx:
        ids = [one.instance_id for one in items]
        if case_requests.under_way(tx, RequestKind.REPAIR, ids):
            raise Conflict(TAKEN)
        case_requests.insert(tx, request, items)
        summary = f"Gửi duyệt sửa {len(items)} lượt chạy"
        kind, payload = EventKind.REPAIR_PROPOSED, {"instances": ids}
        work = work_of(services, tx, actor)
        record_request(work, request, kind, summary, payload)
        if request.rehearsed_at is None:
            leave_to_worker(work, request, len(items))
