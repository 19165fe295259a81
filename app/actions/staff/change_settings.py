"""Keep how a person wants pages shown: language, theme, contrast."""

from __future__ import annotations

from dataclasses import asdict

from app.domain.people import Actor
from app.domain.views import Preferences
from app.steps.services import Services
from app.store import accounts


def change_settings(services: Services, actor: Actor, preferences: Preferences) -> None:
    """Save the preferences of the actor's own account."""
    with services.database.transaction() as tx:
        accounts.save_settings(tx, actor.person_id, asdict(preferences))
