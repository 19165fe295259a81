"""Ask the worker to play the situations of a process against a draft."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.publication.editing import record, writing
from app.publication.file_set import overlaid, released
from app.publication.situations import ask_run, standing_of
from app.steps.services import Services
from app.store import drafts, releases


def run_situations(services: Services, actor: Actor, draft_id: str) -> bool:
    """Tell whether a run was asked for; not where one is under way, or nothing is to be played."""
    with writing(services, actor, "Chạy tình huống", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        together = overlaid(released(tx, releases.latest_id(tx)), files)
        standing = standing_of(tx, services.settings, draft.process_id, together)
        now = services.clock.now()
        run = ask_run(tx, actor, draft, standing, now)
        if run is not None:
            summary = f"Chạy {run.total} tình huống với bản thảo {draft.process_id}"
            payload = {"run": run.id, "digest": run.digest}
            record(tx, actor, EventKind.SITUATIONS_ASKED, now, summary, draft, payload)
        return run is not None
