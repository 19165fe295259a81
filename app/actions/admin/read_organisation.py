"""Read how persons and organisation stand: counts, roles nobody holds, the latest changes."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views.organisation import OrganisationPage
from app.organisation.sheets import SHEETS
from app.permissions import check_can_edit_organisation
from app.steps.organisation_pages import batch_line
from app.steps.refusals import refusals_recorded
from app.steps.role_mapping import vacant_labels
from app.steps.services import Services
from app.store import account_requests, organisation_log, organisation_rows

LATEST = 20


def read_organisation(services: Services, actor: Actor) -> OrganisationPage:
    """Return the lists of the organisation; raises PermissionDenied but for administrators."""
    with (
        refusals_recorded(services, actor, "Mở trang Tổ chức"),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        rows = organisation_rows.load(tx)
        today = local_day(services.clock.now())
        organisation = services.world(tx).organisation
        asked = dict.fromkeys(one.person_id for one in account_requests.waiting(tx))
        return OrganisationPage(
            tuple((sheet.path, sheet.title, len(getattr(rows, sheet.key))) for sheet in SHEETS),
            vacant_labels(organisation, today),
            tuple(batch_line(noted) for noted in organisation_log.latest(tx, LATEST)),
            tuple((one, organisation.person(one).name) for one in asked),
        )
