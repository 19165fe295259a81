"""Stop a run of situations; what was played so far stays to be read, and decides nothing."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.situations import RunState
from app.errors import Conflict
from app.publication.editing import record, writing
from app.steps.services import Services
from app.store import drafts, situations


def cancel_situations(services: Services, actor: Actor, draft_id: str, run_id: str) -> None:
    """Cancel a live run of the draft; raise Conflict when it had ended, NotFound."""
    with writing(services, actor, "Dừng chạy tình huống", draft_id) as tx:
        draft, run = drafts.load(tx, draft_id), situations.load_run(tx, run_id)
        now = services.clock.now()
        if not situations.end_run(tx, run.id, RunState.CANCELLED, now):
            raise Conflict("Lượt chạy này đã xong; tải lại trang để xem kết quả")
        summary = f"Dừng chạy tình huống với bản thảo {draft.process_id}"
        record(tx, actor, EventKind.SITUATIONS_STOPPED, now, summary, draft, {"run": run.id})
