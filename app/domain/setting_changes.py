"""Settings of an installation changed by two persons: the profile's keys, texts of documents.

What is shipped as files is the default; the newest approved change of a subject lies over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
LONGEST_DECISION = 200
PROFILE = "profile:"
TEMPLATE = "template:"


class SettingState(StrEnum):
    """Where a change of settings stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True)
class Grounds:
    """Why a setting changes: the reason, and number and day of the decision behind it."""

    reason: str
    decision_no: str
    decision_on: date | None


@dataclass(frozen=True)
class SettingChange:
    """One change of one subject (`profile:MG`, `template:BIEN_BAN`).

    `values` is all that lies over the shipped default once it is approved; `lines` are [key,
    before, after] as readers see them. `base` is the change in force when it was asked for, empty
    for the shipped default. `number` counts the approved ones of a subject; `version` the writes.
    """

    id: str
    subject: str
    base: str
    values: Mapping[str, Any]
    lines: tuple[tuple[str, str, str], ...]
    reason: str
    decision_no: str
    decision_on: date
    state: SettingState
    version: int
    proposed_by: str
    proposed_name: str
    proposed_at: datetime
    number: int = 0
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    return_reason: str = ""

    @property
    def is_of_profile(self) -> bool:
        """Tell whether it changes keys of a profile, not the text of a document."""
        return self.subject.startswith(PROFILE)
