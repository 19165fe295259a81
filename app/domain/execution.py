"""What goes into and comes out of the engine: activations, advances, and the host's side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from app.domain.diagrams import Element

ROOT = "root"


@dataclass(frozen=True)
class Activation:
    """One run of one process: the instance itself (`id` = ROOT) or one call of a called process.

    Embedded sub-processes belong to the activation around them. `element` holds the
    multi-instance element (variable → value) that this call was given, if any.
    """

    id: str
    process_id: str
    parent_id: str = ""
    call_element_id: str = ""
    element: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenTask:
    """A user task that waits for a person. `id` is stable until the task is done."""

    id: str
    activation: Activation
    element: Element


@dataclass(frozen=True)
class ArmedTimer:
    """A timer that waits; `due_at` is timezone-aware UTC."""

    id: str
    activation_id: str
    element_id: str
    due_at: datetime


@dataclass(frozen=True)
class MessageWait:
    """A place that listens for a message by name."""

    id: str
    activation_id: str
    element_id: str
    name: str


@dataclass(frozen=True)
class ThrownMessage:
    """A message an element sent during the step; the host delivers it."""

    name: str
    activation_id: str
    element_id: str


class StepKind(StrEnum):
    """What happened to an element during a step."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FIRED = "fired"


@dataclass(frozen=True)
class PassedElement:
    """One element the token passed, in order; `flow_id` is the sequence flow taken to it."""

    element_id: str
    process_id: str
    activation_id: str
    kind: StepKind
    flow_id: str = ""


@dataclass(frozen=True)
class Advance:
    """The result of one engine step, from one wait state to the next.

    `rearmed` is False when timers and waits are known to be the same as before the step.
    """

    state: bytes
    passed: tuple[PassedElement, ...]
    open_tasks: tuple[OpenTask, ...]
    timers: tuple[ArmedTimer, ...]
    waits: tuple[MessageWait, ...]
    thrown: tuple[ThrownMessage, ...]
    activations: tuple[Activation, ...]
    finished: bool
    outcome: str = ""
    rearmed: bool = True


class Host(Protocol):
    """What the engine asks of the outside while it steps; every call is inside one transaction."""

    def now(self) -> datetime:
        """Return the injected present moment, timezone-aware."""

    def fact(self, activation: Activation, name: str) -> Any:
        """Return a fact as this activation sees it (activation → pass → case), or None."""

    def perform(self, activation: Activation, element: Element) -> None:
        """Run the service task's topic; its outputs become facts."""

    def decide(self, activation: Activation, element: Element) -> None:
        """Evaluate the business rule task's table; its outputs become facts."""

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        """Note a new activation with the values of its `camunda:in` mappings."""

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Note a finished activation; `outputs` maps source fact (or `outcome`) → target fact."""

    def working_days(self, count: int, start: str | None) -> str | None:
        """Return the ISO moment of FEEL `working days(n, from)` in +07:00, or None."""
