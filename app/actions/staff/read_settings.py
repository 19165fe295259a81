"""How a person wants pages shown."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views import Preferences
from app.steps.services import Services
from app.store import accounts


def read_settings(services: Services, actor: Actor) -> Preferences:
    """Return the preferences of the actor's own account."""
    with services.database.reading() as tx:
        account = accounts.load(tx, actor.person_id)
    return Preferences(account.language, account.theme, account.contrast)
