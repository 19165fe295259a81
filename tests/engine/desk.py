"""A host for tests with its facts in memory, and an instance that can be driven by element ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.diagrams import Element
from app.domain.execution import Activation, Advance, StepKind
from app.engine import Program, complete, deliver, fire_timers, rearm, start

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Desk:
    """Answers the engine from a dictionary and remembers what it was asked to do."""

    def __init__(self, **facts: Any) -> None:
        self.facts = dict(facts)
        self.clock = MORNING
        self.log: list[str] = []
        self.inputs: list[Mapping[str, Any]] = []
        self.closings: list[tuple[str, str, Mapping[str, str]]] = []
        self.topics: dict[str, Callable[[Activation], None]] = {}

    def now(self) -> datetime:
        return self.clock

    def fact(self, activation: Activation, name: str) -> Any:
        return self.facts.get(name)

    def perform(self, activation: Activation, element: Element) -> None:
        self.log.append(element.id)
        topic = self.topics.get(element.extensions.topic)
        if topic:
            topic(activation)

    def decide(self, activation: Activation, element: Element) -> None:
        self.log.append(element.id)

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        self.log.append(f"open {activation.process_id}")
        self.inputs.append(dict(inputs))

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        self.log.append(f"close {activation.process_id} {outcome}")
        self.closings.append((activation.call_element_id, outcome, dict(outputs)))
        values = {"outcome": outcome}
        self.facts.update({t: values.get(s, self.facts.get(s)) for s, t in outputs.items()})

    def working_days(self, count: int, start: str | None) -> str | None:
        return None


class Instance:
    """One instance driven by element ids; every step goes through stored bytes."""

    def __init__(
        self,
        program: Program,
        desk: Desk | None = None,
        *,
        message: str = "",
        state: bytes = b"",
    ) -> None:
        self.program = program
        self.desk = desk or Desk()
        self.passed: list[str] = []
        if state:  # nothing is due, so this only looks
            self.now = self._took(fire_timers(program, state, self.desk))
        else:
            self.now = self._took(start(program, self.desk, message=message))

    def rearm(self) -> Instance:
        """Read the dates of waiting timers anew."""
        self._took(rearm(self.program, self.now.state, self.desk))
        return self

    def _took(self, advance: Advance) -> Advance:
        self.now = advance
        for step in advance.passed:
            mark = {StepKind.CANCELLED: "-", StepKind.FIRED: "!"}.get(step.kind, "")
            self.passed.append(mark + step.element_id)
        return advance

    @property
    def open(self) -> list[str]:
        """The elements of the open tasks, sorted."""
        return sorted(task.element.id for task in self.now.open_tasks)

    @property
    def waits(self) -> list[str]:
        """The elements that wait for messages, sorted."""
        return sorted(wait.element_id for wait in self.now.waits)

    @property
    def timers(self) -> list[str]:
        """The elements that wait for a moment, sorted."""
        return sorted(timer.element_id for timer in self.now.timers)

    def do(self, element_id: str, nth: int = 0, **facts: Any) -> Instance:
        """Complete the nth open task on an element."""
        self.desk.facts.update(facts)
        found = [t for t in self.now.open_tasks if t.element.id == element_id]
        self._took(complete(self.program, self.now.state, found[nth].id, self.desk))
        return self

    def tell(self, element_id: str) -> Instance:
        """Deliver its message to the element."""
        wait = next(w for w in self.now.waits if w.element_id == element_id)
        self._took(deliver(self.program, self.now.state, wait.id, self.desk))
        return self

    def later(self, **span: float) -> Instance:
        """Move the clock and fire what is due."""
        self.desk.clock += timedelta(**span)
        self._took(fire_timers(self.program, self.now.state, self.desk))
        return self
