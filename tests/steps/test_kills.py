"""A submission killed at any moment has happened wholly or not at all; the long run is `kills`."""

from __future__ import annotations

import subprocess
import sys

from app.config import ROOT
from app.store import tasks
from tests.factories import AtWork
from tests.steps.soundness import faults


def test_killed_submissions_leave_nothing_between(office: AtWork) -> None:
    url = office.services.settings.database_url
    office.services.database.dispose()
    ran = subprocess.run(  # noqa: S603 this Python, arguments of ours
        [sys.executable, "-m", "tests.campaign.kills", "--url", url, "--kills", "30"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "nothing between" in ran.stdout


def test_looking_finds_a_task_that_the_engine_does_not_know(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    assert faults(office.services) == []
    with office.services.database.transaction() as tx:
        tasks.cancel_many(tx, [office.task("register_incoming").id], office.clock.now())
    assert "differ from its state" in faults(office.services)[0]
