"""Ask a second person to move cases to another version: which, why, what stands for what."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.cases import InstanceRow
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.reseating import Counterparts
from app.domain.version_moves import (
    LONGEST_REASON,
    MOST_INSTANCES,
    SHORTEST_REASON,
    Fit,
    MoveItem,
    MoveState,
    VersionMove,
)
from app.errors import Conflict, FormInvalid, StepRefused
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.move_record import record_move
from app.steps.refusals import refusals_recorded
from app.steps.reseating import judge
from app.steps.services import Services
from app.steps.version_move_pages import check_apart, chosen, release_choices
from app.steps.work import Work
from app.store import cases, instances, version_moves


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
        now = services.clock.now()
        move = VersionMove(
            id=uuid4().hex,
            from_release=from_release,
            to_release=to_release,
            pairs=tuple((process, old, new) for (process, old), new in counterparts.items()),
            reason=reason.strip(),
            state=MoveState.PROPOSED,
            version=1,
            proposed_by=actor.person_id,
            proposed_name=actor.name,
            proposed_at=now,
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
        rows = {row.id: row for row in instances.running_on(tx, from_release)}
        items = [_item(work, move, rows.get(one)) for one in dict.fromkeys(instance_ids)]
        if version_moves.under_way(tx, [one.instance_id for one in items]):
            raise Conflict("Có hồ sơ đang nằm trong một yêu cầu chuyển khác; bỏ chọn hồ sơ đó")
        version_moves.insert(tx, move, items)
        summary = f"Gửi duyệt chuyển {len(items)} lượt chạy từ {from_release} sang {to_release}"
        payload = {"instances": [one.instance_id for one in items]}
        record_move(work, move, EventKind.MIGRATION_PROPOSED, summary, payload)
        return move.id


def _check_written(reason: str, instance_ids: Sequence[str]) -> None:
    errors = []
    if not instance_ids or len(instance_ids) > MOST_INSTANCES:
        text = f"Chọn từ 1 đến {MOST_INSTANCES} hồ sơ"
        errors.append(FieldError("instance", "Hồ sơ", text))
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        text = f"Ghi lý do chuyển, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
        errors.append(FieldError("reason", "Lý do chuyển", text))
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
    return MoveItem(move.id, row.id, row.case_id, found.fit, found.notes)
