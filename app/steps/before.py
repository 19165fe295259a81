"""What is known of an instance before a step, so that saving asks only for the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Before:
    """Open tasks and whether anything is armed; None and True where nobody has looked."""

    open_tasks: frozenset[str] | None = None
    armed: bool = True


UNKNOWN = Before()
FRESH = Before(frozenset(), armed=False)
