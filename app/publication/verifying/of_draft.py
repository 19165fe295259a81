"""The verification of a draft: the files that publishing it now would leave in use."""

from __future__ import annotations

from app.domain.drafts import Draft
from app.publication.file_set import overlaid, released
from app.publication.verifying.asking import Question
from app.steps.services import Services
from app.store import drafts, releases
from app.store.database import Transaction


def question_of(services: Services, tx: Transaction, draft_id: str) -> tuple[Draft, Question]:
    """Return the draft and its question; raise NotFound."""
    draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
    together = overlaid(released(tx, releases.latest_id(tx)), files)
    return draft, Question(services.settings, together, draft.process_id, draft.id)
