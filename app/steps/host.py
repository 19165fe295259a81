"""The engine's host: answers its questions from the case register, runs topics and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.decision_tables import decide
from app.domain.diagrams import Element
from app.domain.execution import Activation
from app.domain.facts import ACTIVATION, FACT_SCOPES, PASS
from app.errors import StepRefused
from app.feel import Environment
from app.register.register import CaseRegister
from app.steps.catalogue import Catalogue
from app.topics import TOPICS
from app.topics.context import TopicContext
from app.working_days import working_days_feel

# Who sends a case down says why: intake found the wrong level, the forum gave authority.
RETURN_MODES = {"intake_outcome": "wrong_level", "decision_outcome": "authorised"}
PLAN_FORM = "p01_art4_case.prepare_plan"


class StepHost:
    """One step's host for one instance; see `domain.execution.Host`."""

    def __init__(self, register: CaseRegister, catalogue: Catalogue, instance_id: str) -> None:
        self.register = register
        self.catalogue = catalogue
        self.instance_id = instance_id
        self.opened_now: list[Activation] = []
        self.closed_now: list[tuple[Activation, str]] = []
        # The last element the engine worked at, in case it fails there.
        self.here: tuple[Activation, str] | None = None

    def now(self) -> datetime:
        """Return the injected present moment."""
        return self.register.now

    def fact(self, activation: Activation, name: str) -> Any:
        """Return a fact or one of the contexts `profile`, `clock`, `case`."""
        if name == "profile":
            return self.register.profile.facts()
        if name == "clock":
            return self.register.clock_context()
        if name == "case":
            return self.register.case_context()
        if name == "case_id":
            return self.register.case.id
        if name == "pass_id":
            return self.register.pass_id
        return self.register.facts.get(activation, name, self._own(activation))

    def perform(self, activation: Activation, element: Element) -> None:
        """Run the topic of a service task."""
        self.here = activation, element.id
        topic = TOPICS.get(element.extensions.topic)
        if topic is None:
            raise StepRefused(f"Bước “{element.name}” gọi việc tự động chưa có trong hệ thống")
        topic.run(self._context(activation, element))

    def decide(self, activation: Activation, element: Element) -> None:
        """Evaluate a decision table; its outputs become facts of the same name."""
        self.here = activation, element.id
        table = self.catalogue.tables.get(element.extensions.decision_ref)
        if table is None:
            raise StepRefused(f"Bước “{element.name}” tra bảng quyết định chưa được công bố")
        decided = decide(table, lambda name: self.fact(activation, name), self.environment())
        if not isinstance(decided, Mapping):
            raise StepRefused(f"Bảng của bước “{element.name}” phải cho đúng một dòng kết quả")
        for name, value in decided.items():
            self._write(activation, name, value)

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        """Note a new activation; its inputs become facts of its own."""
        self.opened_now.append(activation)
        sheet = self.register.facts.activation_sheet_id(activation.id)
        self.register.facts.update(sheet, ACTIVATION, {**inputs, **activation.element})

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Note a finished activation; write its outputs where the caller sees them."""
        self.closed_now.append((activation, outcome))
        for source, target in outputs.items():
            value = outcome if source == "outcome" else self.fact(activation, source)
            scope = FACT_SCOPES.get(target, ACTIVATION)
            self.register.facts.set(activation.parent_id, target, value, scope)
            if value == "return_down" and target in RETURN_MODES:
                mode = RETURN_MODES[target]
                self.register.facts.set(activation.parent_id, "return_mode", mode, PASS)

    def working_days(self, count: int, start: str | None) -> str | None:
        """Return the end of the n-th working day after a day."""
        return working_days_feel(self.register.calendar, self.register.now, count, start)

    def environment(self) -> Environment:
        """Return what FEEL needs of the outside."""
        return Environment(now=self.register.now, working_days=self.working_days)

    def _own(self, activation: Activation) -> Mapping[str, str]:
        return self.catalogue.own_names.get(activation.process_id, {})

    def _write(self, activation: Activation, name: str, value: Any) -> None:
        scope = FACT_SCOPES.get(name, ACTIVATION)
        self.register.facts.set(activation.id, name, value, scope)

    def _context(self, activation: Activation, element: Element) -> TopicContext:
        plan = self.catalogue.forms.get(PLAN_FORM)
        return TopicContext(
            register=self.register,
            instance_id=self.instance_id,
            activation=activation,
            element=element,
            own=self._own(activation),
            plan_keys=_plan_keys(plan.schema) if plan else (),
        )


def _plan_keys(schema: Mapping[str, Any]) -> tuple[str, ...]:
    keys: list[str] = []
    for component in schema.get("components", ()):
        if component.get("type") == "group" and not component.get("path"):
            keys.extend(_plan_keys(component))
        elif component.get("key") or component.get("path"):
            keys.append(str(component.get("path") or component["key"]))
    return tuple(keys)
