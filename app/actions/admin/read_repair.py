"""Show one request to repair cases: what, why, its rehearsal, how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.domain.case_requests import Repair, RepairItem
from app.domain.people import Actor
from app.domain.views.repairs import RepairLine, RepairPage
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.pictures import drawn_change
from app.repairs.trying_later import progress
from app.repairs.wording import element_name, sentences_of, title_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests, cases, instances, tasks


def read_repair(services: Services, actor: Actor, repair_id: str) -> RepairPage:
    """Return the request as it stands; raises NotFound."""
    with refusals_recorded(services, actor, "Xem đề nghị sửa hồ sơ", about=repair_id):
        check_can_repair(actor)
        with services.database.reading() as tx:
            request = case_requests.load(tx, Repair, repair_id)
            items = case_requests.items(tx, RepairItem, repair_id)
            work = Work(services, tx, services.clock.now(), Doer())
            rows = _Rows(work, items)
            return RepairPage(
                request,
                tuple(_line(rows, item) for item in items),
                yours=request.proposed_by == actor.person_id,
                sentences=sentences_of(work, rows.runs[items[0].instance_id], request.instructions),
                to_name=tuple(sorted({name for item in items for name in item.invariants})),
                counts=Counter(item.result for item in items),
                pictures=_pictures(rows, items),
                trying=progress(tx, request, items),
            )


class _Rows:
    """What the lines are made of, read in three statements for any number of them."""

    def __init__(self, work: Work, items: Sequence[RepairItem]) -> None:
        self.work = work
        case_ids = [item.case_id for item in items]
        self.runs = instances.of_ids(work.tx, [item.instance_id for item in items])
        self.cases = cases.of_ids(work.tx, case_ids)
        self.tasks = tasks.open_of_cases(work.tx, case_ids)


def _line(rows: _Rows, item: RepairItem) -> RepairLine:
    instance, case = rows.runs[item.instance_id], rows.cases[item.case_id]
    catalogue = rows.work.catalogue(instance.release_id)
    waiting = rows.tasks.get(case.id, ())
    return RepairLine(
        item,
        case.code,
        title_of(case),
        catalogue.process_name(instance.process_id),
        instance.release_id,
        tuple(task.name for task in waiting if task.instance_id == instance.id),
        {place: element_name(catalogue, *place) for place in (*item.stops, *item.starts)},
    )


def _pictures(rows: _Rows, items: Sequence[RepairItem]) -> dict[str, str]:
    """Return the diagrams of the first instance that the rehearsal could do something to."""
    item = next((one for one in items if not one.refusal), items[0])
    release_id = rows.runs[item.instance_id].release_id
    return drawn_change(rows.work.catalogue(release_id), item.stops, item.starts)
