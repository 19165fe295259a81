"""Rehearsals that are being served: the pages of the procedure over a sandbox's database.

Inside a rehearsal stand the very pages that staff use, as an application of its own under the
rehearsal's address: its sessions, its key, its clock. A process keeps the last few in memory; when
the rehearsal was put back they are made anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

from flask import Flask

from app.actions import Services
from app.actions.owner.save_situation import save_situation
from app.domain.people import Actor
from app.rehearsal import (
    Recorded,
    RehearsalPage,
    Sandbox,
    SituationsPage,
    back_to,
    chosen,
    enter_as,
    find_sandbox,
    foretold,
    move_clock,
    noted,
    offered,
    open_rehearsal,
    play_situation,
    read_rehearsal,
    read_situations,
    recorded,
    replayed,
)
from app.scenarios.pages import Browser
from app.web import foretelling

MOST_SERVED = 4
COOKIE = "dien-tap"


@dataclass(frozen=True)
class Served:
    """One rehearsal in this process's memory."""

    generation: int
    inside: Services
    pages: Flask


class Rehearsals:
    """What the pages may ask about rehearsals; each answers for the signed-in owner alone."""

    def __init__(self, services: Services, pages_over: Callable[[Services], Flask]) -> None:
        self._services, self._pages_over = services, pages_over
        self._served: OrderedDict[str, Served] = OrderedDict()
        self._lock = Lock()

    def open(self, actor: Actor, draft_id: str) -> str:
        """Open a rehearsal of a draft and return its id; raise DiagramRefused."""
        return open_rehearsal(self._services, actor, draft_id).id

    def read(self, actor: Actor, rehearsal_id: str) -> RehearsalPage:
        """Return the rehearsal as it stands."""
        sandbox, served = self._of(actor, rehearsal_id)
        situations = offered(self._services, sandbox.kept().process_id)
        return read_rehearsal(sandbox, served.inside, situations)

    def situations(self, actor: Actor, draft_id: str) -> SituationsPage:
        """Return the situations of a draft's process with what came of them against it."""
        return read_situations(self._services, actor, draft_id)

    def situation(self, actor: Actor, draft_id: str, name: str) -> str:
        """Return the text of one of them; raise FormInvalid when there is none."""
        return chosen(read_situations(self._services, actor, draft_id).situations, name).yaml

    def move_clock(self, actor: Actor, rehearsal_id: str, moment: datetime) -> None:
        """Let time pass until a moment."""
        sandbox, served = self._of(actor, rehearsal_id)
        move_clock(sandbox, served.inside, moment)

    def back_to(self, actor: Actor, rehearsal_id: str, number: int) -> None:
        """Go back to before a move."""
        back_to(find_sandbox(self._services.settings, actor, rehearsal_id), number)

    def play(self, actor: Actor, rehearsal_id: str, name: str, until: str) -> None:
        """Play a saved situation until a task of this element is open."""
        sandbox, served = self._of(actor, rehearsal_id)
        situation = chosen(offered(self._services, sandbox.kept().process_id), name)
        play_situation(sandbox, served.inside, self._browsers, situation, until)

    def record(
        self, actor: Actor, rehearsal_id: str, name: str, title: str
    ) -> tuple[Recorded, str]:
        """Return the rehearsal as a scenario file, and where it goes otherwise when replayed."""
        sandbox, served = self._of(actor, rehearsal_id)
        written = recorded(sandbox, served.inside, name, title)
        return written, replayed(sandbox, served.inside, self._browsers, written)

    def keep(self, actor: Actor, rehearsal_id: str, written: Recorded, title: str) -> None:
        """Keep a recorded rehearsal as a situation of the process; raise FormInvalid, Conflict."""
        kept = find_sandbox(self._services.settings, actor, rehearsal_id).kept()
        save_situation(
            self._services,
            actor,
            kept.process_id,
            written.name,
            title,
            written.text,
            source=rehearsal_id,
        )

    def enter(self, actor: Actor, rehearsal_id: str, person_id: str) -> tuple[str, str]:
        """Take the part of a person; return the name and value of the cookie that says so."""
        _sandbox, served = self._of(actor, rehearsal_id)
        session = {"_user_id": enter_as(served.inside, person_id), "_fresh": True}
        signer = served.pages.session_interface.get_signing_serializer(served.pages)  # type: ignore[attr-defined]
        return COOKIE, signer.dumps(session)

    def answer(
        self, actor: Actor, rehearsal_id: str, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        """Let the pages inside answer a request; what it changes becomes a move."""
        sandbox, served = self._of(actor, rehearsal_id)
        served.pages.config["SESSION_COOKIE_PATH"] = environ["SCRIPT_NAME"]
        looks_ahead = environ["PATH_INFO"].endswith(foretelling.ENDING)
        if looks_ahead or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return served.pages.wsgi_app(environ, start_response)
        found: list[Iterable[bytes]] = []
        noted(
            sandbox,
            served.inside,
            lambda: found.append(served.pages.wsgi_app(environ, start_response)),
        )
        return found[0]

    def _of(self, actor: Actor, rehearsal_id: str) -> tuple[Sandbox, Served]:
        sandbox = find_sandbox(self._services.settings, actor, rehearsal_id)
        generation = sandbox.kept().generation
        with self._lock:
            served = self._served.pop(rehearsal_id, None)
            if served is None or served.generation != generation:
                inside = sandbox.services()
                pages = self._inner(inside, secure=self._services.settings.secure_cookies)
                foretelling.install(pages, partial(foretold, sandbox, inside))
                served = Served(generation, inside, pages)
            self._served[rehearsal_id] = served
            while len(self._served) > MOST_SERVED:
                self._served.popitem(last=False)
        return sandbox, served

    def _inner(self, inside: Services, *, secure: bool) -> Flask:
        pages = self._pages_over(inside)
        pages.secret_key = inside.settings.secret_key
        pages.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_SECURE=secure)
        pages.jinja_env.globals["rehearsed"] = True
        return pages

    def _browsers(self, inside: Services) -> Callable[[], Browser]:
        """Return browsers for a situation that plays itself: no network, so no secure cookies."""
        return self._inner(inside, secure=False).test_client
