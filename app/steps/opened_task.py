"""A task opened for reading or answering: its rows, register, form and form context, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.domain.cases import TaskRow
from app.domain.diagrams import Element
from app.domain.forms import Form, FormContext
from app.domain.people import Actor
from app.register.register import CaseRegister, Doer
from app.steps.catalogue import Catalogue
from app.steps.form_context import form_context
from app.steps.services import Services
from app.steps.work import Work
from app.store import tasks
from app.store.database import Transaction


@dataclass
class OpenedTask:
    """One task with what its page and its check need."""

    work: Work
    rows: tasks.StepRows
    register: CaseRegister
    catalogue: Catalogue

    @property
    def form(self) -> Form:
        """The form of the task, of the release the instance runs on."""
        return self.catalogue.form(self.rows.task.form_id)

    @property
    def form_version(self) -> str:
        """The id of the form's version."""
        return self.catalogue.versions[f"form:{self.rows.task.form_id}"]

    @property
    def plan_hash(self) -> str:
        """The hash of the plan the case is about now, empty before it was sent."""
        return str(self.register.facts.case_facts().get("plan_hash") or "")

    @property
    def element(self) -> Element:
        """The element of the diagram that this task is."""
        task = self.rows.task
        return self.catalogue.definitions[task.process_id].elements[task.element_id]

    @cached_property
    def context(self) -> FormContext:
        """What the register gives the form."""
        return form_context(self.work, self.register, self.rows.task, self.catalogue)

    @property
    def asks_password(self) -> bool:
        """Tell whether the act is signed with the password again (ui.md section 7, 9)."""
        return asks_password(self.catalogue, self.rows.task)


def asks_password(catalogue: Catalogue, task: TaskRow) -> bool:
    """Tell whether the diagram asks for the password again at this task (`asksPassword`)."""
    element = catalogue.definitions[task.process_id].elements[task.element_id]
    return element.extensions.properties.get("asksPassword") == "true"


def open_rows(services: Services, tx: Transaction, actor: Actor, task_id: str) -> OpenedTask:
    """Load a task for an actor; raises NotFound."""
    rows = tasks.load_step(tx, task_id, actor.person_id)
    work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
    register = work.register_of(rows.case, rows.level_pass, rows.instance.id, rows.clock)
    return OpenedTask(work, rows, register, work.catalogue(rows.instance.release_id))
