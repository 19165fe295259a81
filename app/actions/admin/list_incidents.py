"""List incidents: those that wait for a person first; by state, process, step and cause."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.forms import Option
from app.domain.incidents import IncidentState
from app.domain.jobs import JobKind
from app.domain.people import Actor
from app.domain.views.incidents import IncidentsPage
from app.permissions import check_can_watch, handles_incidents
from app.steps.incident_lines import incident_lines, process_name
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import incident_lists, jobs
from app.store.database import Transaction
from app.store.incident_lists import IncidentFilter

PAGE = 50
# What may stand in the question; anything else means those that are not over.
STATES = {
    **{state.value: (state,) for state in IncidentState},
    "all": tuple(IncidentState),
}
ASKED = ("trang_thai", "quy_trinh", "buoc", "nguyen_nhan")


def list_incidents(
    services: Services, actor: Actor, fields: Mapping[str, str], page: int = 1
) -> IncidentsPage:
    """Return one page of what matches; raises PermissionDenied."""
    with refusals_recorded(services, actor, "Xem sự cố"):
        check_can_watch(actor)
    asked = {name: fields.get(name, "").strip() for name in ASKED}
    wanted = IncidentFilter(
        states=STATES.get(asked["trang_thai"], ()),
        process_id=asked["quy_trinh"],
        element_id=asked["buoc"],
        cause=asked["nguyen_nhan"],
    )
    with services.database.reading() as tx:
        total = incident_lists.count(tx, wanted)
        pages = max(1, -(-total // PAGE))
        page = min(max(page, 1), pages)
        offset = (page - 1) * PAGE
        found = incident_lists.matching(tx, wanted, limit=PAGE, offset=offset)
        processes, steps = _places(services, tx)
        return IncidentsPage(
            lines=incident_lines(services, tx, found),
            total=total,
            page=page,
            pages=pages,
            asked={name: value for name, value in asked.items() if value},
            processes=processes,
            steps=steps,
            dead=tuple(jobs.dead(tx, JobKind.MAIL)),
            mails=bool(services.settings.mail_url),
            handles=handles_incidents(actor),
        )


def _places(services: Services, tx: Transaction) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Return the processes and the steps at which anything ever failed."""
    found = incident_lists.places(tx)
    processes = dict.fromkeys(process_id for process_id, _, _ in found)
    names = {element_id: name or element_id for _, element_id, name in found if element_id}
    return (
        tuple(Option(one, process_name(services, tx, one)) for one in processes),
        tuple(Option(element_id, name) for element_id, name in sorted(names.items())),
    )
