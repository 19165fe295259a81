"""Show the second person what would be published: differences, findings, who asked and why."""

from __future__ import annotations

from app.clauses import load_clauses
from app.domain.drafts import Draft
from app.domain.people import Actor
from app.domain.views.processes import ReviewPage
from app.errors import PermissionDenied
from app.permissions import check_can_approve_publication
from app.publication.checking import check_process
from app.publication.editing import reading
from app.publication.file_set import overlaid, released
from app.publication.history import read_published, versions_of
from app.publication.sides import compared, sides_of
from app.publication.surroundings import surroundings_of
from app.publication.telling import told
from app.steps.services import Services
from app.store import drafts, releases


def review_publication(services: Services, actor: Actor, draft_id: str) -> ReviewPage:
    """Return the page; `barred` says why this person may look but not publish."""
    with reading(services, actor, "Xem yêu cầu công bố", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        around = surroundings_of(services, tx)
        together = overlaid(released(tx, releases.latest_id(tx)), files)
        versions = versions_of(read_published(tx), draft.process_id)
        sides = sides_of(tx, draft.process_id, "", "")
    found = check_process(together, files, draft.process_id, around)
    return ReviewPage(
        draft=draft,
        compared=compared(sides, load_clauses(services.settings.workflows_dir / "clauses")),
        checked=told(draft, found, together),
        next_number=len(versions) + 1,
        open_cases=sum(one.open_cases for one in versions),
        barred=_barred(actor, draft),
    )


def _barred(actor: Actor, draft: Draft) -> str:
    try:
        check_can_approve_publication(actor, draft.requested_by, draft.editors)
    except PermissionDenied as refused:
        return refused.message
    return ""
