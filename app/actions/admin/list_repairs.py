"""List the requests to repair cases."""

from __future__ import annotations

from app.domain.case_requests import Repair
from app.domain.people import Actor
from app.domain.views.repairs import RepairsPage
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.wording import sentences_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests, instances


def list_repairs(services: Services, actor: Actor) -> RepairsPage:
    """Return the newest requests first; raises PermissionDenied for all but administrators."""
    with refusals_recorded(services, actor, "Xem đề nghị sửa hồ sơ"):
        check_can_repair(actor)
        with services.database.reading() as tx:
            found = case_requests.latest(tx, Repair)
            work = Work(services, tx, services.clock.now(), Doer())
            sizes = case_requests.sizes(tx, [one.id for one in found])
            firsts = case_requests.first_instances(tx, [one.id for one in found])
            rows = instances.of_ids(tx, firsts.values())
            said = {
                one.id: sentences_of(work, rows[firsts[one.id]], one.instructions) for one in found
            }
            return RepairsPage(tuple(found), sizes, said)
