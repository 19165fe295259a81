"""The BPMN source that a case runs on, for the viewer on the case page."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import NotFound
from app.steps.reading import check_readable
from app.steps.services import Services
from app.store import cases, instances


def read_diagram(services: Services, actor: Actor, code: str, process_id: str) -> bytes:
    """Return the bytes as they were published; raises NotFound."""
    with services.database.reading() as tx:
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        for row in instances.of_case(tx, case.id):
            sources = services.catalogue(tx, row.release_id).sources
            if process_id in sources:
                return sources[process_id]
    raise NotFound("Không có sơ đồ này trong hồ sơ")
