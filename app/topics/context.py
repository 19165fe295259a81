"""What a topic gets to see: the case register, the activation it runs in, its element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.diagrams import Element
from app.domain.execution import Activation
from app.domain.facts import FACT_SCOPES
from app.errors import StepRefused
from app.register.register import CaseRegister


@dataclass(frozen=True)
class TopicContext:
    """One call of one topic. `own` are the names the running process declares itself."""

    register: CaseRegister
    instance_id: str
    activation: Activation
    element: Element
    own: Mapping[str, str]
    plan_keys: tuple[str, ...] = ()

    def fact(self, name: str) -> Any:
        """Return a fact as the activation sees it."""
        return self.register.facts.get(self.activation, name, self.own)

    def write(self, name: str, value: Any) -> None:
        """Write a declared output; its scope stands in `domain.facts.FACT_SCOPES`."""
        self.register.facts.set(self.activation.id, name, value, FACT_SCOPES[name])

    def need(self, name: str) -> Any:
        """Return a fact that must have been written; raise StepRefused naming it."""
        value = self.fact(name)
        if value is None:
            label = self.element.name or self.element.id
            raise StepRefused(f"Bước “{label}” cần dữ kiện “{name}” nhưng hồ sơ chưa có")
        return value


@dataclass(frozen=True)
class Topic:
    """A named function for service tasks with the facts it writes declared as data.

    For proofs about diagrams: `alternatives` are all values it may write to a fact, `never` are
    conditions that do not hold once it ran.
    """

    name: str
    run: Callable[[TopicContext], None]
    writes: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[Any, ...]] | None = None
    never: tuple[str, ...] = ()
