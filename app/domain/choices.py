"""What a process owner chooses from instead of typing names: value and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One entry of a list: what is written into the file, and what the reader sees."""

    value: str
    label: str


# By kind: forms, roles, topics, decisions, processes, clauses, variables.
Choices = Mapping[str, tuple[Choice, ...]]
