"""Stop the verification of a draft; nothing is then proved."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import Conflict
from app.publication.editing import reading
from app.publication.verifying.of_draft import question_of
from app.steps.services import Services


def cancel_verification(services: Services, actor: Actor, draft_id: str) -> None:
    """Stop the run for the draft as it stands; raise Conflict when none is under way."""
    with reading(services, actor, "Dừng kiểm tra theo điều khoản", draft_id) as tx:
        _draft, question = question_of(services, tx, draft_id)
    if not question.cancel():
        raise Conflict("Lượt kiểm tra này đã xong; tải lại trang để xem kết quả")
