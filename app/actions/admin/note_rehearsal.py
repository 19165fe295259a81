"""Keep what the rehearsal of a request showed, instance by instance, so that it may be approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.version_moves import Fit, MoveItem, MoveState, VersionMove
from app.errors import Conflict
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.move_record import record_move
from app.steps.refusals import refusals_recorded
from app.steps.reseating import judge
from app.steps.services import Services
from app.steps.work import Work
from app.store import instances, version_moves

FITS_NO_MORE = "không còn chuyển được: "


def note_rehearsal(
    services: Services, actor: Actor, move_id: str, replayed: Mapping[str, tuple[str, ...]]
) -> VersionMove:
    """Judge each instance anew and keep it with what its replay showed (by instance).

    Raises Conflict when the request was decided meanwhile.
    """
    with (
        refusals_recorded(services, actor, "Chạy thử chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        move = version_moves.load(tx, move_id)
        if move.state is not MoveState.PROPOSED:
            raise Conflict(version_moves.CHANGED, winner=move.decided_name)
        now = services.clock.now()
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
        found = [
            _tried(work, move, one, replayed.get(one.instance_id, ()))
            for one in version_moves.items(tx, move_id)
        ]
        for one in found:
            version_moves.note_replay(tx, one)
        after = version_moves.change(tx, move, rehearsed_at=now)
        differ = sum(one.fit is not Fit.FITS for one in found)
        summary = f"Chạy thử chuyển {len(found)} lượt chạy: {differ} khác"
        payload = {"replayed": {one.instance_id: list(one.replayed) for one in found}}
        record_move(work, after, EventKind.MIGRATION_REHEARSED, summary, payload)
        return after


def _tried(work: Work, move: VersionMove, item: MoveItem, replayed: tuple[str, ...]) -> MoveItem:
    instance = instances.load(work.tx, item.instance_id)
    if instance.status != "running" or instance.release_id != move.from_release:
        return replace(item, fit=Fit.CANNOT, notes=("đã kết thúc hoặc đã ở phiên bản khác",))
    found = judge(work, instance, move.to_release, move.counterparts)
    if found.fit is Fit.CANNOT:
        return replace(item, fit=Fit.CANNOT, notes=(FITS_NO_MORE + found.refusal,))
    fit = Fit.DIFFERS if found.notes or replayed else Fit.FITS
    return replace(item, fit=fit, notes=found.notes, replayed=replayed)
