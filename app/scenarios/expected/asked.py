"""One expectation being compared: the stage, the case, what is written; how faults are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime

from app.domain.clock import LOCAL
from app.errors import ScenarioFailed
from app.scenarios.nodes import Node
from app.scenarios.stage import Stage
from app.store.database import Transaction

NONE = "none"


class Asked:
    """One expectation being compared: the stage, the case and what is written."""

    def __init__(self, stage: Stage, label: str, node: Node) -> None:
        self.stage = stage
        self.label = label
        self.node = node

    @property
    def case_id(self) -> str:
        """The id of the case meant."""
        return self.stage.staged(self.label).case_id

    def reading(self) -> AbstractContextManager[Transaction]:
        """Open a reading transaction."""
        return self.stage.services.database.reading()

    def same(self, found: object, wanted: object, what: str = "") -> None:
        """Raise ScenarioFailed unless both are the same."""
        if found != wanted:
            raise ScenarioFailed(f"{what + ': ' if what else ''}có {found}, cần {wanted}")

    def same_counts(self, found: Iterable[str], wanted: Iterable[str]) -> None:
        """Raise ScenarioFailed unless both hold the same things, each as often."""
        have, want = Counter(found), Counter(wanted)
        missing, extra = list((want - have).elements()), list((have - want).elements())
        parts = [f"thiếu {', '.join(missing)}"] if missing else []
        parts += [f"thừa {', '.join(extra)}"] if extra else []
        if parts:
            raise ScenarioFailed("; ".join(parts))


def differ(faults: list[str], name: str, found: object, wanted: object) -> None:
    """Add a fault unless both are the same."""
    if found != wanted:
        faults.append(f"{name} có {found}, cần {wanted}")


def minute(moment: datetime) -> str:
    """Return a moment as scenarios write it."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"
