"""Write into the audit a refusal that a door itself made: a missing right, a broken request."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import ChuTruongError
from app.steps import refusals
from app.steps.services import Services


def record_refusal(
    services: Services, actor: Actor | None, what: str, error: ChuTruongError, about: str = ""
) -> None:
    """Chain the refused attempt, in a transaction of its own; `about` is the number tried."""
    refusals.record_refusal(services, actor, what, error, about=about)
