"""What was found, kept on disk under the digest of the very files and rules, never computed twice.

A result that ran out of time is kept beside the others: it is shown, and proves nothing.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.config import Settings
from app.domain.diagrams import Finding, Severity
from app.domain.verified import (
    JudgedRule,
    PathStep,
    Shown,
    Stretch,
    Verified,
    VerifiedProcess,
)

FOLDER = "verified"
# What a process may have that nobody could wait longer for: more time is not offered beyond it.
LONGEST = 120.0
# Autosaves make many; whoever asks for an older one has it computed again.
MOST_KEPT = 300


def kept_result(settings: Settings, digest: str) -> Verified | None:
    """Return the result for these files that more time would not change, or None."""
    return _read(folder_of(settings) / f"{digest}.json")


def cut_result(settings: Settings, digest: str) -> Verified | None:
    """Return what was found before the time was up, or None."""
    return _read(folder_of(settings) / f"{digest}.cut.json")


def folder_of(settings: Settings) -> Path:
    """Return where results are kept."""
    return settings.uploads_dir / FOLDER


def keep(folder: Path, found: Verified) -> None:
    """Keep a result; the oldest make room."""
    cut = found.ran_out_of_time and found.allowed < LONGEST
    name = f"{found.digest}.cut.json" if cut else f"{found.digest}.json"
    write(folder / name, asdict(found))
    results = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in results[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a file at once: whoever reads meanwhile has the former or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    os.replace(draft, path)


def read(path: Path) -> Mapping[str, Any] | None:
    """Return what a file holds, or None."""
    try:
        found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return found


def _read(path: Path) -> Verified | None:
    kept = read(path)
    if kept is None:
        return None
    processes = tuple(_process(one) for one in kept["processes"])
    return Verified(kept["digest"], processes, kept["allowed"])


def _process(kept: Mapping[str, Any]) -> VerifiedProcess:
    rules = (JudgedRule(**{**one, "clauses": tuple(one["clauses"])}) for one in kept["rules"])
    shown = tuple(_shown(one) for one in kept["shown"])
    return VerifiedProcess(**{**kept, "rules": tuple(rules), "shown": shown})


def _shown(kept: Mapping[str, Any]) -> Shown:
    steps = tuple(_step(one) for one in kept["steps"])
    return Shown(finding_in(kept["finding"]), steps, tuple(kept["turned"]))


def _step(kept: Mapping[str, Any]) -> PathStep:
    stretches = tuple(
        Stretch(one["process_id"], tuple(one["elements"]), tuple(one["flows"]))
        for one in kept["stretches"]
    )
    tokens = tuple((process, element) for process, element in kept["tokens"])
    return PathStep(kept["sentence"], kept["document"], tuple(kept["call"]), stretches, tokens)


def finding_in(kept: Mapping[str, Any]) -> Finding:
    """Return a finding as it was written."""
    path = tuple(kept.get("path", ()))
    return Finding(**{**kept, "severity": Severity(kept["severity"]), "path": path})
