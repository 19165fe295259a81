"""A ground to play on: one installation with a set of files published, copied for each situation.

Everything lies in a temporary folder and goes with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.actions import Services
from app.actions.admin.install import install
from app.config import Settings
from app.domain.audit import EventKind, NewEvent
from app.domain.clock import MovableClock
from app.rehearsal.situations import Loaded
from app.scenarios.coverage import Passed, passed_in
from app.scenarios.playing import play
from app.scenarios.setting import QUICK_HASH, Application, fixture_of, set_stage
from app.store import audit_log, releases
from app.store.copies import copy_database
from app.store.releases import NewArtifact


def fill(inside: Services, process_id: str, files: Iterable[NewArtifact], by: str) -> None:
    """Install an installation and publish the files in it, whatever clauses they would break.

    Raises DiagramRefused when the engine cannot run the process.
    """
    install(inside, with_demo_accounts=True, hash_password=QUICK_HASH)
    with inside.database.transaction() as tx:
        now = inside.clock.now()
        release = releases.publish(tx, list(files), by, now)
        summary = f"Công bố bản số {release.number} để chơi thử"
        event = NewEvent(EventKind.RELEASE_PUBLISHED, now, summary)
        audit_log.append_system(tx, [event], now)
    with inside.database.reading() as tx:
        inside.catalogue(tx, release.id).program(process_id)


class Ground:
    """The file that is copied for each situation, and where the copies go."""

    def __init__(self, settings: Settings, folder: Path, application: Application) -> None:
        self._settings = replace(
            settings,
            secret_key=secrets.token_hex(32),
            secret_key_file=folder / "key",
            uploads_dir=folder / "uploads",
        )
        self._fixture = fixture_of(settings)
        self._application = application
        self._folder = folder
        self.file = folder / "ground.sqlite"

    def install(self, process_id: str, files: Iterable[NewArtifact], by: str, at: datetime) -> None:
        """Make the file, as of a moment before the first situation; raise DiagramRefused."""
        settings = replace(self._settings, database_url=f"sqlite:///{self.file}")
        inside = Services(settings, clock=MovableClock(at))
        try:
            fill(inside, process_id, files, by)
        finally:
            inside.database.dispose()

    def play(self, loaded: Loaded) -> Passed:
        """Play a situation on a copy and return what it passed; raise ScenarioFailed."""
        copy = self._folder / "played.sqlite"
        copy_database(self.file, copy)
        settings = replace(self._settings, database_url=f"sqlite:///{copy}")
        stage = set_stage(
            loaded.scenario, settings, self._fixture, self._application, installed=True
        )
        try:
            play(loaded.scenario, stage)
            return passed_in(stage.services.database)
        finally:
            stage.services.database.dispose()
            copy.unlink()
