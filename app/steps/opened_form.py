"""A form being opened or checked, with the facts its task sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from app.decision_tables import decide
from app.domain.cases import DocumentRow, TaskRow
from app.domain.execution import Activation
from app.domain.forms import Form
from app.feel import Environment
from app.profiles.profile import LegalityItem
from app.register.register import CaseRegister
from app.steps.catalogue import Catalogue
from app.steps.work import Work
from app.store import documents
from app.working_days import working_days_feel


@dataclass
class Opened:
    """A form being opened or checked: its case, task and the names its process owns."""

    work: Work
    register: CaseRegister
    task: TaskRow
    form: Form
    catalogue: Catalogue

    def fact(self, name: str) -> Any:
        """Return a fact as the task's activation sees it."""
        own = self.catalogue.own_names.get(self.task.process_id, {})
        activation = Activation(self.task.activation_id, self.task.process_id)
        return self.register.facts.get(activation, name, own)

    @cached_property
    def plan(self) -> Mapping[str, Any]:
        """The plan of the present round."""
        return self.register.facts.case_facts()

    @cached_property
    def legality(self) -> tuple[LegalityItem, ...]:
        """The legality checklist: the rows that the published table has for the profile (A-23)."""
        register = self.register
        env = Environment(register.now, partial(working_days_feel, register.calendar, register.now))
        facts = {"profile": register.profile.facts()}
        found = decide(self.catalogue.tables["dmn_legality"], facts.get, env)
        return tuple(LegalityItem(**row) for row in found if isinstance(row, dict))

    @cached_property
    def document(self) -> DocumentRow | None:
        """The document this activation of S01 works on."""
        document_id = self.fact("document_id")
        return documents.load(self.register.tx, str(document_id)) if document_id else None
