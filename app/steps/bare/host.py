"""The engine's host for a bare run: facts in memory, a clock that jumps, answers for topics.

Facts are looked up from the activation outwards to the root. Register facts of a case or pass are
kept at the root, all others where they were written (processes.md 2.2, without its register).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.decision_tables import decide
from app.domain.diagrams import Element
from app.domain.execution import ROOT, Activation
from app.domain.facts import ACTIVATION, FACT_SCOPES
from app.errors import StepRefused
from app.feel import Environment
from app.steps.bare.answers import WAIT, Answers
from app.steps.bare.folders import Library
from app.working_days import Calendar, working_days_feel

_CONTEXTS = ("profile", "clock", "case")


class BareHost:
    """Answers the engine's questions from memory; see `domain.execution.Host`."""

    def __init__(self, answers: Answers, library: Library, now: datetime) -> None:
        self.moment = now
        self._answers = answers
        self._library = library
        self._facts: dict[str, dict[str, Any]] = {ROOT: dict(answers.facts)}
        self._parents: dict[str, str] = {}
        # Without a decided calendar every Monday to Friday is a working day.
        self._calendar = Calendar()

    def now(self) -> datetime:
        """Return the moment that the run has reached."""
        return self.moment

    def fact(self, activation: Activation, name: str) -> Any:
        """Return a fact as the activation sees it, or None; contexts are empty unless given."""
        here: str | None = activation.id
        self._parents.setdefault(activation.id, activation.parent_id or ROOT)
        while here:
            if name in self._facts.get(here, {}):
                return self._facts[here][name]
            here = None if here == ROOT else self._parents.get(here, ROOT)
        return {} if name in _CONTEXTS else None

    def write(self, activation_id: str, facts: Mapping[str, Any]) -> None:
        """Keep facts where their scope says."""
        for name, value in facts.items():
            own = FACT_SCOPES.get(name, ACTIVATION) == ACTIVATION
            self._facts.setdefault(activation_id if own else ROOT, {})[name] = value

    def perform(self, activation: Activation, element: Element) -> None:
        """Write what the answers give for a service task; no topic is run."""
        self._write_answer(activation, element)

    def decide(self, activation: Activation, element: Element) -> None:
        """Write what the answers give, else evaluate the table found beside the diagram."""
        if self._write_answer(activation, element):
            return
        table = self._library.table(element.extensions.decision_ref)
        if table is None:
            raise StepRefused(
                f"Việc “{element.name or element.id}” tra bảng "
                f"“{element.extensions.decision_ref}” không có trong thư mục; "
                f"ghi kết quả dưới {element.id} trong tệp trả lời"
            )
        environment = Environment(self.moment, self.working_days)
        decided = decide(table, lambda name: self.fact(activation, name), environment)
        if not isinstance(decided, Mapping):
            decided = {element.extensions.decision_ref: decided}
        self.write(activation.id, decided)

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        """Note a new activation; its inputs are facts of its own."""
        self._parents[activation.id] = activation.parent_id or ROOT
        self._facts.setdefault(activation.id, {}).update({**inputs, **activation.element})

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Write the outputs of a finished activation where its caller sees them."""
        for source, target in outputs.items():
            value = outcome if source == "outcome" else self.fact(activation, source)
            self.write(activation.parent_id or ROOT, {target: value})

    def working_days(self, count: int, start: str | None) -> str | None:
        """Return the end of the n-th working day, weekends alone being free."""
        return working_days_feel(self._calendar, self.moment, count, start)

    def _write_answer(self, activation: Activation, element: Element) -> bool:
        answer = self._answers.take(element.id)
        if answer is None or answer == WAIT or not isinstance(answer, Mapping):
            return False
        self.write(activation.id, answer)
        return True
