"""Workers killed at a statement of what they do, each in a process of its own that is a fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from app.config import ROOT
from app.steps.services import Services
from tests.store.killed_process import KillingList


def killed_at(services: Services, point: int, act: Callable[[Services], object]) -> bool:
    """Do something in a fork that dies at its n-th statement; tell whether it came so far."""
    services.database.dispose()
    child = os.fork()
    if child == 0:
        with services.database.counting() as counter:
            counter.texts = KillingList(point)
            act(services)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def told_by(module: str, *arguments: str) -> list[dict[str, Any]]:
    """Run a module that kills workers; return the lines of JSON that it prints."""
    ran = subprocess.run(  # noqa: S603 this Python, arguments of ours
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]
