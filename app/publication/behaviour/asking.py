"""What may be asked about two sets of files: what is known, compute it beside the pages."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.config import ROOT, Settings
from app.domain.behaviour import BehaviourChange, BehaviourLine, ComparedBehaviour, Turn
from app.publication.file_set import FileSet

FOLDER = "compared"
# Raise it when other things are told of the same files: kept results are then left aside.
EDITION = "2"
# The work has its own limits; a job that is older has broken off.
LONGEST = 300.0
# Small processes are done before anybody sees a page without them.
PATIENCE = 4.0
_LOOK_AGAIN = 0.05


class Comparison:
    """The behaviour of one process in two sets of files."""

    def __init__(
        self, settings: Settings, before: FileSet, after: FileSet, process_id: str
    ) -> None:
        self._sides = (before, after)
        self._process_id = process_id
        folder = settings.workflows_dir / "rules"
        self._rules = [path.read_bytes() for path in sorted(folder.glob("*.toml"))]
        name = _digest(self._sides, self._rules, process_id)
        self._kept = settings.uploads_dir / FOLDER / f"{name}.json"
        self._job = self._kept.with_suffix(".job")

    def known(self) -> ComparedBehaviour:
        """Return what was found, or how far it is."""
        try:
            kept = json.loads(self._kept.read_text("utf-8"))
        except FileNotFoundError:
            return ComparedBehaviour(is_running=self._is_running())
        return ComparedBehaviour(_read(kept))

    def begin(self) -> None:
        """Start computing, unless it is known or under way; wait a little for what is quick."""
        known = self.known()
        if known.change is None and not known.is_running:
            self._job.parent.mkdir(parents=True, exist_ok=True)
            self._job.write_text(json.dumps(self._content()), "utf-8")
            _spawn(self._job, self._kept)
        until = time.monotonic() + PATIENCE
        while self.known().is_running and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)

    def _is_running(self) -> bool:
        try:
            return time.time() - self._job.stat().st_mtime < LONGEST
        except FileNotFoundError:
            return False

    def _content(self) -> Mapping[str, Any]:
        return {
            "process_id": self._process_id,
            "sides": [
                [
                    [one.kind, one.key, one.file_name, b64encode(one.content).decode()]
                    for one in files.values()
                ]
                for files in self._sides
            ],
            "rules": [b64encode(one).decode() for one in self._rules],
        }


def _digest(sides: Iterable[FileSet], rules: Iterable[bytes], process_id: str) -> str:
    found = hashlib.sha256(f"{EDITION} {process_id}".encode())
    for files in sides:
        found.update(b"\n\n")
        for name in sorted(files):
            found.update(f"{name} {hashlib.sha256(files[name].content).hexdigest()}\n".encode())
    for rule_file in rules:
        found.update(hashlib.sha256(rule_file).digest())
    return found.hexdigest()


def _spawn(job: Path, kept: Path) -> None:
    words = [sys.executable, "-m", "app.publication.behaviour.child", str(job), str(kept)]
    process = subprocess.Popen(words, cwd=ROOT)  # noqa: S603 our own program
    threading.Thread(target=process.wait, name="comparison", daemon=True).start()


def _read(kept: Mapping[str, Any]) -> BehaviourChange:
    lines = tuple(
        BehaviourLine(
            Turn(one["turn"]),
            one["sentence"],
            tuple(one["ids"]),
            tuple(one["path"]),
            one["is_after"],
        )
        for one in kept["lines"]
    )
    return BehaviourChange(lines, kept["more"], kept["undecided"])
