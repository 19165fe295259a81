"""Keep what the rehearsal of a request showed, instance by instance, so that it may be approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.audit import EventKind
from app.domain.case_requests import Fit, MoveItem, VersionMove
from app.domain.people import Actor
from app.permissions import check_can_move_cases
from app.steps.deciding_requests import check_open, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.reseating import judge
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests, instances

FITS_NO_MORE = "không còn chuyển được: "


def note_rehearsal(
    services: Services,
    actor: Actor,
    move_id: str,
    replayed: Mapping[str, tuple[str, ...]],
    version: int | None = None,
) -> VersionMove:
    """Judge each instance anew and keep it with what its replay showed (by instance).

    Raises Conflict when the request was decided meanwhile, or is not of the version any more.
    """
    with (
        refusals_recorded(services, actor, "Chạy thử chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        move = case_requests.load(tx, VersionMove, move_id)
        check_open(move, version)
        work = work_of(services, tx, actor)
        found = [
            _tried(work, move, one, replayed.get(one.instance_id, ()))
            for one in case_requests.items(tx, MoveItem, move_id)
        ]
        for one in found:
            case_requests.note_rehearsal(tx, one)
        after = case_requests.change(tx, move, rehearsed_at=work.now)
        differ = sum(one.fit is not Fit.FITS for one in found)
        summary = f"Chạy thử chuyển {len(found)} lượt chạy: {differ} khác"
        payload = {"replayed": {one.instance_id: list(one.replayed) for one in found}}
        record_request(work, after, EventKind.MIGRATION_REHEARSED, summary, payload)
        return after


def _tried(work: Work, move: VersionMove, item: MoveItem, replayed: tuple[str, ...]) -> MoveItem:
    instance = instances.load(work.tx, item.instance_id)
    if instance.ended_at is not None or instance.release_id != move.from_release:
        return replace(item, fit=Fit.CANNOT, notes=("đã kết thúc hoặc đã ở phiên bản khác",))
    found = judge(work, instance, move.to_release, move.counterparts)
    if found.fit is Fit.CANNOT:
        return replace(item, fit=Fit.CANNOT, notes=(FITS_NO_MORE + found.refusal,))
    fit = Fit.DIFFERS if found.notes or replayed else Fit.FITS
    return replace(item, fit=fit, notes=found.notes, replayed=replayed)
