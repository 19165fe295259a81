"""Lines of the record as an auditor may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.domain.log_search import LogLine
from app.domain.people import Actor
from app.store import reading_grants
from app.store.database import Transaction

HIDDEN = "Hồ sơ hạn chế: xin xem để đọc nội dung dòng này"


def readable(
    tx: Transaction, actor: Actor, now: datetime, lines: Iterable[LogLine]
) -> tuple[LogLine, ...]:
    """Return the lines; what those of restricted cases say only where the actor has leave."""
    leave = reading_grants.in_force(tx, actor.person_id, now)
    return tuple(
        replace(line, summary=HIDDEN) if line.restricted and line.case_id not in leave else line
        for line in lines
    )
