"""Instances on another version: what is open stays as it was, or the version is refused by name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.reseating import Counterparts, Reseated
from app.engine import reseat
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

PLAIN = """
process main
start s
user u
user v
end e
s > u > v > e
"""
TIMED = """
process main
start s
user u
boundary late on=u interrupting=false timeDuration=P30D
user told
end e
end e2
s > u > e
late > told > e2
"""
CALLING = """
process main
start s
call c process=inner
end e
s > c > e
process inner
start is
user draft
user sign
end ie
is > draft > sign > ie
"""
BOTH = """
process main
start s
and f
user a
user b
and j
end e
s > f
f > a > j
f > b > j
j > e
"""


def put(
    before: str, after: str, *done: str, desk: Desk | None = None, names: Counterparts | None = None
) -> tuple[Instance, Reseated]:
    """Play the first version, then put the instance onto the second."""
    instance = Instance(program(before), desk or Desk())
    for element_id in done:
        instance.do(element_id)
    found = reseat(instance.program, program(after), instance.now.state, instance.desk, names or {})
    return instance, found


def goes_on(instance: Instance, found: Reseated, after: str) -> Instance:
    """Return the instance as it goes on with the other version."""
    assert found.after is not None, found.obstacles
    return Instance(program(after), instance.desk, state=found.after.state)


def told(found: Reseated) -> list[tuple[str, str]]:
    assert found.after is None
    return [(one.element_id, one.reason) for one in found.obstacles]


def test_open_task_keeps_its_id_and_goes_on_with_what_is_new() -> None:
    after = PLAIN.replace("s > u > v > e", "user w\ns > u > w > v > e")
    instance, found = put(PLAIN, after)
    again = goes_on(instance, found, after)
    assert [t.id for t in again.now.open_tasks] == [t.id for t in found.before.open_tasks]
    assert again.do("u").open == ["w"]


def test_task_that_is_gone_is_named_with_what_could_stand_for_it() -> None:
    after = PLAIN.replace(" u", " ask")
    instance, found = put(PLAIN, after)
    assert told(found) == [("u", "không có trong phiên bản mới")]
    assert [one.element_id for one in found.obstacles[0].choices] == ["ask"]
    names = {("main", "u"): "ask"}
    mapped = reseat(instance.program, program(after), instance.now.state, instance.desk, names)
    again = goes_on(instance, mapped, after)
    assert again.open == ["ask"]
    assert [t.id for t in again.now.open_tasks] == [t.id for t in instance.now.open_tasks]
    assert again.do("ask").do("v").now.finished


def test_counterpart_moves_no_instance_to_another_step() -> None:
    after = PLAIN.replace(" u", " ask")
    names = {("main", "u"): "v"}
    assert told(put(PLAIN, after, names=names)[1]) == [
        ("u", "không thay bằng “v”, bước đã có của phiên bản cũ")
    ]
    added = PLAIN.replace("s > u > v > e", "user w\ns > u > w > v > e")
    names = {("main", "u"): "w"}
    assert told(put(PLAIN, added, names=names)[1]) == [
        ("u", "vẫn còn trong phiên bản mới, không thay bằng bước khác")
    ]


def test_element_of_another_kind_does_not_stand_for_it() -> None:
    _, found = put(PLAIN, PLAIN.replace("user u", "receive u message=m"))
    assert told(found) == [("u", "là loại phần tử khác trong phiên bản mới")]


def test_timer_keeps_the_time_that_is_left_whatever_the_new_one_says() -> None:
    desk = Desk()
    instance = Instance(program(TIMED), desk)
    due = instance.now.timers[0].due_at
    desk.clock += timedelta(days=20)
    after = TIMED.replace("P30D", "P60D")
    found = reseat(instance.program, program(after), instance.now.state, desk, {})
    again = goes_on(instance, found, after)
    assert [timer.due_at for timer in again.now.timers] == [due]
    assert again.later(days=10).open == ["told", "u"]


def test_new_boundary_event_on_open_work_begins_to_listen_now() -> None:
    plain = "\n".join(
        line for line in TIMED.splitlines() if "late" not in line and "told" not in line
    ).replace("end e2\n", "")
    desk = Desk()
    instance = Instance(program(plain), desk)
    desk.clock += timedelta(days=5)
    found = reseat(instance.program, program(TIMED), instance.now.state, desk, {})
    assert found.armed == ("late",)
    again = goes_on(instance, found, TIMED)
    assert [timer.due_at for timer in again.now.timers] == [desk.clock + timedelta(days=30)]


def test_reminder_that_has_fired_does_not_listen_again() -> None:
    desk = Desk()
    instance = Instance(program(TIMED), desk).later(days=31)
    found = reseat(instance.program, program(TIMED), instance.now.state, desk, {})
    again = goes_on(instance, found, TIMED)
    assert (again.open, again.timers) == (["told", "u"], [])


def test_event_that_is_listened_for_may_not_be_lost() -> None:
    plain = TIMED.replace("boundary late on=u", "boundary late on=v").replace(
        "s > u > e", "user v\ns > u > v > e"
    )
    _, found = put(TIMED, plain)
    assert told(found) == [("late", "gắn vào việc khác trong phiên bản mới")]


def test_called_process_is_followed_inside_and_lost_with_its_call() -> None:
    reminded = CALLING.replace("s > c > e", "user before\ns > before > c > e")
    instance, found = put(CALLING, reminded, "draft")
    again = goes_on(instance, found, reminded)
    assert again.open == ["sign"]
    assert [a.id for a in again.now.activations] == [a.id for a in instance.now.activations]
    without = CALLING.replace("call c process=inner", "user c")
    assert told(put(CALLING, without, "draft")[1]) == [
        ("c", "là loại phần tử khác trong phiên bản mới")
    ]
    elsewhere = CALLING + "process other\nstart os\nuser ou\nend oe\nos > ou > oe\n"
    other = elsewhere.replace("call c process=inner", "call c process=other")
    assert told(put(elsewhere, other, "draft")[1]) == [("c", "gọi quy trình khác: other")]


def test_element_inside_a_called_process_is_named_with_that_process() -> None:
    _, found = put(CALLING, CALLING.replace("sign", "seal"), "draft")
    assert [(o.process_id, o.element_id) for o in found.obstacles] == [("inner", "sign")]


@pytest.mark.parametrize("done", [(), ("a",)])
def test_branch_added_to_a_fork_already_passed_starves_its_join(done: tuple[str, ...]) -> None:
    after = BOTH.replace("j > e", "f > c > j\nuser c\nj > e")
    assert told(put(BOTH, after, *done)[1]) == [("j", "sẽ chờ một nhánh không bao giờ tới")]


def test_gathered_branch_waits_on_where_the_flow_is_drawn_anew() -> None:
    after = BOTH.replace("f > b > j", "user k\nf > b > k > j")
    instance, found = put(BOTH, after, "a")
    assert goes_on(instance, found, after).do("b").do("k").now.finished


def test_gathered_branch_that_leads_elsewhere_is_refused() -> None:
    after = BOTH.replace("f > a > j", "user k\nf > a > k > j")
    assert told(put(BOTH, after, "a")[1]) == [
        ("j", "đã nhận một nhánh mà phiên bản mới không dẫn tới đây")
    ]


def test_fork_ahead_may_have_more_branches() -> None:
    before = BOTH.replace("s > f", "user first\ns > first > f")
    after = before.replace("j > e", "f > c > j\nuser c\nj > e")
    instance, found = put(before, after)
    again = goes_on(instance, found, after).do("first")
    assert again.do("a").do("b").do("c").now.finished


def test_copies_of_a_repeated_task_stay_with_what_each_is_for() -> None:
    before = "process main\nstart s\nuser u many=people item=person\nend e\ns > u > e\n"
    desk = Desk(people=["x", "y", "z"])
    after = before.replace("s > u > e", "user v\ns > u > v > e")
    instance, found = put(before, after, "u", desk=desk)
    again = goes_on(instance, found, after)
    assert [t.activation.element for t in again.now.open_tasks] == [
        {"person": "y"},
        {"person": "z"},
    ]
    assert again.do("u").do("u").open == ["v"]
    single = before.replace(" many=people item=person", "")
    assert told(put(before, single, desk=desk)[1]) == [
        ("u", "lặp theo cách khác trong phiên bản mới")
    ]


def test_message_is_still_waited_for_by_its_name() -> None:
    before = "process main\nstart s\ncatch c message=answer\nend e\ns > c > e\n"
    instance, found = put(before, before.replace("s > c > e", "user v\ns > c > v > e"))
    assert found.after is not None and found.after.waits == instance.now.waits
    assert told(put(before, before.replace("answer", "reply"))[1]) == [
        ("c", "chờ thông điệp khác: “reply”")
    ]
