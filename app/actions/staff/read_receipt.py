"""Read again what one's own submission of a task recorded."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views import Receipt
from app.errors import NotFound
from app.steps.receipts import receipt_of
from app.steps.services import Services
from app.store import tasks


def read_receipt(services: Services, actor: Actor, task_id: str) -> Receipt:
    """Return the receipt; raises NotFound for anybody but the person who submitted."""
    with services.database.reading() as tx:
        if tasks.load(tx, task_id).completed_by != actor.person_id:
            raise NotFound("Không có biên nhận này, hoặc đồng chí không được xem")
        return receipt_of(services, tx, task_id, actor)
