"""Verifications under way: each in a process of its own, told apart by the draft it is for.

Their state is on disk, since any process of the server may be asked. `<key>.json` says what is
wanted, and only servers write it; `<run>.told.json` says how far the run came, and only the run
writes it. A run ends by itself as soon as it is no longer the one wanted, or its server is gone.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from app.config import ROOT, Settings
from app.domain.verified import RunState, VerificationRun
from app.publication.file_set import FileSet
from app.publication.verifying.results import finding_in, folder_of, read, write

# A run that says nothing for so long has broken off: it speaks twice a second.
SILENCE = 15.0
_LOOK_AGAIN = 0.05


class Wanted:
    """What a draft wants verified: `key` is the draft, `digest` its very files and the rules."""

    def __init__(self, settings: Settings, key: str, digest: str) -> None:
        self.key, self.digest = key, digest
        self._folder = folder_of(settings)
        self._path = self._folder / "runs" / f"{key}.json"

    def run(self) -> VerificationRun:
        """Return the run for these files, as far as it came."""
        asked = read(self._path)
        if asked is None or asked["digest"] != self.digest:
            return VerificationRun()
        told = self._told(asked["run"])
        said = read(told)
        state = RunState(said["state"]) if said else RunState.RUNNING
        if state is RunState.RUNNING:
            if asked["cancelled"]:
                state = RunState.CANCELLED
            elif _silent(told if said else self._path):
                state = RunState.LOST
        rest = {name: said[name] for name in ("name", "number", "total", "states")} if said else {}
        refused = tuple(finding_in(one) for one in said["refused"]) if said else ()
        return VerificationRun(state=state, refused=refused, **rest)

    def start(
        self,
        process_id: str,
        files: FileSet,
        rules: Iterable[bytes],
        seconds: float,
        *,
        together: bool,
    ) -> None:
        """Start a run, in place of the one under way; one that may take as long goes on."""
        asked = read(self._path)
        if asked and self.run().state is RunState.RUNNING and asked["seconds"] >= seconds:
            return
        if asked:
            self._told(asked["run"]).unlink(missing_ok=True)
        name = secrets.token_hex(8)
        job = self._folder / "runs" / f"{name}.job.json"
        content = {
            "folder": str(self._folder),
            "wanted": str(self._path),
            "told": str(self._told(name)),
            "run": name,
            "digest": self.digest,
            "process_id": process_id,
            "seconds": seconds,
            "together": together,
            "files": [
                [one.kind, one.key, one.file_name, b64encode(one.content).decode()]
                for one in files.values()
            ],
            "rules": [b64encode(one).decode() for one in rules],
        }
        write(job, content)
        wanted = {"run": name, "digest": self.digest, "seconds": seconds, "cancelled": False}
        write(self._path, wanted)
        _spawn(job)

    def cancel(self) -> bool:
        """Stop the run for these files; False where none is under way."""
        asked = read(self._path)
        if asked is None or self.run().state is not RunState.RUNNING:
            return False
        write(self._path, {**asked, "cancelled": True})
        return True

    def awaited(self) -> VerificationRun:
        """Return the run when it has ended."""
        run = self.run()
        while run.state is RunState.RUNNING:
            time.sleep(_LOOK_AGAIN)
            run = self.run()
        return run

    def _told(self, run: str) -> Path:
        return self._folder / "runs" / f"{run}.told.json"


def _silent(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > SILENCE
    except FileNotFoundError:
        return False


def _spawn(job: Path) -> None:
    """Start the other process; its input stays open as long as this one lives."""
    words = [sys.executable, "-m", "app.publication.verifying.child", str(job)]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE)  # noqa: S603 our own program
    threading.Thread(target=_bury, args=(process,), name="verification", daemon=True).start()


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a run, so that nothing of it stays in the list of processes."""
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
