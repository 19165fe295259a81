"""Show what may be done to each of several instances, before one request is made for all."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.case_requests import MOST_REPAIRED
from app.domain.people import Actor
from app.domain.views.repairs import OfferPage
from app.errors import NotFound
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.offering import offer_of
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, instances


def offer_repairs(
    services: Services, actor: Actor, instance_ids: Sequence[str]
) -> tuple[OfferPage, ...]:
    """Return what may be done to each, without diagrams: they would show one of many.

    Raises PermissionDenied for all but administrators, NotFound for one that is not there and for
    more than one request takes.
    """
    about = ",".join(instance_ids[:MOST_REPAIRED])
    with refusals_recorded(services, actor, "Mở đề nghị sửa nhiều hồ sơ", about=about):
        check_can_repair(actor)
        if len(instance_ids) > MOST_REPAIRED:
            raise NotFound(f"Chọn tối đa {MOST_REPAIRED} lượt chạy cho một đề nghị")
        with services.database.reading() as tx:
            work = Work(services, tx, services.clock.now(), Doer())
            rows = [instances.load(tx, one) for one in instance_ids]
            pages = tuple(offer_of(work, row) for row in rows)
            read = [cases.load(tx, one) for one in {row.case_id for row in rows}]
    for case in read:
        note_read(services, actor, case, "Mở đề nghị sửa hồ sơ")
    return pages
