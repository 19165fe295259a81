"""Incidents put into lines: the code of the case, the process by name, the last note."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.incidents import Incident
from app.domain.views.incidents import IncidentLine
from app.steps.services import Services
from app.store import cases, incident_lists
from app.store.database import Transaction


def incident_lines(
    services: Services, tx: Transaction, found: Sequence[Incident]
) -> tuple[IncidentLine, ...]:
    """Return the lines of these incidents, in two statements for any number of them."""
    codes = cases.codes(tx, {one.case_id for one in found if one.case_id})
    notes = incident_lists.notes_about(tx, [one.id for one in found])
    return tuple(
        IncidentLine(
            incident=one,
            case_code=codes.get(one.case_id, ""),
            process_name=process_name(services, tx, one.process_id),
            last_note=notes[one.id][-1].text if one.id in notes else "",
        )
        for one in found
    )


def process_name(services: Services, tx: Transaction, process_id: str) -> str:
    """Return what a process is called in the latest release; its id when it is gone from there."""
    release_id = services.world(tx).latest_release
    if not process_id or not release_id:
        return process_id
    return services.catalogue(tx, release_id).process_name(process_id)
