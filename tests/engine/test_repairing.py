"""Tokens put elsewhere by hand: what is asked happens whole, or is refused by its name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.repairs import Instruction, RepairKind
from app.engine import end, repair, standing
from app.errors import StepRefused
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

LINE = """
process main
start s
user u
service t
user v
user w
end e
s > u > t > v > w > e
"""
CHOICE = """
process main
start s
user u
xor g default=g_v
user v
user w
end e
s > u > g
g > v
g > w : ok = true
v > e
w > e
"""
BOTH = """
process main
start s
and f
user a
user b
and j
user c
end e
s > f
f > a > j
f > b > j
j > c > e
"""
TIMED = """
process main
start s
user u
boundary late on=u interrupting=false timeDuration=P30D
boundary over on=u timeDuration=P60D
user told
user gone
end e
end e2
end e3
s > u > e
late > told > e2
over > gone > e3
"""
CALLING = """
process main
start s
user first
call c process=inner
user last
end e
s > first > c > last > e
process inner
start is
user draft
user sign
end ie
is > draft > sign > ie
"""
MANY = """
process main
start s
user u many=people item=person
user v
end e
s > u > v > e
"""


def move(here: str, there: str, process: str = "main", **more: Any) -> Instruction:
    return Instruction(RepairKind.MOVE, here, process, there, **more)


def cancel(here: str, process: str = "main") -> Instruction:
    return Instruction(RepairKind.CANCEL, here, process)


def add(there: str, process: str = "main") -> Instruction:
    return Instruction(RepairKind.ADD, process_id=process, target=there)


def repaired(instance: Instance, *instructions: Instruction) -> Instance:
    """Put it right through stored bytes; the instance goes on from there."""
    instance._took(repair(instance.program, instance.now.state, instructions, instance.desk))
    return instance


def refused(instance: Instance, *instructions: Instruction) -> str:
    before = instance.now.state
    with pytest.raises(StepRefused) as found:
        repaired(instance, *instructions)
    assert instance.now.state == before
    return found.value.message


def test_moved_token_begins_the_other_step_and_the_old_one_is_cancelled() -> None:
    instance = repaired(Instance(program(LINE)), move("u", "w"))
    assert instance.open == ["w"] and "-u" in instance.passed
    assert instance.do("w").now.finished


def test_moved_to_automatic_work_it_runs_on_to_the_next_person() -> None:
    instance = repaired(Instance(program(LINE)), move("u", "t"))
    assert instance.open == ["v"] and instance.desk.log == ["t"]


def test_moved_back_the_steps_between_are_done_again() -> None:
    instance = Instance(program(LINE)).do("u").do("v")
    assert repaired(instance, move("w", "u")).do("u").open == ["v"]


def test_gateway_chooses_by_what_is_recorded_and_refuses_what_is_not() -> None:
    instance = Instance(program(CHOICE), Desk(ok=True))
    assert repaired(instance, move("u", "g")).open == ["w"]
    told = refused(Instance(program(CHOICE), Desk()), move("u", "g"))
    assert "g rẽ nhánh theo “ok” mà hồ sơ chưa ghi nhận" in told


def test_end_is_no_place_to_move_to_nor_through() -> None:
    assert "“e” là kết thúc" in refused(Instance(program(LINE)), move("u", "e"))
    through = LINE.replace("v > w > e", "v > w > x > e").replace("user w", "user w\nservice x")
    assert "dẫn thẳng tới kết thúc “e”" in refused(Instance(program(through)), move("u", "x"))


def test_join_and_what_makes_one_starve_are_refused() -> None:
    assert "“j” là chỗ gộp" in refused(Instance(program(BOTH)), move("a", "j"))
    assert "j sẽ chờ một nhánh không bao giờ tới" in refused(
        Instance(program(BOTH)), move("a", "c")
    )
    assert "j sẽ chờ" in refused(Instance(program(BOTH)), cancel("a"))
    both = repaired(Instance(program(BOTH)), move("a", "c"), cancel("b"))
    assert both.open == ["c"] and both.do("c").now.finished


def test_waiting_branch_may_be_opened_again_for_a_join_that_starves() -> None:
    instance = Instance(program(BOTH)).do("a")
    assert repaired(instance, cancel("j"), move("b", "c")).open == ["c"]


def test_nothing_left_to_wait_for_is_refused_and_another_step_may_be_added() -> None:
    assert "không còn gì để chờ" in refused(Instance(program(LINE)), cancel("u"))
    instance = repaired(Instance(program(LINE)), add("v"))
    assert instance.open == ["u", "v"]
    assert "“v” đã đang mở" in refused(instance, add("v"))
    assert repaired(instance, cancel("u")).open == ["v"]


def test_token_stays_in_the_scope_that_it_is_in() -> None:
    instance = Instance(program(CALLING)).do("first")
    assert instance.open == ["draft"]
    assert "không ở cùng phạm vi" in refused(instance, move("draft", "last", "inner"))
    assert repaired(instance, move("draft", "sign", "inner")).open == ["sign"]
    assert repaired(instance, move("c", "last")).open == ["last"]
    assert instance.do("last").now.finished


def test_end_of_a_called_process_is_an_outcome_that_nobody_gave() -> None:
    instance = Instance(program(CALLING)).do("first")
    told = refused(instance, move("draft", "ie", "inner"))
    assert "“ie” là kết thúc, chỉ tới được bằng kết quả" in told


def test_moved_into_a_call_it_begins_with_its_inputs() -> None:
    instance = repaired(Instance(program(CALLING)), move("first", "c"))
    assert instance.open == ["draft"] and "open inner" in instance.desk.log


def test_one_time_of_a_repeated_step_is_not_moved_but_the_whole_is() -> None:
    instance = Instance(program(MANY), Desk(people=["a", "b"]))
    assert instance.open == ["u", "u"]
    assert repaired(instance, move("u", "v")).open == ["v"]


def test_what_stands_nowhere_any_more_is_refused_by_name() -> None:
    instance = Instance(program(LINE)).do("u")
    assert refused(instance, move("u", "w")).startswith("“u” không còn đứng trong hồ sơ")


def test_timer_gets_another_moment_and_one_that_ends_work_only_a_later_one() -> None:
    desk = Desk()
    instance = Instance(program(TIMED), desk)

    def at(element_id: str, days: int) -> Instruction:
        moment = desk.clock + timedelta(days=days)
        return Instruction(RepairKind.TIMER, element_id, "main", moment=moment)

    repaired(instance, at("late", 3), at("over", 90))
    moments = {one.element_id: one.due_at for one in instance.now.timers}
    assert moments["late"] - desk.clock == timedelta(days=3)
    assert moments["over"] - desk.clock == timedelta(days=90)
    assert "chỉ được lùi" in refused(instance, at("over", 20))
    assert "sau bây giờ" in refused(instance, at("late", -1))
    assert "không còn là hẹn giờ" in refused(instance, at("u", 5))
    assert instance.later(days=4).open == ["told", "u"]


def test_boundary_events_of_a_step_go_with_it() -> None:
    instance = repaired(Instance(program(TIMED)), move("u", "gone"))
    assert (instance.open, instance.timers) == (["gone"], [])
    assert "chỉ bắt đầu khi sự kiện" in refused(Instance(program(TIMED)), move("u", "late"))


def test_ended_instance_has_no_outcome_and_nothing_open() -> None:
    instance = Instance(program(CALLING)).do("first")
    done = end(instance.program, instance.now.state, instance.desk)
    assert (done.finished, done.outcome, done.open_tasks) == (True, "", ())
    assert [one.element_id for one in done.passed] == ["c", "draft"]


def test_standing_names_each_token_with_where_it_may_go() -> None:
    instance = Instance(program(CALLING)).do("first")
    call, draft = standing(instance.program, instance.now.state)
    assert (call.place, call.targets) == (("main", "c"), ("c", "first", "last"))
    assert (draft.place, draft.targets) == (("inner", "draft"), ("sign",))
    many = Instance(program(MANY), Desk(people=["a"]))
    whole, once = standing(many.program, many.now.state)
    assert whole.targets == ("u", "v") and "một lần của bước lặp" in once.refusal


def test_standing_says_which_token_cannot_go_without_another_in_its_place() -> None:
    def stays(instance: Instance) -> list[str]:
        return [one.stays for one in standing(instance.program, instance.now.state)]

    (alone,) = stays(Instance(program(LINE)))
    assert alone.startswith("đây là chỗ duy nhất đang chờ")
    assert stays(repaired(Instance(program(LINE)), add("v"))) == ["", ""]
    assert all("sẽ chờ mãi nhánh này" in why for why in stays(Instance(program(BOTH))))


def test_called_process_and_repeated_step_are_begun_anew_from_their_own_place() -> None:
    instance = Instance(program(CALLING)).do("first").do("draft")
    assert instance.open == ["sign"]
    assert repaired(instance, move("c", "c")).open == ["draft"]
    assert instance.desk.log.count("open inner") == 2
    assert instance.do("draft").do("sign").do("last").now.finished
    many = Instance(program(MANY), Desk(people=["a", "b"])).do("u")
    assert many.open == ["u"] and repaired(many, move("u", "u")).open == ["u", "u"]
