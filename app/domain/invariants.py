"""Invariants watched at night: what a query needs to know of the law, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.cases import ClockRow


@dataclass(frozen=True)
class Violation:
    """One broken invariant of one case or instance; `what` says so in the reader's words."""

    invariant: str
    what: str
    case_id: str = ""
    instance_id: str = ""


@dataclass(frozen=True)
class LawInForce:
    """What the register is measured by: sets of document types, profile values, drawn names.

    `own_drafts` may be signed by their drafter. `hard_items` and `quorums` are by profile code;
    `patient_processes` may be moved by none but `harmless_timers`; `recounted` gives a clock as
    the calendar of a profile has it.
    """

    replies: frozenset[str]
    deciding_replies: frozenset[str]
    own_drafts: frozenset[str]
    hard_items: Mapping[str, frozenset[str]]
    quorums: Mapping[str, Fraction]
    patient_processes: frozenset[str]
    harmless_timers: frozenset[str]
    system_roles: frozenset[str]
    recounted: Callable[[str, ClockRow], ClockRow]
