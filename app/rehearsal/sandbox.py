"""The folder of one rehearsal: its database, its copies, its clock, and who it belongs to."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.actions import Services
from app.config import Settings
from app.domain.clock import MovableClock
from app.domain.people import Actor
from app.errors import NotFound
from app.rehearsal.views import Move
from app.store.copies import copy_database

_ID = re.compile(r"[0-9a-f]{24}")
FOLDER = "rehearsals"
MOST_KEPT = 10


@dataclass(frozen=True)
class Kept:
    """What the folder remembers besides the database.

    `generation` grows whenever the database was put back, so that whoever holds something of it in
    memory knows to let go.
    """

    draft_id: str
    process_id: str
    title: str
    owner_id: str
    profile: str
    now: datetime
    generation: int = 0
    moves: tuple[Move, ...] = ()


class SandboxClock(MovableClock):
    """A clock that stands where the folder says, for every process that serves the rehearsal."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"

    def now(self) -> datetime:
        """Return the moment the rehearsal has reached."""
        return datetime.fromisoformat(self._file.read_text("ascii"))

    def move_to(self, at: datetime) -> None:
        """Set the clock; a step back sets it back."""
        _write(self._file, at.astimezone(UTC).isoformat())


class Sandbox:
    """One rehearsal; cheap to make, everything is in its folder."""

    def __init__(self, settings: Settings, rehearsal_id: str) -> None:
        self.id = rehearsal_id
        self.folder = settings.uploads_dir / FOLDER / rehearsal_id
        self.clock = SandboxClock(self.folder)
        self._outer = settings

    @property
    def database_file(self) -> Path:
        """The SQLite file that the rehearsal runs on."""
        return self.folder / "now.sqlite"

    def settings(self, profile: str) -> Settings:
        """Return the settings under which the rehearsal runs: its own files, its own key."""
        return replace(
            self._outer,
            database_url=f"sqlite:///{self.database_file}",
            uploads_dir=self.folder / "uploads",
            secret_key=(self.folder / "key").read_text("ascii"),
            secret_key_file=self.folder / "key",
            profile=profile,
        )

    def services(self, profile: str = "") -> Services:
        """Return services over the rehearsal's own database and clock."""
        return Services(self.settings(profile or self.kept().profile), clock=self.clock)

    def kept(self) -> Kept:
        """Return what the folder remembers."""
        return _read((self.folder / "state.json").read_text("utf-8"))

    def keep(self, kept: Kept) -> None:
        """Remember it; the file is whole at every moment."""
        _write(self.folder / "state.json", _text(kept))

    def copy(self, number: int) -> Path:
        """Return the file of the copy from before a move."""
        return self.folder / f"before-{number:03}.sqlite"

    def put_aside(self, number: int) -> None:
        """Keep a copy of the database as it is now."""
        copy_database(self.database_file, self.copy(number))


def make_sandbox(settings: Settings, owner_id: str) -> Sandbox:
    """Make the folder of a new rehearsal, with a key for its sessions; the owner's oldest goes."""
    for old in _of_owner(settings, owner_id)[: -MOST_KEPT + 1]:
        shutil.rmtree(old.folder, ignore_errors=True)
    sandbox = Sandbox(settings, secrets.token_hex(12))
    sandbox.folder.mkdir(parents=True)
    (sandbox.folder / "key").write_text(secrets.token_hex(32), "ascii")
    return sandbox


def find_sandbox(settings: Settings, actor: Actor, rehearsal_id: str) -> Sandbox:
    """Return a rehearsal of this owner; raise NotFound for any other, without a hint."""
    if _ID.fullmatch(rehearsal_id):
        sandbox = Sandbox(settings, rehearsal_id)
        if (sandbox.folder / "state.json").is_file():
            if sandbox.kept().owner_id == actor.person_id:
                return sandbox
    raise NotFound("Không có buổi diễn tập này; mở lại từ bản thảo")


def _of_owner(settings: Settings, owner_id: str) -> list[Sandbox]:
    """Return the owner's rehearsals, the oldest first."""
    states = (settings.uploads_dir / FOLDER).glob("*/state.json")
    by_age = sorted(states, key=lambda state: state.parent.stat().st_ctime)
    found = (Sandbox(settings, state.parent.name) for state in by_age)
    return [one for one in found if one.kept().owner_id == owner_id]


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_text(text, "utf-8")
    os.replace(draft, path)


def _text(kept: Kept) -> str:
    moves = [[move.number, move.at.isoformat(), move.words] for move in kept.moves]
    state = {**vars(kept), "now": kept.now.isoformat(), "moves": moves}
    return json.dumps(state, ensure_ascii=False)


def _read(text: str) -> Kept:
    state: Mapping[str, Any] = json.loads(text)
    moves = tuple(Move(no, datetime.fromisoformat(at), words) for no, at, words in state["moves"])
    return Kept(**{**state, "now": datetime.fromisoformat(state["now"]), "moves": moves})
