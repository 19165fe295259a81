"""Read which organs and positions fill the roles of the published diagrams, and who holds them."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views.organisation import RoleLine
from app.permissions import check_can_edit_organisation
from app.steps.refusals import refusals_recorded
from app.steps.role_mapping import map_roles
from app.steps.services import Services
from app.store import organisation_rows, releases


def read_role_mapping(services: Services, actor: Actor) -> tuple[RoleLine, ...]:
    """Return the roles of the latest release; nothing before the first publication."""
    with (
        refusals_recorded(services, actor, "Mở trang vai"),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        release_id = releases.latest_id(tx)
        if not release_id:
            return ()
        definitions = services.catalogue(tx, release_id).definitions.values()
        rows = organisation_rows.load(tx)
        return map_roles(definitions, rows, local_day(services.clock.now()))
