"""Marks of the answer clock: reminders before, one breach after, by timer or by sweep (A-07)."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.sweep_clocks import sweep_clocks
from app.domain.cases import ClockState
from app.domain.clock import LOCAL
from app.store import clocks, notifications
from tests.factories import AtWork


def at(month: int, day: int, hour: int = 0) -> datetime:
    """A moment of 2024 in Hòa Xuyên."""
    return datetime(2024, month, day, hour, tzinfo=LOCAL)


def _notices(office: AtWork, person: str, kind: str) -> list[str]:
    actor = office.actor(person)
    with office.services.database.reading() as tx:
        rows = notifications.for_person(tx, person, actor.capacities)
    return [row.notice.text for row in rows if row.notice.kind.value == kind]


def _breaches(office: AtWork) -> list[clocks.BreachRow]:
    with office.services.database.reading() as tx:
        return clocks.breaches_of_case(tx, office.case_id)


def test_reminders_come_on_working_days_20_and_25(office: AtWork) -> None:
    office.go_to("write_appraisal")
    office.clock.move_to(at(4, 1))
    assert fire_due_timers(office.services) == 1
    assert len(_notices(office, "nga", "reminder")) == 1
    assert _notices(office, "huong", "reminder") == []
    assert len(_notices(office, "quy", "reminder")) == 1
    office.clock.move_to(at(4, 8))
    fire_due_timers(office.services)
    assert len(_notices(office, "huong", "reminder")) == 1
    assert [e.payload["mark"] for e in office.events("reminder_sent")] == ["d20", "d25"]
    assert [e.element_id for e in office.events("timer_fired")] == ["t_d20", "t_d25"]


def test_answered_clock_reminds_nobody(office: AtWork) -> None:
    office.go_to_end()
    office.clock.move_to(at(4, 20))
    fire_due_timers(office.services)
    sweep_clocks(office.services)
    assert office.events("reminder_sent", "deadline_breached") == []
    assert _breaches(office) == []


@pytest.mark.clause("A-07")
def test_day_30_without_answer_is_a_breach_and_moves_nothing(office: AtWork) -> None:
    task = office.go_to("write_appraisal")
    office.clock.move_to(at(4, 15, 23))
    fire_due_timers(office.services)
    assert _breaches(office) == []
    office.clock.move_to(at(4, 16))
    fire_due_timers(office.services)
    (breach,) = _breaches(office)
    assert (breach.mark, breach.due_at, breach.severe) == ("d30", at(4, 16), False)
    for person in ("binh", "huong", "phuc", "thu"):
        assert len(_notices(office, person, "alert")) == 1, person
    assert [one.id for one in office.open_tasks()] == [task.id]


def test_late_answer_counts_its_working_days(office: AtWork) -> None:
    office.go_to("confirm_minutes")
    office.go_on()
    # Decided in time, answered late (SC-55, A-44).
    office.clock.move_to(at(4, 17, 9))
    fire_due_timers(office.services)
    office.go_to_end()
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.state is ClockState.BREACHED
    assert clock.days_late == 2
    (event,) = office.events("clock_closed")
    assert event.payload["days_late"] == 2
    assert office.case().state == "approved"


@pytest.mark.parametrize("order", ["timer first", "sweep first", "sweep only"])
def test_mark_missed_during_a_stop_is_raised_exactly_once(office: AtWork, order: str) -> None:
    office.go_to("write_appraisal")
    # The server stands still over the mark (SC-67).
    office.clock.move_to(at(4, 17, 8))
    if order == "timer first":
        fire_due_timers(office.services)
    for _ in range(3):
        assert sweep_clocks(office.services) == 1
        office.clock.tick(3600)
    if order == "sweep first":
        fire_due_timers(office.services)
    (breach,) = _breaches(office)
    assert (breach.due_at, breach.noticed_at) == (at(4, 16), at(4, 17, 8))
    (event,) = office.events("deadline_breached")
    assert event.at == at(4, 16)
    assert event.payload["seen_at"] == "2024-04-17T08:00:00+07:00"
    assert len(_notices(office, "huong", "alert")) == 1


def test_marks_missed_one_after_another_fire_once_each(office: AtWork) -> None:
    office.go_to("write_appraisal")
    office.clock.move_to(at(6, 3, 8))
    fire_due_timers(office.services)
    sweep_clocks(office.services)
    assert [(b.mark, b.severe) for b in _breaches(office)] == [("d30", False), ("d60", True)]
    fired = [e.element_id for e in office.events("timer_fired")]
    assert fired == ["t_d20", "t_d25", "t_d30", "t_d50", "t_d55", "t_d60"]


def test_extended_clock_is_no_breach_and_the_sweep_writes_no_lines(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("write_appraisal")
    with office.services.database.transaction() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
        later = {**clock.__dict__, "extended": True, "due": at(5, 23).date()}
        clocks.update(tx, type(clock)(**later))
    office.clock.move_to(at(4, 17, 8))
    for _ in range(3):
        sweep_clocks(office.services)
    assert office.events("deadline_breached", "reminder_sent") == []
    fire_due_timers(office.services)
    assert office.events("reminder_sent")[-1].summary == "mốc 30 ngày, đang gia hạn"
    office.clock.move_to(at(5, 24))
    sweep_clocks(office.services)
    assert [b.mark for b in _breaches(office)] == ["ext"]
