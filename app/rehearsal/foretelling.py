"""What would happen if a task of a rehearsal were sent: done on a copy that is thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from app.actions import Services
from app.actions.staff.submit_task import submit_task
from app.domain.cases import CaseRow
from app.domain.people import Actor
from app.errors import ChuTruongError, FormInvalid
from app.rehearsal.sandbox import Sandbox
from app.rehearsal.standing import Ahead, Paper, Running, Standing, changed_cases, standing_now
from app.scenarios.setting import fixture_of
from app.store.copies import copy_database

T = TypeVar("T")


@dataclass(frozen=True)
class Foretold:
    """What would follow from sending a task; with `refused` nothing would, for these reasons.

    `withdrawn` are tasks that nobody would have to do any more, `stopped` moments that would no
    longer be waited for; `cases` are those whose state would change, as they would stand.
    """

    task_name: str
    refused: tuple[str, ...] = ()
    opened: tuple[Ahead, ...] = ()
    withdrawn: tuple[Ahead, ...] = ()
    papers: tuple[Paper, ...] = ()
    armed: tuple[Ahead, ...] = ()
    stopped: tuple[Ahead, ...] = ()
    started: tuple[Running, ...] = ()
    ended: tuple[Running, ...] = ()
    cases: tuple[CaseRow, ...] = ()


def foretold(
    sandbox: Sandbox, inside: Services, actor: Actor, task_id: str, sent: Mapping[str, Any]
) -> Foretold:
    """Return what sending would lead to, or its refusal; nothing in the rehearsal is changed.

    `sent` are the arguments of `submit_task` but the password, which guards nothing here.
    """
    with TemporaryDirectory() as name:
        beside = _copy(sandbox, inside, Path(name))
        try:
            return _done(beside, actor, task_id, sent)
        finally:
            beside.database.dispose()


def _copy(sandbox: Sandbox, inside: Services, folder: Path) -> Services:
    file, uploads = folder / "copy.sqlite", folder / "uploads"
    copy_database(sandbox.database_file, file)
    if inside.settings.uploads_dir.is_dir():
        shutil.copytree(inside.settings.uploads_dir, uploads)
    settings = replace(inside.settings, database_url=f"sqlite:///{file}", uploads_dir=uploads)
    return inside.over_copy(settings)


def _done(beside: Services, actor: Actor, task_id: str, sent: Mapping[str, Any]) -> Foretold:
    password = fixture_of(beside.settings).organisation.accounts[0].password
    with beside.database.reading() as tx:
        before = standing_now(beside, tx)
    name = before.tasks[task_id].name if task_id in before.tasks else ""
    try:
        submit_task(beside, actor, task_id, **sent, password=password)
    except FormInvalid as refused:
        return Foretold(name, tuple(one.message for one in refused.errors))
    except ChuTruongError as refused:
        return Foretold(name, (refused.message,))
    with beside.database.reading() as tx:
        return _difference(name, task_id, before, standing_now(beside, tx))


def _difference(name: str, task_id: str, before: Standing, after: Standing) -> Foretold:
    was, now = before.processes, after.processes
    return Foretold(
        name,
        opened=_only_in(after.tasks, before.tasks),
        withdrawn=_only_in(before.tasks, {**after.tasks, task_id: None}),
        papers=_only_in(after.papers, before.papers),
        armed=_only_in(after.timers, before.timers),
        stopped=_only_in(before.timers, after.timers),
        started=_only_in(now, was),
        ended=tuple(
            one for key, one in now.items() if one.is_over and not (key in was and was[key].is_over)
        ),
        cases=changed_cases(before, after),
    )


def _only_in(some: Mapping[str, T], others: Mapping[str, object]) -> tuple[T, ...]:
    return tuple(one for key, one in some.items() if key not in others)
