"""Record what changed in the profile's file since it was last read; a file has no author to ask."""

from __future__ import annotations

from app.steps.profile_record import record_profile
from app.steps.services import Services


def note_profile(services: Services) -> tuple[str, ...]:
    """Record the keys that changed and return their names.

    For a process that begins to use the file: no key that decides about rights or terms changes
    without a line in the record (A-33, A-42).
    """
    profile = services.cache.shipped[services.settings.profile]
    with services.database.transaction() as tx:
        return record_profile(tx, profile, services.clock.now())
