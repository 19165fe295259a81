"""What people did besides tasks, read from the audit and written as the verbs of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from app.domain.audit import EventKind, RecordedEvent

Step: TypeAlias = tuple[RecordedEvent, str, Mapping[str, Any]]

# Acts that a case's record names by the message they sent: how a scenario writes each.
_BY_MESSAGE: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]] = {
    "withdraw_plan": ("withdraw", lambda told: {"reason": told["reason"]}),
    "external_answer": ("external answer", lambda told: {}),
    "leader_vacant": ("leader vacant", lambda told: {"ground": told["ground"]}),
    "conditions_allow": (
        "conditions allow",
        lambda told: {"reporter": told["reporter"]} if told.get("reporter") else {},
    ),
}
# What no verb of the format writes, told to the reader of the file.
_UNTOLD: Mapping[EventKind, str] = {
    EventKind.TASK_CLAIMED: "nhận việc",
    EventKind.TASK_RELEASED: "trả việc",
    EventKind.REFUSED: "lần làm bị từ chối",
    EventKind.CALENDAR_CHANGED: "sửa lịch làm việc",
    EventKind.PROFILE_CHANGED: "đổi cấu hình địa phương",
    EventKind.ORGANISATION_CHANGED: "đổi tổ chức, con người",
}


def acts_in(events: Iterable[RecordedEvent]) -> Iterator[Step]:
    """Yield the acts on a case besides its tasks: the event, the verb, its keys."""
    for one in events:
        kind, told = one.event.kind, one.event.payload
        if kind is EventKind.CONFLICT_DECLARED:
            other = {"person": told["person"]} if told["person"] != one.event.actor_id else {}
            yield one, "conflict", other | {"ground": told["ground"]}
        elif kind is EventKind.MESSAGE_SENT and "requested_due" in told:
            yield one, "extension", _extension(told)
        elif kind is EventKind.MESSAGE_SENT and not one.event.element_id:
            if told.get("message") in _BY_MESSAGE and one.event.actor_id:
                verb, keys = _BY_MESSAGE[told["message"]]
                yield one, verb, keys(told)


def _extension(told: Mapping[str, Any]) -> Mapping[str, Any]:
    yes = {key: "yes" if told[key] else "no" for key in ("is_complex", "needs_appraisal_time")}
    return {"requested_due": told["requested_due"], **yes, "reasons": told["reasons"]}


def untold_in(events: Iterable[RecordedEvent]) -> tuple[str, ...]:
    """Return what happened that the file cannot say, each kind once with how often."""
    counted: dict[str, int] = {}
    for one in events:
        words = _UNTOLD.get(one.event.kind)
        if words:
            counted[words] = counted.get(words, 0) + 1
    return tuple(f"{words} ({times} lần)" for words, times in counted.items())
