"""How many elements that would stop or change a run the check names, on diagrams by strangers.

`python -m tests.campaign.strangers FOLDER` prints a line for each file and the elements that
nothing names; without a folder there is nothing to measure. Aim: 95 of 100.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions.owner.check_diagram import check_diagram
from app.config import Settings
from tests.campaign.blockers import Blocker, blockers

AIM = 0.95


def main(arguments: Sequence[str]) -> int:
    """Measure every `.bpmn` below the folders; 1 when fewer than the aim are named."""
    named = total = 0
    with TemporaryDirectory() as var:
        settings = Settings.from_environment({"VAR_DIR": var})
        for path in sorted(p for folder in arguments for p in Path(folder).rglob("*.bpmn")):
            found, missed = measured(path, settings)
            named, total = named + found, total + found + len(missed)
            print(f"{path.name}: {found} of {found + len(missed)} named")
            for one in missed:
                print(f"  not named: {one.tag} {one.element_id}: {one.why}")
    if not total:
        print("No diagram, nothing measured")
        return 0
    print(f"{named} of {total} named, {100 * named / total:.1f} %")
    return 0 if named / total >= AIM else 1


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
