"""Every step of every scenario at its page: `python -m tests.campaign.scenarios_at_pages`.

The suite walks the page of each sheet once (`tests/scenarios/at_pages.py`); here each is opened,
filled, checked and confirmed as often as it stands in a file.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from app.config import ROOT


def main(_arguments: Sequence[str] | None = None) -> int:
    """Play all that is shipped; 1 when one goes otherwise than written."""
    command = [sys.executable, "-m", "flask", "--app", "app", "scenario", "run", "workflows"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 our own


if __name__ == "__main__":
    sys.exit(main())
