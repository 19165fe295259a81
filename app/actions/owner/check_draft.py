"""Check a draft against everything it would be published with; nothing is written."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.processes import CheckedDraft
from app.publication.checking import check_process
from app.publication.editing import reading
from app.publication.file_set import overlaid, released
from app.publication.surroundings import surroundings_of
from app.publication.telling import told
from app.steps.services import Services
from app.store import drafts, releases


def check_draft(services: Services, actor: Actor, draft_id: str) -> CheckedDraft:
    """Return the draft with all that is found; a broken file is findings, never an error."""
    with reading(services, actor, "Kiểm tra bản thảo", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        around = surroundings_of(services, tx)
        together = overlaid(released(tx, releases.latest_id(tx)), files)
    findings = check_process(together, files, draft.process_id, around)
    return told(draft, findings, together)
