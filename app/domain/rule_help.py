"""What a rule asks for, in words for the person who draws: its help page in four sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RepairGroup(StrEnum):
    """What a person would do about findings, in the order in which it is best done."""

    FILE = "file"
    PATH = "path"
    REPLACE = "replace"
    CHOICE = "choice"
    EVENT = "event"
    PEOPLE = "people"
    FORM = "form"
    WORK = "work"
    CLAUSE = "clause"
    READER = "reader"


@dataclass(frozen=True)
class RuleHelp:
    """One rule: what is wanted, what happens if nothing is done, how to mend it."""

    slug: str
    group: RepairGroup
    title: str
    consequence: str
    repair: str
