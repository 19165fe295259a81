"""Ask a second person to publish a draft: named, with a note of what changes, found clean."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftState
from app.domain.people import Actor
from app.errors import Conflict, DiagramRefused
from app.publication.checking import check_process, errors_in
from app.publication.editing import check_editor, check_state, check_version, record, writing
from app.publication.file_set import overlaid, released
from app.publication.limits import checked_name, checked_note
from app.publication.merging import check_base
from app.publication.situations import ask_run, standing_of
from app.publication.surroundings import surroundings_of
from app.steps.services import Services
from app.store import drafts, releases


def request_publication(
    services: Services, actor: Actor, draft_id: str, version: int, name: str, note: str
) -> Draft:
    """Return the draft frozen until it is published or returned.

    Raises DiagramRefused with what must be mended first, Conflict when nothing changed, when
    somebody else has the lock, or when a file was published anew since the draft began.
    """
    name, note = checked_name(name), checked_note(note)
    with writing(services, actor, "Gửi duyệt công bố", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.OPEN)
        check_editor(draft, actor)
        check_version(draft, version)
        files = drafts.files(tx, draft_id)
        if not any(one.changed for one in files):
            raise Conflict("Bản thảo chưa khác phiên bản đang dùng; sửa rồi gửi duyệt")
        published = released(tx, releases.latest_id(tx))
        check_base(published, files)
        found = check_process(
            overlaid(published, files), files, draft.process_id, surroundings_of(services, tx)
        )
        if errors_in(found):
            raise DiagramRefused(errors_in(found))
        after = drafts.update_draft(
            tx,
            draft,
            state=DraftState.REQUESTED,
            version_name=name,
            change_note=note,
            requested_by=actor.person_id,
            requested_name=actor.name,
            requested_at=now,
            return_reason="",
            returned_by="",
        )
        payload = {
            "name": name,
            "note": note,
            "files": {one.name: one.sha256 for one in files if one.changed},
            "editors": list(after.editors),
        }
        summary = f"Gửi duyệt công bố “{name}” của quy trình {draft.process_id}"
        record(tx, actor, EventKind.PUBLICATION_REQUESTED, now, summary, after, payload)
        standing = standing_of(tx, services.settings, draft.process_id, overlaid(published, files))
        if standing.run is None:
            ask_run(tx, actor, after, standing, now)
        return after
