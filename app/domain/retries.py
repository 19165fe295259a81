"""How often failed work is tried again, and how long it waits before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Patience:
    """Waits begin with `first` and double up to `most`; after `attempts` a person has to look."""

    first: timedelta = timedelta(minutes=1)
    most: timedelta = timedelta(hours=1)
    attempts: int = 5

    def wait_after(self, attempt: int) -> timedelta:
        """Return how long to wait after the n-th attempt, counted from 1."""
        # Nobody counts so far, and a power beyond it would not fit into a moment.
        doublings = min(max(attempt - 1, 0), 30)
        return min(self.first * (1 << doublings), self.most)

    def is_over(self, attempt: int) -> bool:
        """Tell whether the n-th attempt was the last that is made without a person."""
        return attempt >= self.attempts
