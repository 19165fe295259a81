"""Repair of running cases: what is asked for, what a rehearsal showed, what came of each case.

Instructions name elements as drawn, not tokens, so that one request serves many instances.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
MOST_INSTANCES = 100
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


class RepairState(StrEnum):
    """Where a request stands; one that expired fits none of its instances any more."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    DONE = "done"
    EXPIRED = "expired"


class RepairResult(StrEnum):
    """What became of one instance; the last two left it as it was."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    OVER = "over"


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

    `refusal` says why it can be neither moved nor cancelled.
    """

    process_id: str
    element_id: str
    activation_id: str
    targets: tuple[str, ...] = ()
    refusal: str = ""

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


@dataclass(frozen=True)
class Repair:
    """One request. `version` counts the changes; `decided_…` is the second person."""

    id: str
    instructions: tuple[Instruction, ...]
    reason: str
    state: RepairState
    version: int
    proposed_by: str
    proposed_name: str
    proposed_at: datetime
    rehearsed_at: datetime | None = None
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    return_reason: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class RepairItem:
    """One instance of a request: how it looked, what the rehearsal showed, what came of it.

    `base_state` is the digest of the instance when it was last looked at; `refusal` says why the
    rehearsal could not be done; `stops` and `starts` are places in the diagrams.
    """

    repair_id: str
    instance_id: str
    case_id: str
    base_state: str
    rehearsal: tuple[RehearsedLine, ...] = ()
    warnings: tuple[RepairWarning, ...] = ()
    stops: tuple[Place, ...] = ()
    starts: tuple[Place, ...] = ()
    refusal: str = ""
    result: RepairResult = RepairResult.WAITING
    told: str = ""
    done_at: datetime | None = None

    @property
    def invariants(self) -> frozenset[str]:
        """The invariants that this repair would newly break."""
        return frozenset(one.invariant for one in self.warnings if one.invariant)
