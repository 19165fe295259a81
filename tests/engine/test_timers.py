"""Timer values: what they mean, when they are fixed, how repeats are counted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.timers import Due, TimerTextError, due_from, parse_duration, parse_moment
from app.errors import EngineFault
from tests.engine.desk import MORNING, Desk, Instance
from tests.engine.drawing_board import program

NOW = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P30D", "2026-03-02T02:00:00+00:00"),
        ("PT8H30M", "2026-01-31T10:30:00+00:00"),
        ("P1M", "2026-02-28T02:00:00+00:00"),
        ("P1Y2M", "2027-03-31T02:00:00+00:00"),
        ("P2W", "2026-02-14T02:00:00+00:00"),
        ("-P1D", "2026-01-30T02:00:00+00:00"),
        ("PT0.5S", "2026-01-31T02:00:00.500000+00:00"),
    ],
)
def test_duration_counts_from_the_moment_of_arming(text: str, expected: str) -> None:
    assert parse_duration(text).after(NOW).isoformat() == expected


@pytest.mark.parametrize("text", ["P", "PT", "30D", "P1X", "P1DT", "P-1D", "", "P1D1Y", "x" * 99])
def test_text_that_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(TimerTextError):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-05T17:00:00+07:00", "2026-03-05T10:00:00+00:00"),
        ("2026-03-05T17:00:00Z", "2026-03-05T17:00:00+00:00"),
        ("2026-03-05", "2026-03-04T17:00:00+00:00"),
        ("2026-03-05T17:00:00", "2026-03-05T10:00:00+00:00"),
        ("2026-03-05T17:00:00@Asia/Ho_Chi_Minh", "2026-03-05T10:00:00+00:00"),
    ],
)
def test_moment_without_a_zone_is_local(text: str, expected: str) -> None:
    assert parse_moment(text).isoformat() == expected


@pytest.mark.parametrize("text", ["", "mai", "2026-02-30", "2026-03-05@Nowhere/City", "P1D"])
def test_text_that_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(TimerTextError):
        parse_moment(text)


def series(text: str, most: int = 10) -> list[str]:
    due: Due | None = due_from("timeCycle", text, NOW)
    out: list[str] = []
    while due is not None and len(out) < most:
        out.append(due.at.isoformat()[:10])
        due = due.following()
    return out


def test_repeat_with_a_count_ends() -> None:
    assert series("R3/P1D") == ["2026-02-01", "2026-02-02", "2026-02-03"]


def test_repeat_without_a_count_goes_on() -> None:
    assert len(series("R/P1D")) == 10


def test_repeat_from_a_start_in_the_past_skips_what_is_over() -> None:
    assert series("R5/2026-01-29T09:00:00+07:00/P1D") == ["2026-01-31", "2026-02-01", "2026-02-02"]


def test_repeat_by_the_second_from_long_ago_is_found_at_once() -> None:
    due = due_from("timeCycle", "R/2000-01-01T00:00:00Z/PT7S", NOW)
    assert due is not None
    assert 0 <= (due.at - NOW).total_seconds() < 7
    assert (due.at - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds() % 7 == 0


def test_repeat_by_the_month_keeps_the_local_day() -> None:
    assert series("R/2025-12-15T09:00:00+07:00/P1M", 2) == ["2026-02-15", "2026-03-15"]


def test_repeat_that_is_all_over_is_not_armed() -> None:
    assert series("R2/2026-01-01T09:00:00+07:00/P1D") == []


@pytest.mark.parametrize("text", ["R/PT0S", "R/P1D/2026-01-01", "P1D", "R3/"])
def test_repeat_that_never_ends_or_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(TimerTextError):
        due_from("timeCycle", text, NOW)


REMINDED = """
process main
start s
user u
boundary b on=u {clock} interrupting=false
service remind
end e
end side side
s > u > e
b > remind > side
"""


def test_timer_is_evaluated_once_when_it_starts_waiting() -> None:
    desk = Desk(due="2026-03-05T00:00:00+07:00")
    instance = Instance(program(REMINDED.format(clock="timeDate=due")), desk)
    desk.facts["due"] = "2026-03-09T00:00:00+07:00"
    assert instance.now.timers[0].due_at == datetime(2026, 3, 4, 17, tzinfo=UTC)
    assert instance.later(days=3).desk.log == ["remind"]


def test_corrected_date_is_read_anew_when_the_instance_is_re_armed() -> None:
    desk = Desk(due="2026-03-05T00:00:00+07:00")
    instance = Instance(program(REMINDED.format(clock="timeDate=due")), desk)
    before = [timer.id for timer in instance.now.timers]
    desk.facts["due"] = "2026-03-09T00:00:00+07:00"
    timers = instance.rearm().now.timers
    assert [timer.due_at for timer in timers] == [datetime(2026, 3, 8, 17, tzinfo=UTC)]
    assert [timer.id for timer in timers] == before
    assert instance.passed == ["s"]
    assert instance.later(days=3).desk.log == []
    assert instance.later(days=4).desk.log == ["remind"]


def test_re_arming_leaves_durations_and_what_was_never_armed() -> None:
    lasting = Instance(program(REMINDED.format(clock="timeDuration=P3D")))
    due = lasting.now.timers[0].due_at
    lasting.later(days=1).rearm()
    assert lasting.now.timers[0].due_at == due
    unarmed = Instance(program(REMINDED.format(clock="timeDate=due")), Desk())
    unarmed.desk.facts["due"] = "2026-03-09T00:00:00+07:00"
    assert unarmed.rearm().timers == []


def test_null_timer_is_not_armed() -> None:
    instance = Instance(program(REMINDED.format(clock="timeDate=due")), Desk())
    assert instance.timers == []
    assert instance.do("u").now.finished


def test_timer_that_is_no_moment_stops_the_step_naming_it() -> None:
    with pytest.raises(EngineFault, match=r"b.*thời điểm"):
        Instance(program(REMINDED.format(clock="timeDate=due")), Desk(due="mai"))


def test_feel_duration_is_a_timer() -> None:
    clock = "timeDuration='duration(\"P1D\")'"
    assert Instance(program(REMINDED.format(clock=clock))).later(days=1).desk.log == ["remind"]


def test_cycle_fires_each_time_and_ends_with_its_activity() -> None:
    instance = Instance(program(REMINDED.format(clock="timeCycle=R/P1D")))
    instance.later(days=1).later(days=2)
    assert instance.desk.log == ["remind"] * 3
    assert instance.do("u").timers == []


def test_due_timers_fire_in_order_of_their_moments() -> None:
    drawn = program("""
        process main
        start s
        user u
        boundary late on=u timeDuration=P2D interrupting=false
        boundary soon on=u timeDuration=P1D interrupting=false
        service first
        service second
        end e
        end e1 side
        end e2 side
        s > u > e
        soon > first > e1
        late > second > e2
    """)
    assert Instance(drawn).later(days=9).desk.log == ["first", "second"]


def test_timer_reached_by_a_firing_fires_in_the_same_call() -> None:
    drawn = program("""
        process main
        start s
        catch a timeDate=one
        catch b timeDate=two
        end e
        s > a > b > e
    """)
    desk = Desk(one="2026-03-03", two="2026-03-04")
    assert Instance(drawn, desk).later(days=9).now.finished


def test_nothing_changes_when_nothing_is_due() -> None:
    instance = Instance(program(REMINDED.format(clock="timeDuration=P9D"))).later(days=1)
    assert instance.passed == ["s"]
    assert instance.now.timers[0].due_at == MORNING.replace(day=11)
