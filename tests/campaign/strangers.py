"""How many elements that would stop or change a run the check names, on diagrams by strangers.

`python -m tests.campaign.strangers FOLDER` prints a line for each file and the elements that
nothing names. Without a folder shipped diagrams stirred by chance stand for strangers' ones. Aim:
95 of 100.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions.owner.check_diagram import check_diagram
from app.config import Settings
from tests.campaign.blockers import LATER, Blocker, blockers
from tests.campaign.varied_files import stirred_diagram

AIM, STIRRED = 0.95, 500


def main(arguments: Sequence[str]) -> int:
    """Measure every `.bpmn` below the folders; 1 when fewer than the aim are named."""
    if not arguments:
        named, total = stirred(range(1, STIRRED + 1))
    else:
        named, total = _drawn(arguments)
    print(f"{named} of {total} named, {100 * named / max(total, 1):.1f} %")
    return 0 if named >= AIM * total else 1


def _drawn(folders: Sequence[str]) -> tuple[int, int]:
    named = total = 0
    with TemporaryDirectory() as var:
        settings = Settings.from_environment({"VAR_DIR": var})
        for path in sorted(p for folder in folders for p in Path(folder).rglob("*.bpmn")):
            found, missed = measured(path, settings)
            named, total = named + found, total + found + len(missed)
            print(f"{path.name}: {found} of {found + len(missed)} named")
            for one in missed:
                print(f"  not named: {one.tag} {one.element_id}: {one.why}")
    return named, total


def stirred(seeds: Iterable[int]) -> tuple[int, int]:
    """Return how many blocking elements of stirred diagrams are named, and how many there are."""
    named = total = 0
    for seed in seeds:
        data = stirred_diagram(seed)
        told = {finding.element_id for finding in check_diagram(data, [])}
        wanted = {one.element_id for one in blockers(data) if one.why not in LATER}
        named, total = named + len(wanted & told), total + len(wanted)
    return named, total


def measured(path: Path, settings: Settings) -> tuple[int, list[Blocker]]:
    """Return how many blocking elements of a file are named, and those that are not."""
    data = path.read_bytes()
    findings = check_diagram(data, [path.parent], publish_in=settings)
    told = {finding.element_id for finding in findings}
    wanted = {one.element_id: one for one in blockers(data)}
    missed = [one for name, one in wanted.items() if name not in told]
    return len(wanted) - len(missed), missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
