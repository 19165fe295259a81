"""Hand out a diagram that a path goes through: the draft's own, or the one in use that it calls."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.processes import HandedFile
from app.errors import NotFound
from app.publication.editing import reading
from app.publication.file_set import name_of
from app.publication.verifying.of_draft import question_of
from app.steps.services import Services


def read_verified_diagram(
    services: Services, actor: Actor, draft_id: str, process_id: str
) -> HandedFile:
    """Return the file as it would be published with the draft; raise NotFound."""
    with reading(services, actor, "Xem sơ đồ của bản thảo", draft_id) as tx:
        _draft, question = question_of(services, tx, draft_id)
    found = question.files.get(name_of("process", process_id))
    if found is None:
        raise NotFound(f"Không có sơ đồ “{process_id}”; mở lại trang kiểm tra")
    return HandedFile(found.file_name, found.content)
