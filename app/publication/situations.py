"""Situations before publication: which are played, against which files, and what holds it back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.config import Settings
from app.domain.audit import EventKind, NewEvent
from app.domain.drafts import Draft
from app.domain.people import Actor
from app.domain.situations import RunState, Situation, SituationRun, SituationStanding
from app.errors import Conflict
from app.publication.editing import CAPACITY
from app.publication.file_set import FileSet
from app.publication.limits import checked_override
from app.store import audit_log, situations
from app.store.database import Transaction

# The acceptance scenarios walk through all processes that the case calls.
SHARED = ("p01_art4_case", "SC-*.yaml")
_TITLE = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)


def situations_of(tx: Transaction, workflows: Path, process_id: str) -> tuple[Situation, ...]:
    """Return the situations of a process: those its owners kept, then those shipped with it."""
    return (*situations.of_process(tx, process_id), *_shipped(workflows, process_id))


def _shipped(workflows: Path, process_id: str) -> tuple[Situation, ...]:
    folder, pattern = SHARED
    own = sorted((workflows / process_id / "scenarios").glob("*.yaml"))
    files = own or sorted((workflows / folder / "scenarios").glob(pattern))
    return tuple(_read(path, process_id) for path in files)


def _read(path: Path, process_id: str) -> Situation:
    text = path.read_text("utf-8")
    title = _TITLE.search(text)
    return Situation(path.stem, title[1] if title else "", text, process_id)


def standing_of(
    tx: Transaction, settings: Settings, process_id: str, files: FileSet
) -> SituationStanding:
    """Return which situations are played before these files are published, and what came of it.

    A result holds for exactly these bytes of all files and of all situations.
    """
    every = situations_of(tx, settings.workflows_dir, process_id)
    chosen = every if settings.situations_run is None else every[: settings.situations_run]
    digest = _digest(files, chosen)
    return SituationStanding(chosen, digest, situations.run_of(tx, process_id, digest))


def _digest(files: FileSet, chosen: tuple[Situation, ...]) -> str:
    found = hashlib.sha256()
    for name in sorted(files):
        found.update(f"{name} {hashlib.sha256(files[name].content).hexdigest()}\n".encode())
    for one in chosen:
        found.update(f"{one.name} {hashlib.sha256(one.yaml.encode()).hexdigest()}\n".encode())
    return found.hexdigest()


def ask_run(
    tx: Transaction, actor: Actor, draft: Draft, standing: SituationStanding, now: datetime
) -> SituationRun | None:
    """Ask the worker for a run, unless one is under way or there is nothing to play."""
    if not standing.situations or (standing.run and standing.run.live):
        return None
    run = SituationRun(
        id=uuid4().hex,
        process_id=draft.process_id,
        draft_id=draft.id,
        version=draft.version,
        digest=standing.digest,
        state=RunState.WAITING,
        total=len(standing.situations),
        requested_by=actor.person_id,
        requested_name=actor.name,
        requested_at=now,
    )
    situations.add_run(tx, run)
    return run


def check_played(standing: SituationStanding, override: str) -> dict[str, Any]:
    """Return what the record says of the situations; raise Conflict when they hold it back.

    A written reason of the second person lets it pass; raises FormInvalid for one that says
    nothing.
    """
    run = standing.run
    told: dict[str, Any] = {"run": run.id if run else "", "situations": len(standing.situations)}
    if not standing.blocks:
        return told
    if not override.strip():
        raise Conflict(f"{standing.blocks}. Chạy lại cho đạt, hoặc ghi lý do vẫn công bố")
    failed = [one.name for one in run.failed] if run else []
    reason = checked_override(override)
    return told | {"against": standing.blocks, "failed": failed, "override": reason}


def note(
    tx: Transaction,
    actor: Actor,
    kind: EventKind,
    at: datetime,
    summary: str,
    process_id: str,
    payload: Mapping[str, Any],
) -> None:
    """Chain what an owner did with situations of a process."""
    event = NewEvent(
        kind=kind,
        at=at,
        summary=summary,
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity=CAPACITY,
        process_id=process_id,
        payload=payload,
    )
    audit_log.append_system(tx, [event], at)
