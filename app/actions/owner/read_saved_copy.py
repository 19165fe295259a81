"""Hand out one copy of a draft's history."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.processes import HandedFile
from app.publication.editing import reading
from app.publication.file_set import file_name_of
from app.steps.services import Services
from app.store import drafts


def read_saved_copy(services: Services, actor: Actor, draft_id: str, save_id: str) -> HandedFile:
    """Return the copy with the name of its file; raise NotFound."""
    with reading(services, actor, "Tải bản lưu của bản thảo", draft_id) as tx:
        save, content = drafts.saved_content(tx, draft_id, save_id)
        return HandedFile(file_name_of(save.file_kind, save.key), content)
