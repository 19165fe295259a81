"""An installation with cases standing at one step of their intake, ready to be sent.

Everything goes through the actions that the pages use, so the rows are those of real cases.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.actions import Services
from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.actions.staff.load_actor import load_actor
from app.actions.staff.open_task import open_task
from app.actions.staff.sign_in import sign_in
from app.actions.staff.start_plan import start_plan
from app.actions.staff.submit_task import submit_task
from app.config import ROOT, Settings
from app.domain.cases import TaskRow
from app.domain.clock import LOCAL, MovableClock
from app.domain.people import Actor
from app.store import tasks
from tests.forms import answers

PASSWORD = "chu-truong-demo"
OPENED = datetime(2024, 3, 4, 9, 0, tzinfo=LOCAL)
PROPOSER, OFFICE, LEADER = "htt", "ntn", "ltmh"
# Who does each step of the intake, with what, in their order. The office naming the competent level
# is a plain step (the next task stands in the same process); the leader's consent calls the next.
STEPS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "prepare_plan": (PROPOSER, answers.plan),
    "register_incoming": (OFFICE, answers.intake),
    "determine_authority": (OFFICE, answers.authority),
    "confirm_authority": (LEADER, answers.agreement),
    "advise_appraisal": (OFFICE, answers.advice),
}
PLAIN_STEP, CALLING_STEP = "determine_authority", "confirm_authority"


@dataclass(frozen=True)
class Ready:
    """A task that its person may send at once."""

    task_id: str
    case_id: str
    form_version: str
    plan_hash: str


class Installation:
    """A fresh installation of the demo's bodies and people, without its cases."""

    def __init__(self, database_url: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix="chu_truong_"))
        self.settings = Settings(
            database_url=database_url,
            workflows_dir=ROOT / "workflows",
            forms_dir=ROOT / "forms",
            uploads_dir=folder / "uploads",
            secret_key_file=folder / "secret-key",
            secret_key="only for measuring",
        )
        self.clock = MovableClock(OPENED)
        self.services = Services(self.settings, clock=self.clock)
        install(self.services, with_demo_accounts=True)
        publish_folder(self.services, "measuring", verify=Verify.NEVER)
        self._actors: dict[str, Actor] = {}
        self._pages: dict[str, tuple[str, str]] = {}

    def actor(self, login: str) -> Actor:
        """Return a person of the demo as a session shows them."""
        if login not in self._actors:
            session = sign_in(self.services, login, PASSWORD, "")
            found = load_actor(self.services, session)
            assert found is not None
            self._actors[login] = found
        return self._actors[login]

    def case_at(self, element_id: str) -> Ready:
        """Start a case and take it to an element of STEPS."""
        ready = self.opened(PROPOSER, start_plan(self.services, self.actor(PROPOSER), "dien_tu"))
        for done, following in itertools.pairwise(STEPS):
            if done == element_id:
                break
            self.send(ready, done)
            ready = self.opened(STEPS[following][0], self._open_task_of(ready.case_id))
        return ready

    def opened(self, login: str, task_id: str) -> Ready:
        """Open a task as its page does; cases of equal plans share what their pages say."""
        task = self._task(task_id)
        if task.element_id not in self._pages:
            page = open_task(self.services, self.actor(login), task_id)
            self._pages[task.element_id] = (page.form_version, page.plan_hash)
        return Ready(task_id, task.case_id, *self._pages[task.element_id])

    def _task(self, task_id: str) -> TaskRow:
        with self.services.database.reading() as tx:
            return tasks.load(tx, task_id)

    def _open_task_of(self, case_id: str) -> str:
        with self.services.database.reading() as tx:
            (task,) = tasks.open_of_cases(tx, [case_id])[case_id]
        return task.id

    def send(self, ready: Ready, element_id: str) -> None:
        """Submit a task of STEPS as its page does."""
        login, made = STEPS[element_id]
        self.clock.tick(1)
        submit_task(
            self.services,
            self.actor(login),
            ready.task_id,
            made(),
            uuid4().hex,
            ready.form_version,
            ready.plan_hash,
        )
