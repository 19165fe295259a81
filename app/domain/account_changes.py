"""What needs two administrators about an account: a system role, the password of who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SYSTEM_ROLES = ("auditor", "process_owner", "admin")
# The last holder of these stays: without them nobody could give the role back.
NEVER_EMPTY = ("admin", "auditor")
# Who changes things does not also check what was done.
APART = frozenset({"admin", "auditor"})
# A password that an administrator handed over serves to choose one's own, and not for long.
GIVEN_FOR = timedelta(days=7)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


class Wanted(StrEnum):
    """What is asked for: a system role, or a new password for who holds one or decides cases."""

    AUDITOR = "auditor"
    PROCESS_OWNER = "process_owner"
    ADMIN = "admin"
    PASSWORD = "password"  # noqa: S105 the name of a request


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    TURNED_DOWN = "turned_down"


@dataclass(frozen=True)
class AccountRequest:
    """One administrator's request about an account; another one decides."""

    id: str
    person_id: str
    wanted: Wanted
    reason: str
    asked_by: str
    asked_name: str
    asked_at: datetime
    state: RequestState = RequestState.ASKED
    decided_by: str = ""
    decided_name: str = ""
    decided_at: datetime | None = None
