"""Take a kept situation out; its text stays on record in the audit line."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.situations import Situation
from app.publication.editing import writing
from app.publication.situations import note
from app.steps.services import Services
from app.store import situations


def delete_situation(services: Services, actor: Actor, situation_id: str) -> Situation:
    """Return what was taken out; raise NotFound. Shipped situations are files and stay."""
    with writing(services, actor, "Bỏ tình huống", situation_id) as tx:
        row, now = situations.load(tx, situation_id), services.clock.now()
        situations.remove(tx, situation_id)
        summary = f"Bỏ tình huống {row.name} của quy trình {row.process_id}"
        payload = {"situation": row.id, "name": row.name, "title": row.title, "yaml": row.yaml}
        note(tx, actor, EventKind.SITUATION_DELETED, now, summary, row.process_id, payload)
        return row
