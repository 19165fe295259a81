"""Open a rehearsal of a draft: an installation of its own with the draft published in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.actions import Services
from app.actions.admin.install import install
from app.actions.owner.open_draft import open_draft
from app.domain.people import Actor
from app.publication.file_set import overlaid, released
from app.rehearsal.sandbox import Kept, Sandbox, make_sandbox
from app.scenarios.setting import QUICK_HASH
from app.store import releases
from app.store.releases import NewArtifact


def open_rehearsal(services: Services, actor: Actor, draft_id: str) -> Sandbox:
    """Return a new rehearsal of what would be published with the draft.

    Raises NotFound, PermissionDenied, and DiagramRefused when the engine cannot run the draft. What
    would only break a clause may be rehearsed: that is what rehearsing is for.
    """
    opened = open_draft(services, actor, draft_id)
    with services.database.reading() as tx:
        files = overlaid(released(tx, releases.latest_id(tx)), opened.files)
    draft = opened.draft
    sandbox = make_sandbox(services.settings, actor.person_id)
    now = services.clock.now().replace(microsecond=0)
    profile = services.settings.profile
    sandbox.clock.move_to(now)
    _fill(sandbox.services(profile), actor, draft.process_id, files.values(), now)
    # last: a rehearsal that could not be filled is not there
    sandbox.keep(Kept(draft.id, draft.process_id, draft.title, actor.person_id, profile, now))
    return sandbox


def _fill(
    inside: Services, actor: Actor, process_id: str, files: Iterable[NewArtifact], now: datetime
) -> None:
    install(inside, with_demo_accounts=True, hash_password=QUICK_HASH)
    with inside.database.transaction() as tx:
        release = releases.publish(tx, list(files), actor.person_id, now)
    with inside.database.reading() as tx:
        inside.catalogue(tx, release.id).program(process_id)
