"""Imports point downwards: the contracts of setup.cfg are kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.codebase.tree import ROOT


def test_every_import_contract_is_kept() -> None:
    program = str(Path(sys.executable).with_name("lint-imports"))
    told = subprocess.run(  # noqa: S603 a tool of our own lock
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
