"""Show what may be done to an instance: where it stands, where it may go, what may be changed."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.repairs import OfferPage
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.offering import drawn_offer
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, instances


def offer_repair(services: Services, actor: Actor, instance_id: str) -> OfferPage:
    """Return what may be done; raises PermissionDenied for all but administrators, NotFound."""
    with refusals_recorded(services, actor, "Mở đề nghị sửa hồ sơ", about=instance_id):
        check_can_repair(actor)
        with services.database.reading() as tx:
            work = Work(services, tx, services.clock.now(), Doer())
            instance = instances.load(tx, instance_id)
            page, case = drawn_offer(work, instance), cases.load(tx, instance.case_id)
    note_read(services, actor, case, "Mở đề nghị sửa hồ sơ")
    return page
