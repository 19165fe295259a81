"""Start the verification of a draft in a process of its own: a glance, or the whole of it."""

from __future__ import annotations

from app.domain.people import Actor
from app.publication.editing import reading
from app.publication.verifying.of_draft import question_of
from app.steps.services import Services


def start_verification(
    services: Services, actor: Actor, draft_id: str, *, whole: bool = True
) -> None:
    """Start it, unless it is known or under way; a run for older files ends.

    Not the whole is a glance of some seconds, which an installation may leave out. Raises NotFound,
    PermissionDenied.
    """
    if not whole and not services.settings.verify_saves:
        return
    with reading(services, actor, "Kiểm tra theo điều khoản", draft_id) as tx:
        _draft, question = question_of(services, tx, draft_id)
    if whole:
        question.begin()
    else:
        question.glance()
