"""A request to move cases rehearsed: each case done over on its other version, on a copy.

The copy is an installation of its own in a folder that is thrown away: the same organisation and
calendars, the other release, nothing of the cases but what people sent in them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions import Services
from app.actions.admin.ask_migration_rehearsal import ask_migration_rehearsal
from app.actions.admin.install import install
from app.actions.admin.note_rehearsal import note_rehearsal
from app.actions.admin.read_migration import read_migration
from app.domain.case_requests import VersionMove
from app.domain.clock import MovableClock
from app.domain.jobs import Job
from app.domain.people import Actor
from app.domain.views.version_moves import MovePage
from app.rehearsal.past_case import PastCase, past_case
from app.rehearsal.rerunning import rerun
from app.scenarios.setting import QUICK_HASH
from app.steps.kept_rehearsals import LIVE, is_wanted
from app.store import accounts, calendar_days, instances, releases, setting_changes
from app.store.copies import copy_database
from app.store.releases import NewArtifact


def rehearse_migration(
    services: Services, actor: Actor, move_id: str, *, live: int = LIVE
) -> VersionMove:
    """Do every case of the request over on a copy and keep what goes otherwise; nothing is moved.

    Over more than `live` instances the worker does it. Raises Conflict when the request was
    decided, PermissionDenied for all but administrators.
    """
    page = read_migration(services, actor, move_id)
    if len(page.lines) > live:
        return ask_migration_rehearsal(services, actor, move_id)
    return note_rehearsal(services, actor, move_id, _done_over(services, page))


def rehearse_kept_move(services: Services, job: Job, told: Callable[[int, int], None]) -> None:
    """Rehearse as who asked would, unless the request is decided or asked anew.

    Begun again where a worker was killed: doing cases over leaves nothing behind.
    """
    with services.database.reading() as tx:
        account = accounts.load(tx, str(job.payload["person_id"]))
    actor = Actor(
        account.person_id,
        account.name,
        account.login,
        system_roles=frozenset(account.system_roles),
    )
    move_id, version = str(job.payload["request"]), int(job.payload["version"])
    page = read_migration(services, actor, move_id)
    if is_wanted(page.move, version):
        note_rehearsal(services, actor, move_id, _done_over(services, page, told), version)


def _done_over(
    services: Services,
    page: MovePage,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, tuple[str, ...]]:
    """Return by instance what goes otherwise; `told` hears of how many of the runs is known."""
    with services.database.reading() as tx:
        rows = [instances.load(tx, line.instance_id) for line in page.lines]
        cases = {row.case_id: past_case(services, tx, row.case_id) for row in rows}
    found: dict[str, tuple[str, ...]] = {}
    with TemporaryDirectory() as name:
        ground = _Ground(services, Path(name), page.move)
        for case in cases.values():
            told(sum(row.id in found for row in rows), len(rows))
            found |= ground.done_over(case)
    return found


class _Ground:
    """The folder with an installation on the other release, copied afresh for each case."""

    def __init__(self, services: Services, folder: Path, move: VersionMove) -> None:
        self._services = services
        self._folder = folder
        self._move = move
        self._empty = folder / "empty.sqlite"
        self._fill()

    def done_over(self, case: PastCase) -> dict[str, tuple[str, ...]]:
        """Return by instance what goes otherwise when people do the same as they did."""
        target = self._folder / "case.sqlite"
        copy_database(self._empty, target)
        clock, until = MovableClock(case.row.created_at), self._services.clock.now()
        inside = self._inside(target, clock, case.row.profile)
        try:
            return rerun(inside, clock, case, self._move.counterparts, until)
        finally:
            inside.database.dispose()

    def _inside(self, file: Path, clock: MovableClock, profile: str) -> Services:
        settings = replace(
            self._services.settings,
            database_url=f"sqlite:///{file}",
            uploads_dir=self._folder / "uploads",
            profile=profile,
        )
        return Services(settings, clock=clock)

    def _fill(self) -> None:
        outer = self._services
        clock = MovableClock(outer.clock.now())
        inside = self._inside(self._empty, clock, outer.settings.profile)
        install(inside, with_demo_accounts=True, hash_password=QUICK_HASH)
        with outer.database.reading() as tx:
            artifacts = releases.artifacts(tx, self._move.to_release)
            calendars = {code: calendar_days.load(tx, code) for code in outer.cache.profiles}
            settings = setting_changes.in_force(tx)
        files = [NewArtifact(a.kind, a.key, a.file_name, a.content) for a in artifacts]
        with inside.database.transaction() as tx:
            releases.publish(tx, files, "", clock.now())
            setting_changes.adopt(tx, settings.values())
            for code, saved in calendars.items():
                for year in sorted(saved.years):
                    days = [one for one in saved.days if one.day.year == year]
                    calendar_days.save_year(tx, code, year, days, "", clock.now())
        inside.database.dispose()
