"""How the installation itself does: one line for each part, with what to do when it is red."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Health(StrEnum):
    """How a part does."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class SystemLine:
    """One part: what it is called, how it does, what is known of it, what to do if it is not fine.

    `key` names it for links and tests.
    """

    key: str
    title: str
    health: Health
    told: str
    advice: str = ""


@dataclass(frozen=True)
class SystemPage:
    """All parts at one moment, the worst first."""

    at: datetime
    lines: tuple[SystemLine, ...]

    @property
    def worst(self) -> Health:
        """How the worst part does."""
        order = [Health.BROKEN, Health.LOOK, Health.FINE]
        return min((line.health for line in self.lines), key=order.index, default=Health.FINE)
