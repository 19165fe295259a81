"""A profile once read: dotted look-up for FEEL and Python, and types for what Python decides by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.errors import SettingsError


@dataclass(frozen=True)
class Level:
    """One level of the Party's organisation, and how its bodies are called."""

    rank: int
    key: str
    name: str
    committee: str
    standing_board: str
    standing_committee: str
    office: str
    leader_title: str


@dataclass(frozen=True)
class LegalityItem:
    """One line of the legality checklist; a hard one that is not met bars approval (A-23)."""

    item: str
    label: str
    hard: bool


@dataclass(frozen=True)
class Profile:
    """One province's choices; in `tree`, the checked file, an absent optional key is None."""

    code: str
    tree: Mapping[str, Any]

    def facts(self) -> Mapping[str, Any]:
        """Return the nested mapping that FEEL sees as `profile`; readers must not change it."""
        return self.tree

    def value(self, key: str) -> Any:
        """Return what a dotted key holds; SettingsError names the key when nothing does."""
        found: Any = self.tree
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise SettingsError(f"Ghi khóa {key} vào hồ sơ địa phương {self.code}")
            found = found[part]
        if found is None:
            raise SettingsError(f"Ghi khóa {key} vào hồ sơ địa phương {self.code}")
        return found

    def days(self, key: str) -> int | None:
        """Return the working days that a key sets; None where it is left empty: no term runs."""
        found: Any = self.tree
        for part in key.split("."):
            found = found[part]
        return None if found is None else int(found)

    def flat(self) -> dict[str, Any]:
        """Return every key with what it holds, dotted."""
        return dict(_flat(self.tree, ""))

    def text(self, key: str) -> str:
        """Return a text."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """Return a whole number."""
        return int(self.value(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(part) for part in self.value(key))

    def due_days(self, key: str) -> int:
        """Return the working days set for a step, such as `authority`."""
        return self.number(f"due_days.{key}")

    def lead_body(self, key: str) -> str:
        """Return the id of the body that leads a subject, such as `monitor`."""
        return self.text(f"lead_bodies.{key}")

    @property
    def vote_quorum(self) -> Fraction:
        """The share of all members that must be present (A-15)."""
        return Fraction(self.text("vote.quorum"))

    @property
    def override_scope(self) -> str:
        """When the head may decide: `no_majority` or `not_approved` (A-13)."""
        return self.text("override.scope")

    @property
    def negative_rule(self) -> str:
        """Which findings make an appraisal negative: `either` or `both` (A-11)."""
        return self.text("appraisal.negative_rule")

    @property
    def max_reappraisals(self) -> int:
        """How often a negative appraisal may be asked for again (A-12)."""
        return self.number("appraisal.max_reappraisals")

    @property
    def max_questions(self) -> int:
        """How often the appraiser may question the proposer (A-49)."""
        return self.number("appraisal.max_questions")

    @property
    def legality_items(self) -> tuple[LegalityItem, ...]:
        """The legality checklist, in order."""
        return tuple(LegalityItem(**row) for row in self.value("legality_items"))

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels, lowest rank first."""
        return tuple(Level(**row) for row in self.value("level_list"))

    def level(self, rank: int) -> Level:
        """Return the level of a rank; SettingsError names a rank the profile does not have."""
        for level in self.levels:
            if level.rank == rank:
                return level
        raise SettingsError(f"Ghi cấp {rank} vào level_list của hồ sơ địa phương {self.code}")

    def level_name(self, rank: int) -> str:
        """Return how a level is called."""
        return self.level(rank).name

    def party_term(self, day: date) -> str:
        """Return the key of the Party term in which the day falls (series reset by term)."""
        begun = [row for row in self.value("party_terms") if row["from"] <= day.isoformat()]
        if not begun:
            raise SettingsError(f"Ghi nhiệm kỳ có ngày {day:%d/%m/%Y} vào party_terms")
        return str(max(begun, key=lambda row: row["from"])["key"])


def _flat(tree: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
