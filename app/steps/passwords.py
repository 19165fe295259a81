"""Passwords: argon2 hashes, verified outside of any transaction because it takes its time."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.people import Actor
from app.steps.services import Services
from app.store import accounts

HASHER = PasswordHasher()


def fits(known_hash: str | None, password: str) -> bool:
    """Tell whether the password is the one that was hashed; None never fits."""
    # Asked for whether it is needed or not: the first to sign in must not be told by the time.
    stand_in = _nobody()
    try:
        HASHER.verify(known_hash or stand_in, password)
    except (VerificationError, InvalidHashError):
        return False
    return known_hash is not None


def actor_knows(services: Services, actor: Actor, password: str) -> bool:
    """Tell whether the actor gave their own password again; an empty one is not looked at."""
    if not password:
        return False
    with services.database.reading() as tx:
        account = accounts.load(tx, actor.person_id)
    return fits(account.password_hash, password)


@cache
def _nobody() -> str:
    """Return what is verified when the login is unknown, so that the time taken tells nothing.

    Made at the first sign-in: most commands and workers never need it.
    """
    return HASHER.hash("nobody has this password")
