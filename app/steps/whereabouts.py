"""Where a step stands while it runs, so that a failure can be told with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.cases import InstanceRow, TaskRow
from app.errors import EngineFault

if TYPE_CHECKING:
    from app.steps.host import StepHost


@dataclass
class Whereabouts:
    """What is being moved; whoever starts a transaction holds it and asks when it failed."""

    instance: InstanceRow | None = None
    task: TaskRow | None = None
    _host: StepHost | None = field(default=None, repr=False)

    def enter(self, instance: InstanceRow, host: StepHost) -> None:
        """Note that the engine runs on this instance now."""
        self.instance, self._host = instance, host

    def place(self, error: BaseException) -> tuple[str, str, str]:
        """Return process, activation and element at which the engine failed; empty if unknown."""
        if isinstance(error, EngineFault) and error.element_id:
            return error.process_id, error.activation_id, error.element_id
        if self._host is not None and self._host.here is not None:
            activation, element_id = self._host.here
            return activation.process_id, activation.id, element_id
        if self.task is not None:
            return self.task.process_id, self.task.activation_id, self.task.element_id
        return (self.instance.process_id if self.instance else ""), "", ""
