"""The worker door: fires due timers, moves and destroys what was agreed, sweeps answer clocks.

It also seals the record, and watches the invariants by night.
"""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import structlog

from app.actions import Services
from app.actions.admin.carry_out_destructions import carry_out_destructions
from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.do_asked_work import do_asked_work
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.note_profile import note_profile
from app.actions.admin.note_tick import note_tick
from app.actions.admin.release_lapsed_tasks import release_lapsed_tasks
from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.actions.admin.sweep_clocks import sweep_clocks
from app.actions.admin.work_off_queue import work_off_queue
from app.actions.audit.check_invariants import watch_invariants
from app.actions.audit.check_record import check_record
from app.actions.audit.seal_chains import seal_chains
from app.actions.audit.stamp_checkpoints import stamp_checkpoints
from app.domain.clock import local_day
from app.domain.jobs import JobKind
from app.rehearsal import run_next
from app.rehearsal.migrating import rehearse_kept_move
from app.scenarios.setting import Application

SWEEP_EVERY = timedelta(hours=1)
STAMP_EVERY = timedelta(minutes=10)
BEAT_EVERY = timedelta(seconds=30)
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
        self._beaten: datetime | None = None
        self._stamped: datetime | None = None
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
        threading.Thread(target=self._send_on, name="letters", daemon=True).start()
        threading.Thread(target=self._work_on, name="asked", daemon=True).start()
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

    def _send_on(self) -> None:
        """Apart from the ticks: a mail server that does not answer holds up no deadline."""
        while not self._stopped.is_set():
            self.send()
            self._stopped.wait(self._every)

    def send(self) -> int:
        """Do the outside work that is due; what cannot be reached is tried again later."""
        try:
            return work_off_queue(self._services)
        except Exception as error:
            log.exception("letters_failed", error=str(error))
            return 0

    def _work_on(self) -> None:
        """Apart from the ticks: what takes minutes holds up no deadline."""
        while not self._stopped.is_set():
            self.work()
            self._stopped.wait(self._every)

    def work(self) -> int:
        """Do the long work that was asked for."""
        try:
            return do_asked_work(self._services, {JobKind.MOVE_REHEARSAL: rehearse_kept_move})
        except Exception as error:
            log.exception("asked_work_failed", error=str(error))
            return 0

    def tick(self) -> int:
        """Fire what is due, do what was agreed; sweep and seal at the start and every hour.

        A failing tick is tried again.
        """
        try:
            self._note()
            fired = fire_due_timers(self._services)
            carry_out_migrations(self._services)
            carry_out_repairs(self._services)
            retry_due_incidents(self._services)
            carry_out_destructions(self._services)
            self._sweep()
            self._stamp()
            self._watch()
        except Exception as error:
            # A worker that ends leaves every deadline unwatched; the next tick tries again.
            log.exception("tick_failed", error=str(error))
            self._beat(type(error).__name__)
            return 0
        self._beat()
        return fired

    def _beat(self, failure: str = "") -> None:
        """Leave a sign of life now and then, and after each failure."""
        now = self._services.clock.now()
        if not failure and self._beaten is not None and now - self._beaten < BEAT_EVERY:
            return
        try:
            note_tick(self._services, failure)
            self._beaten = now
        except Exception as error:
            # The database that failed the tick may be what is out of reach.
            log.exception("sign_of_life_failed", error=str(error))

    def _note(self) -> None:
        """Record once what changed in the profile's file while nobody used it."""
        if not self._noted:
            note_profile(self._services)
            self._noted = True

    def _sweep(self) -> None:
        now = self._services.clock.now()
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            sweep_clocks(self._services)
            release_lapsed_tasks(self._services)
            seal_chains(self._services)
            self._swept = now

    def _stamp(self) -> None:
        """Ask for time stamps now and then; an authority out of reach holds a tick for seconds."""
        now = self._services.clock.now()
        if self._stamped is None or now - self._stamped >= STAMP_EVERY:
            stamp_checkpoints(self._services)
            self._stamped = now

    def _watch(self) -> None:
        """Ask every invariant once a night; the night that was slept through is made up for."""
        night = local_day(self._services.clock.now() - NIGHT_BEGINS)
        if self._watched != night:
            watch_invariants(self._services)
            check_record(self._services)
            self._watched = night
