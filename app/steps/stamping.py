"""Time stamps for the checkpoints that still lack one, asked of the outside authority."""

from __future__ import annotations

from itertools import islice

from app.errors import ChuTruongError
from app.proof import Checkpoints, Stamps, ask_stamp, roots_in, unstamped
from app.steps.services import Services
from app.store import system_state

# What piled up while the authority was out of reach is worked off a few at a time.
MOST_AT_ONCE = 24


def stamp_what_is_signed(services: Services) -> int:
    """Return how many stamps were given; an authority that gives none is noted and asked later."""
    settings = services.settings
    if not settings.tsa_url:
        return 0
    checkpoints = Checkpoints(settings.checkpoints_file)
    kept = Stamps.beside(settings.checkpoints_file)
    given, failure = 0, ""
    try:
        roots = roots_in(settings.tsa_roots_file)
        for one in islice(unstamped(checkpoints.read(), kept.read()), MOST_AT_ONCE):
            kept.add(one, ask_stamp(settings.tsa_url, one, roots))
            given += 1
    except ChuTruongError as error:
        failure = error.message
    if given or failure:
        _note(services, failure)
    return given


def _note(services: Services, failure: str) -> None:
    with services.database.transaction() as tx:
        system_state.note_tick(tx, system_state.STAMPS, services.clock.now(), failure)
