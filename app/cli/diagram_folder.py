"""`diagram check FOLDER`: a verdict for every diagram, and a word about files that are none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.cli.diagram_text import as_text, errors_of, verdict_of
from app.domain.diagrams import Finding

# One line to print, and whether it tells of a refusal.
Told = Iterator[tuple[str, bool]]
Checked = Iterable[tuple[Path, Sequence[Finding]]]
ENDINGS = {".bpmn", ".bpmn20", ".xml"}


def diagrams_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the diagrams below a folder by their ending, and the files that are something else."""
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    diagrams = [path for path in files if path.suffix.lower() in ENDINGS]
    return diagrams, [path for path in files if path not in set(diagrams)]


def folder_as_text(checked: Checked, others: Sequence[Path]) -> Told:
    """Yield each file's verdict as it is known, then how many there were of each kind."""
    accepted = refused = 0
    for path, findings in checked:
        bad = bool(errors_of(findings))
        accepted, refused = accepted + (not bad), refused + bad
        yield as_text(path, findings), bad
    told = f"\n{accepted + refused} sơ đồ: {accepted} đạt, {refused} bị từ chối"
    names = ", ".join(path.name for path in others[:5]) + (", …" if len(others) > 5 else "")
    yield told + (f"; {len(others)} tệp khác không xét: {names}" if others else ""), bool(refused)


def folder_as_json(checked: Checked) -> Told:
    """Yield one JSON object a line and file: `file`, `accepted`, `findings`."""
    for path, findings in checked:
        row = {"file": str(path), **verdict_of(findings)}
        yield json.dumps(row, ensure_ascii=False), bool(errors_of(findings))
