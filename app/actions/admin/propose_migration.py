"""Ask a second person to move cases to another version: which, why, what stands for what."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.case_requests import (
    MOST_MOVED,
    Fit,
    MoveItem,
    RequestKind,
    RequestState,
    VersionMove,
)
from app.domain.cases import InstanceRow
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.reseating import Counterparts
from app.errors import Conflict, FormInvalid, StepRefused
from app.permissions import check_can_move_cases
from app.steps.deciding_requests import work_of, wrong_reason
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.reseating import judge
from app.steps.services import Services
from app.steps.version_move_pages import check_apart, chosen, release_choices
from app.steps.work import Work
from app.store import case_requests, cases, instances


def propose_migration(
    services: Services,
    actor: Actor,
    from_release: str,
    to_release: str,
    counterparts: Counterparts,
    instance_ids: Sequence[str],
    reason: str,
) -> str:
    """Return the id of the request; the cases stay where they are.

    Raises FormInvalid without a reason or a case, StepRefused naming what cannot be moved (INV-19),
    Conflict for a case that already stands in a request.
    """
    with (
        refusals_recorded(services, actor, "Gửi duyệt chuyển phiên bản", about=to_release),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        check_apart(from_release, to_release)
        choices = release_choices(tx)
        for release_id in (from_release, to_release):
            chosen(choices, release_id)
        _check_written(reason, instance_ids)
        work = work_of(services, tx, actor)
        move = VersionMove(
            id=uuid4().hex,
            from_release=from_release,
            to_release=to_release,
            pairs=tuple((process, old, new) for (process, old), new in counterparts.items()),
            reason=reason.strip(),
            state=RequestState.PROPOSED,
            version=1,
            proposed_by=actor.person_id,
            proposed_name=actor.name,
            proposed_at=work.now,
        )
        rows = {row.id: row for row in instances.open_on(tx, from_release)}
        items = [_item(work, move, rows.get(one)) for one in dict.fromkeys(instance_ids)]
        ids = [one.instance_id for one in items]
        if case_requests.under_way(tx, RequestKind.MOVE, ids):
            raise Conflict("Có hồ sơ đang nằm trong một yêu cầu chuyển khác; bỏ chọn hồ sơ đó")
        case_requests.insert(tx, move, items)
        summary = f"Gửi duyệt chuyển {len(items)} lượt chạy từ {from_release} sang {to_release}"
        kind, payload = EventKind.MIGRATION_PROPOSED, {"instances": ids}
        record_request(work, move, kind, summary, payload)
        return move.id


def _check_written(reason: str, instance_ids: Sequence[str]) -> None:
    errors = []
    if not instance_ids or len(instance_ids) > MOST_MOVED:
        text = f"Chọn từ 1 đến {MOST_MOVED} hồ sơ"
        errors.append(FieldError("instance", "Hồ sơ", text))
    errors += wrong_reason("reason", "Lý do chuyển", "lý do chuyển", reason)
    if errors:
        raise FormInvalid(errors)


def _item(work: Work, move: VersionMove, row: InstanceRow | None) -> MoveItem:
    if row is None:
        raise Conflict("Có hồ sơ vừa kết thúc hoặc đã ở phiên bản khác; tải lại trang rồi chọn lại")
    found = judge(work, row, move.to_release, move.counterparts)
    if found.fit is Fit.CANNOT:
        case = cases.load(work.tx, row.case_id)
        name = case.code or case.title
        raise StepRefused(f"Không chuyển được hồ sơ {name}: {found.refusal}", clauses=("INV-19",))
    return MoveItem(
        request_id=move.id,
        instance_id=row.id,
        case_id=row.case_id,
        fit=found.fit,
        notes=found.notes,
    )
