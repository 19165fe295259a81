"""What every change of a setting needs: grounds that are written out, and its line in the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.setting_changes import (
    LONGEST_DECISION,
    LONGEST_REASON,
    SHORTEST_REASON,
    Grounds,
    SettingChange,
    SettingState,
)
from app.errors import FormInvalid
from app.steps.work import Work
from app.store import setting_changes

CAPACITY = "Quản trị"


def grounds_errors(work: Work, grounds: Grounds) -> list[FieldError]:
    """Return what the reason or the decision lacks."""
    errors = []
    if not SHORTEST_REASON <= len(grounds.reason.strip()) <= LONGEST_REASON:
        told = f"Ghi lý do thay đổi, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
        errors.append(FieldError("reason", "Lý do thay đổi", told))
    if not 3 <= len(grounds.decision_no.strip()) <= LONGEST_DECISION:
        told = f"Ghi số, ký hiệu văn bản quyết định, từ 3 đến {LONGEST_DECISION} ký tự"
        errors.append(FieldError("decision_no", "Văn bản quyết định", told))
    if grounds.decision_on is None:
        told = "Ghi ngày văn bản theo dạng 24/04/2024"
        errors.append(FieldError("decision_on", "Ngày văn bản", told))
    elif grounds.decision_on > local_day(work.now):
        told = f"Ngày văn bản không sau hôm nay, {local_day(work.now):%d/%m/%Y}"
        errors.append(FieldError("decision_on", "Ngày văn bản", told))
    return errors


def propose(
    work: Work,
    actor: Actor,
    subject: str,
    values: Mapping[str, Any],
    lines: Sequence[tuple[str, str, str]],
    grounds: Grounds,
) -> SettingChange:
    """Write what one person asks for, over what is in force now; raise FormInvalid."""
    errors = grounds_errors(work, grounds)
    if errors or grounds.decision_on is None:
        raise FormInvalid(errors)
    in_force = setting_changes.in_force(work.tx).get(subject)
    change = SettingChange(
        id=uuid4().hex,
        subject=subject,
        base=in_force.id if in_force else "",
        values=dict(values),
        lines=tuple(lines),
        reason=grounds.reason.strip(),
        decision_no=grounds.decision_no.strip(),
        decision_on=grounds.decision_on,
        state=SettingState.PROPOSED,
        version=1,
        proposed_by=actor.person_id,
        proposed_name=actor.name,
        proposed_at=work.now,
    )
    setting_changes.insert(work.tx, change)
    summary = f"Đề nghị thay đổi {named(subject)}: {told(change)}"
    record_setting(work, change, EventKind.SETTING_PROPOSED, summary)
    return change


def named(subject: str) -> str:
    """Return what a subject is called in the record."""
    kind, _, key = subject.partition(":")
    return f"cấu hình địa phương {key}" if kind == "profile" else f"mẫu văn bản {key}"


def told(change: SettingChange) -> str:
    """Say in one line what changes, each with both values; the payload holds all of it."""
    said = [f"{key}: {_short(before)} → {_short(after)}" for key, before, after in change.lines[:5]]
    left = len(change.lines) - len(said)
    return "; ".join(said) + (f" và {left} mục khác" if left else "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def record_setting(work: Work, change: SettingChange, kind: EventKind, summary: str) -> None:
    """Chain what somebody did with a change."""
    said = {
        "change": change.id,
        "subject": change.subject,
        "base": change.base,
        "lines": [list(line) for line in change.lines],
        "values": dict(change.values),
        "reason": change.reason,
        "decision": [change.decision_no, change.decision_on.isoformat()],
        "proposed_by": change.proposed_by,
        "return_reason": change.return_reason,
    }
    work.record(kind, summary, said)
