"""The process of one comparison: `python -m app.publication.behaviour.child JOB KEPT`.

The job is taken away when it ends, whatever came of it; what was found is written at once.
"""

from __future__ import annotations

import json
import os
import resource
import secrets
import sys
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from app.publication.file_set import FileSet
from app.store.releases import NewArtifact

MEMORY = 1 << 30
SECONDS = 240
_POLITE = 5


def main(job: Path, kept: Path) -> None:
    """Compare what a job holds and keep what is found."""
    os.nice(_POLITE)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        _work(job, kept)
    finally:
        job.unlink(missing_ok=True)


def _work(job: Path, kept: Path) -> None:
    from app.publication.behaviour.work import behaviour_between

    asked = json.loads(job.read_text("utf-8"))
    before, after = (_files(side) for side in asked["sides"])
    rules = [b64decode(one) for one in asked["rules"]]
    found = behaviour_between(before, after, asked["process_id"], rules)
    draft = kept.with_suffix(f".{secrets.token_hex(4)}")
    draft.write_text(json.dumps(asdict(found), ensure_ascii=False), "utf-8")
    os.replace(draft, kept)


def _files(side: Iterable[tuple[str, str, str, str]]) -> FileSet:
    return {
        f"{kind}:{key}": NewArtifact(kind, key, name, b64decode(data))
        for kind, key, name, data in side
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
