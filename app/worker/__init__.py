"""The worker door: fires due timers, moves cases to other versions, sweeps answer clocks.

It also seals the record, and watches the invariants by night.
"""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import structlog

from app.actions import Services
from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.note_profile import note_profile
from app.actions.admin.sweep_clocks import sweep_clocks
from app.actions.audit.check_invariants import watch_invariants
from app.actions.audit.check_record import check_record
from app.actions.audit.seal_chains import seal_chains
from app.domain.clock import local_day
from app.rehearsal import run_next
from app.scenarios.setting import Application

SWEEP_EVERY = timedelta(hours=1)
# After local midnight, when nobody files anything.
NIGHT_BEGINS = timedelta(hours=2)
log = structlog.get_logger(__name__)


class Worker:
    """Ticks until told to stop; several may run at once, each instance is claimed by one."""

    def __init__(
        self, services: Services, every: float, application: Application | None = None
    ) -> None:
        self._services = services
        self._every = every
        self._application = application
        self._stopped = threading.Event()
        self._swept: datetime | None = None
        self._watched: date | None = None
        self._noted = False

    def start(self) -> threading.Thread:
        """Run in a thread of its own that ends with the process."""
        thread = threading.Thread(target=self.run, name="worker", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Let the present tick be the last."""
        self._stopped.set()

    def run(self) -> None:
        """Tick until stopped."""
        threading.Thread(target=self._play_on, name="situations", daemon=True).start()
        while not self._stopped.is_set():
            self.tick()
            self._stopped.wait(self._every)

    def _play_on(self) -> None:
        while not self._stopped.is_set():
            if not self.play():
                self._stopped.wait(self._every)

    def play(self) -> bool:
        """Play the situations of one draft, if any wait; a failing run is tried again later."""
        if self._application is None:
            return False
        try:
            return run_next(self._services, self._application)
        except Exception as error:
            log.exception("situations_failed", error=str(error))
            return False

    def tick(self) -> int:
        """Fire what is due, move what was agreed; sweep and seal at the start and every hour.

        A failing tick is tried again.
        """
        try:
            self._note()
            fired = fire_due_timers(self._services)
            carry_out_migrations(self._services)
            self._sweep()
            self._watch()
        except Exception as error:
            # A worker that ends leaves every deadline unwatched; the next tick tries again.
            log.exception("tick_failed", error=str(error))
            return 0
        return fired

    def _note(self) -> None:
        """Record once what changed in the profile's file while nobody used it."""
        if not self._noted:
            note_profile(self._services)
            self._noted = True

    def _sweep(self) -> None:
        now = self._services.clock.now()
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            sweep_clocks(self._services)
            seal_chains(self._services)
            self._swept = now

    def _watch(self) -> None:
        """Ask every invariant once a night; the night that was slept through is made up for."""
        night = local_day(self._services.clock.now() - NIGHT_BEGINS)
        if self._watched != night:
            watch_invariants(self._services)
            check_record(self._services)
            self._watched = night
