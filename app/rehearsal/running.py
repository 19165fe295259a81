"""The worker's part of publication: situations of a process played against a draft, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.actions import Services
from app.domain.situations import Played, RunState, Situation, SituationRun
from app.errors import ChuTruongError
from app.publication.file_set import FileSet, overlaid, released
from app.publication.situations import standing_of
from app.rehearsal.grounds import Ground
from app.rehearsal.situations import Loaded, load_text
from app.scenarios.coverage import Passed, joined
from app.scenarios.script import LosePaper, Tamper
from app.scenarios.setting import Application
from app.store import drafts, releases, situations

# A worker that said nothing for so long is gone; another begins its run anew.
SILENCE = timedelta(minutes=5)
OUTSIDE = "sửa dữ liệu từ ngoài hệ thống, không xét ở quy trình"


@dataclass(frozen=True)
class Task:
    """What a run plays: the files as they would be published, and the situations."""

    run: SituationRun
    files: FileSet
    situations: tuple[Situation, ...]


def run_next(services: Services, application: Application) -> bool:
    """Play the oldest run that waits, to its end or until cancelled; False when none waits.

    A draft that changed since it was asked for is not played: its run counts as cancelled.
    """
    now = services.clock.now()
    with services.database.transaction() as tx:
        run = situations.claim(tx, now, now - SILENCE)
    if run is None:
        return False
    task = _task(services, run)
    if task is None or _played_all(services, task, application):
        _end(services, run, RunState.DONE if task else RunState.CANCELLED)
    return True


def _task(services: Services, run: SituationRun) -> Task | None:
    with services.database.reading() as tx:
        changed = drafts.files(tx, run.draft_id)
        files = overlaid(released(tx, releases.latest_id(tx)), changed)
        standing = standing_of(tx, services.settings, run.process_id, files)
    same = standing.digest == run.digest
    return Task(run, files, standing.situations) if same else None


def _end(services: Services, run: SituationRun, state: RunState) -> None:
    with services.database.transaction() as tx:
        situations.end_run(tx, run.id, state, services.clock.now())


def _played_all(services: Services, task: Task, application: Application) -> bool:
    """Play one after another, telling each time; False once the run was cancelled."""
    passed: Passed = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        ready, results = _read(services, folder, task.situations)
        ground = Ground(services.settings, folder, application)
        try:
            ground.install(
                task.run.process_id,
                task.files.values(),
                task.run.requested_by,
                min((one.starts for _, one in ready), default=services.clock.now()),
            )
        except ChuTruongError as refused:
            results.append(Played(task.run.process_id, "", refused.message))
            ready = []
        if not _tell(services, task.run, results, passed):
            return False
        for situation, loaded in ready:
            played, taken = _played(ground, situation, loaded)
            results.append(played)
            passed = joined((passed, taken))
            if not _tell(services, task.run, results, passed):
                return False
    return True


def _read(
    services: Services, folder: Path, chosen: Iterable[Situation]
) -> tuple[list[tuple[Situation, Loaded]], list[Played]]:
    """Return what can be played, and what is to be said of the rest."""
    ready: list[tuple[Situation, Loaded]] = []
    rest: list[Played] = []
    for one in chosen:
        try:
            loaded = load_text(services.settings, folder, one.name, one.yaml)
        except ChuTruongError as refused:
            rest.append(Played(one.name, one.title, refused.message))
            continue
        if any(isinstance(step, Tamper | LosePaper) for step in loaded.scenario.steps):
            rest.append(Played(one.name, one.title, left_out=OUTSIDE))
        else:
            ready.append((one, loaded))
    return ready, rest


def _played(ground: Ground, situation: Situation, loaded: Loaded) -> tuple[Played, Passed]:
    begun = perf_counter()
    difference = ""
    found: Passed = {}
    try:
        found = ground.play(loaded)
    except ChuTruongError as failed:
        difference = failed.message
    seconds = round(perf_counter() - begun, 1)
    return Played(situation.name, situation.title, difference, seconds=seconds), found


def _tell(services: Services, run: SituationRun, results: Iterable[Played], passed: Passed) -> bool:
    now = services.clock.now()
    with services.database.transaction() as tx:
        return situations.note_progress(tx, run, now, results, passed)
