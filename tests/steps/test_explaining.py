"""Sentences of a case: what retention destroyed is not told, and nothing breaks over it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.domain.audit import EventKind, NewEvent, RecordedEvent
from app.domain.views.inspection import Part
from app.steps.explaining import Dossier, explain
from app.working_days import Calendar
from tests.organisation.factories import shipped
from tests.store.factories import case_row

AT = datetime(2024, 3, 4, tzinfo=UTC)


def recorded(kind: EventKind, payload: dict[str, Any]) -> RecordedEvent:
    event = NewEvent(kind, AT, "gì đó", actor_name="Thu", payload=payload)
    return RecordedEvent("instance:i1", 1, event, AT, "", "", "")


def dossier(*events: RecordedEvent) -> Dossier:
    return Dossier(
        case=case_row(),
        events=events,
        tasks=(),
        papers={},
        clocks={},
        passes={},
        runs=(),
        organisation=shipped(),
        calendar=Calendar(),
        today=date(2024, 3, 4),
        outcomes={"instance:i1": "Cho chủ trương"},
    )


def test_event_whose_payload_was_destroyed_is_not_told() -> None:
    kept = {"code": "MG-1", "round": 2, "hash": "ab"}
    told = explain(
        dossier(
            recorded(EventKind.PLAN_SUBMITTED, {}),
            recorded(EventKind.CLOCK_CLOSED, {}),
            recorded(EventKind.INSTANCE_ENDED, {}),
            recorded(EventKind.PLAN_SUBMITTED, kept),
        )
    )
    assert [one.part for one in told] == [Part.PROPOSED, Part.NOW]
    assert "gửi lại, lần 2, kế hoạch" in told[0].text and "MG-1" in told[0].text
    assert told[1].text.endswith("07:00, 04/03/2024: Cho chủ trương.")


def test_direction_in_an_emergency_is_told_as_a_decision() -> None:
    direction = NewEvent(
        EventKind.TASK_COMPLETED,
        AT,
        "Hoàn thành “Xác nhận, cho ý kiến”",
        actor_name="Lộc",
        capacity="Người nhận báo cáo",
        element_id="recipient_confirm",
        payload={"answers": {}},
    )
    other = recorded(EventKind.TASK_COMPLETED, {"answers": {}})
    told = explain(dossier(RecordedEvent("instance:i1", 2, direction, AT, "", "", ""), other))
    assert [one.part for one in told] == [Part.DECIDED]
    assert "Lộc (Người nhận báo cáo) trả lời báo cáo" in told[0].text
