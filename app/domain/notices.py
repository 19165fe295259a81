"""Notices put into people's inboxes by the system (processes.md section 20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is: information, a reminder, or an alert that something is late."""

    INFORMATION = "information"
    REMINDER = "reminder"
    ALERT = "alert"


@dataclass(frozen=True)
class Notice:
    """One notice to the holders of a role in a body, or to one person."""

    kind: NoticeKind
    text: str
    role: str = ""
    body_id: str = ""
    person_id: str = ""
    key: str = ""
    case_id: str = ""
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
