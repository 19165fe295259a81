"""Repair of running cases: what may be asked for, and what a rehearsal shows.

Instructions name elements as drawn, not tokens, so that one request serves many instances. The
request itself stands in `case_requests`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

MOST_INSTRUCTIONS = 20

# (process, element as drawn)
Place = tuple[str, str]


class RepairKind(StrEnum):
    """What an administrator may do to an instance; none of them is a business decision (INV-20)."""

    MOVE = "move"
    CANCEL = "cancel"
    ADD = "add"
    SET_FACT = "set_fact"
    RETRY = "retry"
    TIMER = "timer"
    REASSIGN = "reassign"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"
    RESTART = "restart"


class Effect(StrEnum):
    """How one thing stands after a repair, compared with before."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Instruction:
    """One thing to do; which fields count depends on the kind.

    move, cancel: `process_id`, `element_id`; move and add: `target` in the same process; timer:
    the element that listens and `moment`; set_fact: `name`, `value`; reassign: the task's element
    and `person_ids`, empty to give it back to all its candidates; retry: the element that failed.
    `activation_id` narrows to one run of the process where several are open.
    """

    kind: RepairKind
    element_id: str = ""
    process_id: str = ""
    target: str = ""
    activation_id: str = ""
    name: str = ""
    value: Any = None
    moment: datetime | None = None
    person_ids: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is done."""
        return self.process_id, self.element_id


@dataclass(frozen=True)
class StandingToken:
    """Where an instance stands. `targets` are elements of the same scope it may be moved to.

    Its own element is one of them where what is inside can be begun again. `refusal` says why it
    can be neither moved nor cancelled, `stays` why it cannot be cancelled.
    """

    process_id: str
    element_id: str
    activation_id: str
    targets: tuple[str, ...] = ()
    refusal: str = ""
    stays: str = ""

    @property
    def place(self) -> Place:
        """Where in the diagrams it is."""
        return self.process_id, self.element_id


@dataclass(frozen=True)
class RehearsedLine:
    """One thing of the case before and after, in the reader's words."""

    what: str
    before: str
    after: str
    effect: Effect


@dataclass(frozen=True)
class RepairWarning:
    """What the second person has to know: an invariant or clauses, and a sentence.

    `invariant` stands where it would newly be broken: approving needs an opinion that names it.
    """

    sentence: str
    invariant: str = ""
    clauses: tuple[str, ...] = ()
