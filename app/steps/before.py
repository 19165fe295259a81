"""What is known of an instance before a step, so that saving asks only for the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Before:
    """Whether no other task is open, and whether anything is armed, as far as anybody looked."""

    alone: bool = False
    armed: bool = True


UNKNOWN = Before()
FRESH = Before(alone=True, armed=False)
