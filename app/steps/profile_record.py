"""What the record knows of a profile's file: its keys as they were last read, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.profiles import Profile
from app.store import audit_log
from app.store.database import Transaction

EMPTY = "trống"
MOST_NAMED = 5
LONGEST = 60


def record_profile(tx: Transaction, profile: Profile, now: datetime) -> tuple[str, ...]:
    """Record the keys that differ from the last record, with both values; return their names.

    The first time there is nothing to compare with: the file is noted as it stands.
    """
    last = audit_log.last_payload(
        tx, EventKind.PROFILE_CHANGED, lambda payload: payload.get("profile") == profile.code
    )
    values = profile.flat()
    known: Mapping[str, Any] | None = last["values"] if last else None
    changed = [] if known is None else _changed(known, values)
    if known is not None and not changed:
        return ()
    event = NewEvent(
        kind=EventKind.PROFILE_CHANGED,
        at=now,
        summary=_told(profile.code, known, values, changed),
        payload={"profile": profile.code, "values": values, "changed": changed},
    )
    audit_log.append_system(tx, [event], now)
    return tuple(changed)


def _changed(known: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    return [key for key in sorted({*known, *values}) if known.get(key) != values.get(key)]


def _told(
    code: str, known: Mapping[str, Any] | None, values: Mapping[str, Any], changed: list[str]
) -> str:
    if known is None:
        return f"Ghi nhận hồ sơ địa phương {code}: {len(values)} khóa"
    named = changed[:MOST_NAMED]
    said = [f"{key}: {_shown(known.get(key))} → {_shown(values.get(key))}" for key in named]
    left = len(changed) - len(named)
    more = f" và {left} khóa khác" if left else ""
    return f"Hồ sơ địa phương {code} thay đổi: {'; '.join(said)}{more}"


def _shown(value: Any) -> str:
    text = EMPTY if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
