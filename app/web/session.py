"""Who is signed in: Flask-Login over login sessions that the server keeps and can revoke.

The cookie holds a random session id, nothing about the person. Every request asks the loader, so a
copied cookie dies with the session. No layer below knows of Flask-Login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.domain.people import Actor
from app.web.acts import acts

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = "public"
SIGNED_IN = "signed_in"
AUDITOR = "auditor"
ADMIN = "admin"
OWNER = "process_owner"
# Administrators and auditors: both watch, only auditors read.
WATCHER = "watcher"


class SignedIn(UserMixin):  # type: ignore[misc]
    """An actor with the id of the login session through which they came."""

    def __init__(self, session_id: str, actor: Actor) -> None:
        self.session_id = session_id
        self.actor = actor

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the session id, not the person's."""
        return self.session_id


def install(flask_app: Flask) -> None:
    """Teach the application to load the signed-in person from the login session."""
    manager = LoginManager(flask_app)
    manager.user_loader(_load)


def _load(session_id: str) -> SignedIn | None:
    found = acts().load_actor(session_id)
    return None if found is None else SignedIn(session_id, found)


def guard(rule: str) -> Callable[[View], View]:
    """Mark who may come to a view; a view without a mark is closed to all."""

    def mark(view: View) -> View:
        view.guard = rule  # type: ignore[attr-defined]
        return view

    return mark


def actor() -> Actor:
    """Return the signed-in person; only for views behind a guard."""
    found: Actor = current_user.actor
    return found


def actor_or_none() -> Actor | None:
    """Return the signed-in person, or None on a public page."""
    return actor() if current_user and current_user.is_authenticated else None


def open_session(session_id: str) -> Actor | None:
    """Put a fresh login session into the cookie, dropping whatever stood there before."""
    session.clear()
    found = _load(session_id)
    if found is None:
        return None
    login_user(found)
    return found.actor


def close_session() -> None:
    """Forget the login session in this browser; the server's side is revoked by the action."""
    logout_user()
    session.clear()


def session_id() -> str:
    """Return the id of the present login session."""
    return str(current_user.session_id)
