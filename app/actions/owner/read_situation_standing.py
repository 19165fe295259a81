"""Tell which situations go before publication of a draft, and what came of them so far."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.situations import SituationStanding
from app.publication.editing import reading
from app.publication.file_set import overlaid, released
from app.publication.situations import standing_of
from app.steps.services import Services
from app.store import drafts, releases


def read_situation_standing(services: Services, actor: Actor, draft_id: str) -> SituationStanding:
    """Return it for the draft exactly as it stands now; raise NotFound, PermissionDenied."""
    with reading(services, actor, "Xem kết quả chạy tình huống", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        together = overlaid(released(tx, releases.latest_id(tx)), files)
        return standing_of(tx, services.settings, draft.process_id, together)
