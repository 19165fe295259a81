"""What is verified: the processes with their forms and tables, and what topics say they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.decision_tables import DecisionTable
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.task_forms import own_names
from app.topics import TOPICS, Topic


@dataclass(frozen=True)
class Sources:
    """One process to verify and everything it may call, ask or show.

    `definitions` may hold more processes than are called: those tell which names others write.
    """

    process_id: str
    definitions: Mapping[str, Definition]
    forms: Mapping[str, Form] = field(default_factory=dict)
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=lambda: TOPICS)
    # A stranger's diagram: work whose form, topic or table is not at hand may write anything.
    is_foreign: bool = False

    @cached_property
    def own(self) -> Mapping[str, Mapping[str, str]]:
        """Process → the names it declares itself, with their scope."""
        return {name: own_names(d, self.forms) for name, d in self.definitions.items()}

    @cached_property
    def is_called(self) -> bool:
        """Tell whether another process calls this one: its inputs may then be anything."""
        others = (d for name, d in self.definitions.items() if name != self.process_id)
        return any(self.process_id in definition.calls() for definition in others)
