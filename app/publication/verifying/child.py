"""The process that carries out one verification: `python -m app.publication.verifying.child JOB`.

It looks twice a second whether it is still wanted, and ends at once when another run took its
place, when it was cancelled, or when its server is gone (then its input is closed). After a save
the heavy modules are loaded after a short rest: of saves in quick succession only the last costs
anything. Nobody who waits for the answer is kept waiting for that.
"""

from __future__ import annotations

import os
import resource
import select
import sys
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.publication.verifying.results import keep, read, write

MEMORY = 1 << 30
# Compiling and judging come on top of exploring; beyond this the system ends the process.
FURTHER_SECONDS = 600
_LOOK_EVERY = 0.5
_POLITE = 5


class Watch:
    """Tells how far the work is and ends the process when nobody wants it any more."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        self._wanted, self._told = Path(job["wanted"]), Path(job["told"])
        self._run = job["run"]
        self._lock = threading.Lock()
        self._far: dict[str, Any] = {"name": "", "number": 0, "total": 0, "states": 0}
        self._over = False

    def progress(self, name: str, number: int, total: int, states: int) -> None:
        """Note how far the work is; it is told with the next look."""
        self._far = {"name": name, "number": number, "total": total, "states": states}

    def look(self, seconds: float) -> None:
        """Wait so long, or until the server is gone; end the process when it is not wanted."""
        gone, _out, _odd = select.select([sys.stdin], [], [], seconds)
        asked = read(self._wanted)
        if gone or asked is None or asked["run"] != self._run or asked["cancelled"]:
            self._told.unlink(missing_ok=True)
            os._exit(0)
        with self._lock:
            if not self._over:
                self._tell("running")

    def forever(self) -> None:
        """Look again and again."""
        while True:
            self.look(_LOOK_EVERY)

    def end(self, state: str, refused: tuple[Any, ...] = ()) -> None:
        """Tell what came of it."""
        with self._lock:
            self._over = True
            self._tell(state, refused)

    def _tell(self, state: str, refused: tuple[Any, ...] = ()) -> None:
        write(
            self._told, {"state": state, **self._far, "refused": [asdict(one) for one in refused]}
        )


def main(path: Path) -> None:
    """Carry out a job and keep what was found."""
    job = read(path)
    path.unlink()
    assert job is not None, path  # noqa: S101 the server has just written it
    watch = Watch(job)
    watch.look(_LOOK_EVERY if job["together"] else 0)
    threading.Thread(target=watch.forever, daemon=True).start()
    _limit(job["seconds"])
    _work(job, watch)


def _limit(seconds: float) -> None:
    os.nice(_POLITE)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    most = int(seconds * 10) + FURTHER_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _work(job: Mapping[str, Any], watch: Watch) -> None:
    from app.errors import DiagramRefused
    from app.publication.verifying.work import Work
    from app.store.releases import NewArtifact

    files = [
        NewArtifact(kind, key, name, b64decode(data)) for kind, key, name, data in job["files"]
    ]
    work = Work(
        {f"{one.kind}:{one.key}": one for one in files},
        [b64decode(one) for one in job["rules"]],
        job["seconds"],
        together=job["together"],
        progress=watch.progress,
    )
    try:
        found = work.done(job["digest"], job["process_id"])
    except DiagramRefused as refused:
        watch.end("refused", refused.findings)
        return
    except BaseException:
        # out of memory, or a fault of ours: whoever waits hears of it at once
        watch.end("lost")
        raise
    # what was cancelled meanwhile is not kept
    watch.look(0)
    keep(Path(job["folder"]), found)
    watch.end("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
