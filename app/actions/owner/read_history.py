"""Show the versions of one process, newest first, and what became of earlier drafts."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.processes import HistoryPage
from app.errors import NotFound
from app.publication.editing import reading
from app.publication.history import read_published, versions_of
from app.steps.services import Services
from app.store import drafts


def read_history(services: Services, actor: Actor, process_id: str) -> HistoryPage:
    """Return the history of a process; raise NotFound for one that was never drawn."""
    with reading(services, actor, "Xem các phiên bản", process_id) as tx:
        published = read_published(tx)
        live, ended = drafts.live_of(tx, process_id), drafts.ended_of(tx, process_id)
    versions = versions_of(published, process_id)
    if not versions and live is None and not ended:
        raise NotFound("Không có quy trình này; mở danh sách quy trình để chọn lại")
    title = published.title(process_id) if versions else ""
    names = [title, *(draft.title for draft in (live, *ended) if draft)]
    return HistoryPage(
        process_id=process_id,
        name=next((name for name in names if name), process_id),
        versions=versions,
        draft=live,
        ended=tuple(ended),
    )
