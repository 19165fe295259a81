"""Open a rehearsal of a draft: an installation of its own with the draft published in it."""

from __future__ import annotations

import shutil

from app.actions import Services
from app.actions.owner.open_draft import open_draft
from app.domain.people import Actor
from app.errors import ChuTruongError
from app.publication.file_set import overlaid, released
from app.rehearsal.grounds import fill
from app.rehearsal.sandbox import Kept, Sandbox, make_sandbox
from app.store import releases, setting_changes


def open_rehearsal(services: Services, actor: Actor, draft_id: str) -> Sandbox:
    """Return a new rehearsal of what would be published with the draft.

    Raises NotFound, PermissionDenied, and DiagramRefused when the engine cannot run the draft. What
    would only break a clause may be rehearsed: that is what rehearsing is for.
    """
    opened = open_draft(services, actor, draft_id)
    with services.database.reading() as tx:
        files = overlaid(released(tx, releases.latest_id(tx)), opened.files)
        settings = setting_changes.in_force(tx)
    draft = opened.draft
    sandbox = make_sandbox(services.settings, actor.person_id)
    now = services.clock.now().replace(microsecond=0)
    profile = services.settings.profile
    sandbox.clock.move_to(now)
    try:
        inside = sandbox.services(profile)
        fill(inside, draft.process_id, files.values(), actor.person_id)
        with inside.database.transaction() as tx:
            setting_changes.adopt(tx, settings.values())
    except ChuTruongError:
        shutil.rmtree(sandbox.folder, ignore_errors=True)
        raise
    # last: a rehearsal that could not be filled is not there
    sandbox.keep(Kept(draft.id, draft.process_id, draft.title, actor.person_id, profile, now))
    return sandbox
