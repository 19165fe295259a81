"""Publish a requested draft, as the second person: checked once more, hashed, never changed again.

Running cases stay on their release; cases that start afterwards run on the new one.
"""

from __future__ import annotations

from datetime import datetime

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftFile, DraftState, PublishedChange
from app.domain.people import Actor
from app.errors import DiagramRefused
from app.permissions import check_can_approve_publication
from app.publication.checking import check_process, errors_in
from app.publication.editing import check_state, check_version, reading, record, writing
from app.publication.file_set import overlaid, released
from app.publication.merging import check_base, manifest_digest
from app.publication.situations import check_played, standing_of
from app.publication.surroundings import surroundings_of
from app.publication.verifying.asking import Question
from app.publication.verifying.of_draft import question_of
from app.steps.services import Services
from app.store import drafts, published_changes, releases
from app.store.database import Transaction
from app.store.releases import Release


def approve_publication(
    services: Services, actor: Actor, draft_id: str, version: int, override: str = ""
) -> Release:
    """Return the release that the draft became.

    Raises PermissionDenied for who edited or requested it, Conflict when it changed since the
    page was opened, its base was published anew, or its situations did not pass and no reason to
    publish nevertheless is written in `override`; DiagramRefused when it no longer passes, a
    clause included; StepRefused when verifying broke off, NotVerified when it ran out of time.
    """
    _verify(services, actor, draft_id)
    with writing(services, actor, "Duyệt công bố", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.REQUESTED)
        check_can_approve_publication(actor, draft.requested_by, draft.editors)
        check_version(draft, version)
        # First of all writes: two publications stand in line here, so the base below is the last.
        releases.stand_in_line(tx)
        files = drafts.files(tx, draft_id)
        published = released(tx, releases.latest_id(tx))
        check_base(published, files)
        together = overlaid(published, files)
        around = surroundings_of(services, tx)
        found = check_process(together, files, draft.process_id, around)
        if errors_in(found):
            raise DiagramRefused(errors_in(found))
        Question(services.settings, together, draft.process_id, draft.id).check()
        standing = standing_of(tx, services.settings, draft.process_id, together)
        told = check_played(standing, override)
        if "override" in told:
            summary = f"Vẫn công bố {draft.process_id}: {told['against']}"
            record(tx, actor, EventKind.SITUATIONS_OVERRIDDEN, now, summary, draft, told)
        release = releases.publish(tx, list(together.values()), actor.person_id, now)
        _close(tx, actor, draft, release, files, now)
        return release


def _verify(services: Services, actor: Actor, draft_id: str) -> None:
    """Verify the draft before any lock is held: a case takes ten seconds of computing."""
    with reading(services, actor, "Duyệt công bố", draft_id) as tx:
        draft, question = question_of(services, tx, draft_id)
        check_can_approve_publication(actor, draft.requested_by, draft.editors)
    question.answer()


def _close(
    tx: Transaction,
    actor: Actor,
    draft: Draft,
    release: Release,
    files: tuple[DraftFile, ...],
    now: datetime,
) -> None:
    after = drafts.update_draft(
        tx,
        draft,
        state=DraftState.PUBLISHED,
        release_id=release.id,
        editor_id="",
        editor_name="",
        editor_since=None,
    )
    change = PublishedChange(
        release_id=release.id,
        draft_id=draft.id,
        process_id=draft.process_id,
        version_name=draft.version_name,
        change_note=draft.change_note,
        requested_by=draft.requested_by,
        requested_name=draft.requested_name,
        requested_at=draft.requested_at or now,
        approved_by=actor.person_id,
        approved_name=actor.name,
        approved_at=now,
        files=tuple(release.manifest[f.name] for f in files if f.changed and not f.removed),
        removed=tuple(one.name for one in files if one.removed),
        sha256=manifest_digest(release),
    )
    published_changes.record(tx, change)
    payload = {
        "release": release.id,
        "manifest": dict(release.manifest),
        "digests": releases.digests_of(tx, release),
        "sha256": change.sha256,
        "requested_by": draft.requested_by,
        "new": list(change.files),
        "removed": list(change.removed),
    }
    summary = f"Công bố “{draft.version_name}” của quy trình {draft.process_id}"
    told = f"{summary} thành bản {release.number}"
    record(tx, actor, EventKind.RELEASE_PUBLISHED, now, told, after, payload)
