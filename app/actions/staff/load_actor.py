"""Who a session belongs to, with the capacities that person has today."""

from __future__ import annotations

from datetime import timedelta

from app.domain.clock import local_day
from app.domain.people import Actor
from app.steps.services import Services
from app.steps.world import World
from app.store import sessions

IDLE = timedelta(hours=2)


def load_actor(services: Services, session_id: str) -> Actor | None:
    """Return the actor of a live session, else None; note now and then that it was seen."""
    now = services.clock.now()
    with services.database.glancing() as tx:
        found = sessions.load(tx, session_id)
        if found is None or not sessions.is_live(found, now, IDLE):
            return None
        kept = services.cache.kept_world(tx)
    organisation = (kept or _read_world(services)).organisation
    if sessions.touch_is_due(found.session, now):
        with services.database.transaction() as tx:
            sessions.touch(tx, found.session, now)
    account = found.account
    known = organisation.has_person(account.person_id)
    return Actor(
        person_id=account.person_id,
        name=account.name,
        login=account.login,
        capacities=organisation.capacities(account.person_id, local_day(now)) if known else (),
        system_roles=frozenset(account.system_roles),
        title=organisation.person(account.person_id).title if known else "",
        chooses_password=account.given_at is not None,
    )


def _read_world(services: Services) -> World:
    with services.database.reading() as tx:
        return services.world(tx)
