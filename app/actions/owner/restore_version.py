"""Bring an older version of a process back: as a new draft, published like any other change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftFile, DraftState, SaveKind
from app.domain.people import Actor
from app.errors import Conflict, NotFound
from app.publication.editing import file_from, record, writing
from app.publication.file_set import files_of_process, plain, released
from app.publication.history import number_at, read_published, versions_of
from app.steps.services import Services
from app.store import drafts, releases
from app.store.releases import Artifact


def restore_version(services: Services, actor: Actor, process_id: str, release_id: str) -> str:
    """Return the id of a draft that holds the files of the process as of that release.

    Files that came later are marked as removed. Raises Conflict where the version is in use or the
    process has a live draft.
    """
    with writing(services, actor, "Khôi phục phiên bản", process_id) as tx:
        now, latest = services.clock.now(), releases.latest_id(tx)
        present, then = released(tx, latest), released(tx, release_id)
        files = _files(present, then, process_id)
        if not any(one.changed for one in files):
            raise Conflict("Phiên bản này đang dùng; chọn phiên bản khác để khôi phục")
        published = read_published(tx)
        asked = releases.load_release(tx, release_id).number
        number = number_at(versions_of(published, process_id), asked)
        draft = _draft(actor, process_id, published.title(process_id), latest, now)
        rows = [replace(one, draft_id=draft.id) for one in files]
        drafts.insert_draft(tx, draft, rows)
        for one in rows:
            if one.changed:
                drafts.note_save(tx, draft, one, SaveKind.RESTORED, actor, now)
        summary = f"Khôi phục phiên bản {number} của quy trình {process_id} thành bản thảo"
        payload = {"release": release_id, "files": {one.name: one.sha256 for one in rows}}
        record(tx, actor, EventKind.PROCESS_DRAFT_STARTED, now, summary, draft, payload)
        return draft.id


def _files(
    present: dict[str, Artifact], then: dict[str, Artifact], process_id: str
) -> list[DraftFile]:
    """Return the process's files as they were, each on top of what is in use now."""
    wanted = files_of_process(plain(then), process_id)
    if not wanted:
        raise NotFound("Bản công bố này chưa có quy trình đó; chọn phiên bản khác")
    files = [_on_top(then[name], present.get(name)) for name in wanted]
    for name in files_of_process(plain(present), process_id):
        # A table may be asked by other processes too: only forms of this one go with it.
        if name not in wanted and name.startswith("form:"):
            files.append(replace(file_from(present[name], ""), removed=True))
    return files


def _on_top(then: Artifact, now: Artifact | None) -> DraftFile:
    return replace(
        file_from(then, ""),
        base_version=now.id if now else "",
        base_sha256=now.sha256 if now else "",
    )


def _draft(actor: Actor, process_id: str, title: str, base: str, now: datetime) -> Draft:
    return Draft(
        id=uuid4().hex,
        process_id=process_id,
        title=title,
        state=DraftState.OPEN,
        version=1,
        base_release=base,
        created_by=actor.person_id,
        created_at=now,
        saved_by=actor.person_id,
        saved_at=now,
        editor_id=actor.person_id,
        editor_name=actor.name,
        editor_since=now,
        editors=(actor.person_id,),
    )
