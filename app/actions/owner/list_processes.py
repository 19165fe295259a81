"""List the processes: version in use, draft and who edits it, cases still open on older ones."""

from __future__ import annotations

from app.domain.drafts import Draft
from app.domain.people import Actor
from app.domain.views.processes import ProcessesPage, ProcessItem, VersionStanding
from app.publication.editing import reading
from app.publication.history import Published, older_cases, read_published, versions_of
from app.steps.services import Services
from app.store import drafts


def list_processes(services: Services, actor: Actor) -> ProcessesPage:
    """Return every published process, then those that are only drafts; raise PermissionDenied."""
    with reading(services, actor, "Xem danh sách quy trình") as tx:
        published = read_published(tx)
        live = {draft.process_id: draft for draft in drafts.all_live(tx)}
    names = published.processes()
    items = [_item(published, name, live.get(name)) for name in names]
    new = [_only_drawn(draft) for name, draft in sorted(live.items()) if name not in names]
    return ProcessesPage(tuple([*items, *new]))


def _item(published: Published, process_id: str, draft: Draft | None) -> ProcessItem:
    versions = versions_of(published, process_id)
    current = next((one for one in versions if one.standing is VersionStanding.IN_USE), None)
    title = published.title(process_id)
    return ProcessItem(process_id, title, current, older_cases(versions), draft)


def _only_drawn(draft: Draft) -> ProcessItem:
    return ProcessItem(draft.process_id, draft.title, None, 0, draft)
