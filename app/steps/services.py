"""What every action is handed by the door that calls it: database, clock, settings, caches."""

from __future__ import annotations

from datetime import timedelta

from app.config import Settings
from app.domain.clock import Clock, SystemClock
from app.domain.retries import Patience
from app.profiles import load_profiles
from app.steps.catalogue import Catalogue
from app.steps.world import World, WorldCache
from app.store.database import Database, Transaction


class Services:
    """The parts of one running application; made once by `create_app`, passed explicitly."""

    def __init__(
        self, settings: Settings, *, database: Database | None = None, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self._database = database
        self._cache: WorldCache | None = None

    @property
    def database(self) -> Database:
        """The database, opened when first asked for: `diagram check` needs none."""
        if self._database is None:
            self._database = Database(self.settings.database_url)
        return self._database

    @property
    def patience(self) -> Patience:
        """How often failed work is tried again, and after which waits."""
        return Patience(
            timedelta(seconds=self.settings.retry_first_seconds),
            timedelta(seconds=self.settings.retry_most_seconds),
            self.settings.retry_attempts,
        )

    @property
    def cache(self) -> WorldCache:
        """The caches of this process."""
        if self._cache is None:
            folder = self.settings.workflows_dir / "profiles"
            self._cache = WorldCache(load_profiles(folder))
        return self._cache

    def over_copy(self, settings: Settings) -> Services:
        """Return services over a copy of the database, named in these settings; releases shared."""
        found = Services(settings, clock=self.clock)
        found._cache = self.cache.beside()
        return found

    def world(self, tx: Transaction) -> World:
        """Return organisation and calendars as the database has them now."""
        return self.cache.world(tx)

    def catalogue(self, tx: Transaction, release_id: str) -> Catalogue:
        """Return a compiled release."""
        return self.cache.catalogue(tx, release_id)
