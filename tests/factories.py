"""An installed procedure that tests drive as people do: plain factories, real actions.

`at_work(database)` is the province of Minh Giang on Monday 4 March 2024, 09:00. `go_to(element)`
lets everybody do their part as in the straight approval (SC-01) until that task is open.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher

from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.actions.staff.open_task import open_task
from app.actions.staff.start_plan import start_plan
from app.actions.staff.submit_task import submit_task
from app.actions.staff.upload_file import upload_file
from app.config import ROOT, Settings
from app.domain.cases import CaseRow, TaskRow
from app.domain.clock import LOCAL, MovableClock, local_day
from app.domain.forms import FieldView
from app.domain.people import Actor
from app.domain.views import Receipt, TaskPage
from app.steps.opened_task import asks_password
from app.steps.services import Services
from app.store import accounts, audit_log, cases, facts, instances, passes, tasks
from app.store.database import Database
from tests.forms import answers as answers_of

MONDAY = datetime(2024, 3, 4, 9, 0, tzinfo=LOCAL)
PASSWORD = "chu-truong-demo"
# It protects nothing here, and every signature asks for it; what real ones cost is not at stake.
QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash
Answers = dict[str, Any]

# Who does a task of a role where the task names nobody.
CAST: Mapping[tuple[str, str], str] = {
    ("office", "MG-HX"): "nga",
    ("office_lead", "MG-HX"): "dung",
    ("standing_committee", "MG-HX"): "huong",
    ("leader", "MG-HX"): "binh",
    ("appraisal_body", "MG-HX-BTC"): "quy",
    ("office", "MG-BL"): "diep",
    ("office_lead", "MG-BL"): "tien",
    ("standing_committee", "MG-BL"): "man",
    ("leader", "MG-BL"): "truong",
}


def settings_for(folder: Path, **changes: Any) -> Settings:
    """Settings of the shipped procedure with a folder of its own for files."""
    values: Answers = {
        "database_url": "sqlite://",
        "workflows_dir": ROOT / "workflows",
        "forms_dir": ROOT / "forms",
        "uploads_dir": folder / "uploads",
        "secret_key_file": folder / "key",
        "secret_key": "for tests",
        "signing_key_file": folder / "proof" / "signing-key",
        "checkpoints_file": folder / "proof" / "checkpoints.jsonl",
        # Tests about situations before a publication say how many.
        "situations_run": 0,
        # A process of its own after each save would take the time of all other tests.
        "verify_saves": False,
    }
    return Settings(**values | changes)


def install_and_publish(database: Database, folder: Path) -> None:
    """Bring the shipped procedure and the demo's people into a migrated database."""
    services = Services(settings_for(folder), database=database, clock=MovableClock(MONDAY))
    install(services, with_demo_accounts=True, hash_password=QUICK_HASH)
    publish_folder(services, verify=Verify.NEVER)


def at_work(database: Database, folder: Path, url: str = "", now: datetime = MONDAY) -> AtWork:
    """Return the installed procedure at a moment."""
    clock = MovableClock(now)
    settings = settings_for(folder, database_url=url or "sqlite://")
    return AtWork(Services(settings, database=database, clock=clock), clock)


@dataclass
class AtWork:
    """An installation in use; `case_id` is the case that was last started."""

    services: Services
    clock: MovableClock
    case_id: str = ""
    answers: dict[str, Callable[[AtWork], Answers]] = field(default_factory=dict)

    def actor(self, person_id: str) -> Actor:
        """Return the person with today's capacities."""
        today = local_day(self.clock.now())
        with self.services.database.reading() as tx:
            organisation = self.services.world(tx).organisation
            account = accounts.load(tx, person_id)
        return Actor(
            person_id=person_id,
            name=organisation.person(person_id).name,
            login=account.login,
            capacities=organisation.capacities(person_id, today),
            system_roles=frozenset(account.system_roles),
        )

    def start(self, person_id: str = "thu", channel: str = "dien_tu") -> str:
        """Start a plan and return its first task; it becomes the case at hand."""
        task_id = start_plan(self.services, self.actor(person_id), channel)
        with self.services.database.reading() as tx:
            self.case_id = tasks.load(tx, task_id).case_id
        return task_id

    def case(self) -> CaseRow:
        """Return the case at hand as it stands."""
        with self.services.database.reading() as tx:
            return cases.load(tx, self.case_id)

    def open_tasks(self) -> list[TaskRow]:
        """Return the open tasks of the case at hand."""
        with self.services.database.reading() as tx:
            return tasks.open_of_cases(tx, [self.case_id]).get(self.case_id, [])

    def task(self, element_id: str) -> TaskRow:
        """Return the open task of that element."""
        return next(task for task in self.open_tasks() if task.element_id == element_id)

    def page(self, person_id: str, element_id: str) -> TaskPage:
        """Return the page of the open task as the person sees it."""
        return open_task(self.services, self.actor(person_id), self.task(element_id).id)

    def submit(
        self, person_id: str, task_id: str, answers: Mapping[str, Any], **changes: Any
    ) -> Receipt:
        """Send the answers a minute later, as the task's page would."""
        carried = self.carried(task_id)
        self.clock.tick(60)
        actor = self.actor(person_id)
        return submit_task(self.services, actor, task_id, answers, **carried | changes)

    def carried(self, task_id: str) -> Answers:
        """Return what the page of a task carries along beside the answers."""
        with self.services.database.reading() as tx:
            task = tasks.load(tx, task_id)
            release = instances.load(tx, task.instance_id).release_id
            catalogue = self.services.catalogue(tx, release)
            case_sheet = facts.load_sheets(tx, task.case_id, "", [])[task.case_id]
        return {
            "idempotency_key": uuid4().hex,
            "form_version": catalogue.versions[f"form:{task.form_id}"],
            "plan_hash": str(case_sheet.facts.get("plan_hash") or ""),
            "password": PASSWORD if asks_password(catalogue, task) else "",
        }

    def do(self, person_id: str, element_id: str, answers: Mapping[str, Any]) -> Receipt:
        """Complete the open task of that element."""
        return self.submit(person_id, self.task(element_id).id, answers)

    def go_on(self) -> Receipt:
        """Complete the first open task of the case as SC-01 does, or as `answers` says."""
        task = self.open_tasks()[0]
        given = self.answers.get(task.element_id) or USUAL[task.element_id]
        return self.submit(self.doer_of(task), task.id, given(self))

    def doer_of(self, task: TaskRow) -> str:
        """Return who usually does the task."""
        return task.person_ids[0] if task.person_ids else CAST[task.role, task.body_id]

    def go_to(self, element_id: str) -> TaskRow:
        """Go on, starting a plan if there is none, until the task of that element is open."""
        if not self.case_id:
            self.start()
        while all(task.element_id != element_id for task in self.open_tasks()):
            self.go_on()
        return self.task(element_id)

    def go_to_end(self) -> None:
        """Go on until nothing is open."""
        if not self.case_id:
            self.start()
        while self.open_tasks():
            self.go_on()

    def upload(self, person_id: str, name: str = "bien-ban.pdf") -> str:
        """Store a small file and return its id."""
        stream = io.BytesIO(b"%PDF-1.4 content")
        return upload_file(self.services, self.actor(person_id), name, "application/pdf", stream).id

    def events(self, *kinds: str) -> list[Any]:
        """Return the audit events of the case at hand (of these kinds), in order."""
        with self.services.database.reading() as tx:
            found = audit_log.of_case(tx, self.case_id, payloads=True)
        return [one.event for one in found if not kinds or one.event.kind.value in kinds]

    def refusals(self) -> list[Any]:
        """Return the audit lines of everything that was refused."""
        with self.services.database.reading() as tx:
            found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
        return [one.event for one in found if one.event.kind.value == "refused"]

    def facts(self) -> Mapping[str, Any]:
        """Return what the case, its present pass and its open activations know."""
        with self.services.database.reading() as tx:
            latest = passes.latest_of_case(tx, self.case_id)
            main = instances.of_case(tx, self.case_id)[0]
            pass_id = latest.id if latest else ""
            sheets = facts.load_of_instance(tx, self.case_id, pass_id, main.id)
        return {name: value for sheet in sheets.values() for name, value in sheet.facts.items()}


def shown(fields: tuple[FieldView, ...]) -> Answers:
    """Return what stands in the fields of a page, as answers."""
    found: Answers = {}
    for one in fields:
        if one.children:
            found |= shown(one.children)
        elif one.value not in (None, "", []) and not one.readonly and one.kind != "text":
            found[one.key] = one.value
    return found


def _draft(office: AtWork) -> Answers:
    task = office.open_tasks()[0]
    page = open_task(office.services, office.actor(office.doer_of(task)), task.id)
    return shown(page.fields)


def _assignment(office: AtWork) -> Answers:
    with office.services.database.reading() as tx:
        calendar = office.services.world(tx).calendar("MG")
    due = calendar.add(local_day(office.clock.now()), 10)
    later = {"supplementary_only": True} if office.case().round_no > 1 else {}
    return answers_of.assignment(due=due.isoformat(), **later)


def _meeting(office: AtWork) -> Answers:
    at = (office.clock.now().astimezone(LOCAL) + timedelta(days=1)).replace(hour=8, minute=0)
    return answers_of.meeting(meeting_at=at.isoformat(timespec="minutes"))


def held(office: AtWork) -> Answers:
    """Let the meeting day come; return what every minutes say."""
    at = datetime.fromisoformat(office.facts()["meeting_at"])
    office.clock.move_to(max(at + timedelta(hours=6), office.clock.now()))
    return {"held_at": at.isoformat(timespec="minutes"), "minutes_file": [office.upload("tu")]}


def approved(office: AtWork) -> Answers:
    """Return the minutes of a majority for the plan."""
    return answers_of.minutes(**held(office))


def asked_to_rework(office: AtWork) -> Answers:
    """Return minutes that send the plan back."""
    later = (local_day(office.clock.now()) + timedelta(days=40)).isoformat()
    return answers_of.unprepared_minutes(**held(office), resubmit_by=later)


def _resubmission(office: AtWork) -> Answers:
    return answers_of.rework()


USUAL: Mapping[str, Callable[[AtWork], Answers]] = {
    "prepare_plan": lambda office: answers_of.plan(),
    "register_incoming": lambda office: answers_of.intake(),
    "determine_authority": lambda office: answers_of.authority(),
    "confirm_authority": lambda office: answers_of.agreement(),
    "advise_appraisal": lambda office: answers_of.advice(),
    "assign_appraisal": _assignment,
    "write_appraisal": lambda office: answers_of.report(),
    "ask_proposer": lambda office: {"answer": "Thù lao lấy từ kinh phí thường xuyên."},
    "check_report": lambda office: {"complete": True},
    "triage_after_appraisal": lambda office: answers_of.triage(),
    "schedule_meeting": _meeting,
    "record_meeting": approved,
    "confirm_minutes": lambda office: answers_of.agreement(),
    "rework_plan": _resubmission,
    "edit_draft": _draft,
    "check_draft": lambda office: {"ok": True},
    "sign_document": lambda office: {"sign": "ky"},
}
