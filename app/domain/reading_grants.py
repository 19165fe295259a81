"""Leave to read a restricted case: an auditor asks with a reason, a second person gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SHORTEST_REASON = 10
LONGEST_REASON = 4_000
# Working days of eight hours for which leave is given where the profile sets none.
USUAL_DAYS = 1


class GrantState(StrEnum):
    """Where a request stands; that leave has ended follows from its time."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class ReadingGrant:
    """One request; `ends_at` is set when leave is given, `answer` when it is refused."""

    id: str
    case_id: str
    code: str
    reason: str
    state: GrantState
    version: int
    asked_by: str
    asked_name: str
    asked_at: datetime
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
    ends_at: datetime | None = None
    answer: str = ""

    def standing(self, now: datetime) -> GrantState:
        """Return where the request stands at a moment."""
        over = self.ends_at is not None and self.ends_at <= now
        return GrantState.EXPIRED if over else self.state
