"""Passwords: argon2 hashes, verified outside of any transaction because it takes its time."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.people import Actor
from app.steps.services import Services
from app.store import accounts

HASHER = PasswordHasher()
# Verified when the login is unknown, so that the time taken tells nothing.
NOBODY = HASHER.hash("nobody has this password")


def fits(known_hash: str | None, password: str) -> bool:
    """Tell whether the password is the one that was hashed; None never fits."""
    try:
        HASHER.verify(known_hash or NOBODY, password)
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
