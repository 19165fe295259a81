"""Stored instances: small, without specification, readable for ever, never trusted blindly."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from app.engine import complete
from app.engine.state import FORMAT, load
from app.errors import Conflict, EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

FIXTURES = Path(__file__).parent / "fixtures"
SIMPLE = """
process main
start s
user u
end e
s > u > e
"""


def content(state: bytes) -> Any:
    return json.loads(zlib.decompress(state[1:]))


def packed(value: object, *, number: int = FORMAT, **options: Any) -> bytes:
    return bytes([number]) + zlib.compress(json.dumps(value, **options).encode())


def test_state_names_its_format_and_holds_neither_facts_nor_specification() -> None:
    state = Instance(program(SIMPLE), Desk(secret="x")).now.state
    assert state[0] == FORMAT
    process, scopes = content(state)["p"], content(state)["s"]
    assert process == "main"
    assert [token[1] for token in scopes[0][3]] == ["u"]
    assert "secret" not in json.dumps(scopes)


def test_order_of_keys_in_the_stored_json_does_not_matter() -> None:
    drawn = program((FIXTURES / "format_1.txt").read_text())
    state = (FIXTURES / "format_1.state").read_bytes()
    sorted_keys = packed(content(state), sort_keys=True)
    plain = [t.task_spec.name for s in load(drawn, state).scopes() for t in s.tokens()]
    again = [t.task_spec.name for s in load(drawn, sorted_keys).scopes() for t in s.tokens()]
    assert plain == again


def test_fixture_of_format_1_still_loads_and_runs_to_its_end() -> None:
    drawn = program((FIXTURES / "format_1.txt").read_text())
    desk = Desk(members=["x", "y", "z"])
    instance = Instance(drawn, desk, state=(FIXTURES / "format_1.state").read_bytes())
    assert instance.open == ["ask", "ask", "noted"]
    assert (instance.waits, instance.timers) == (["gone", "hs"], ["due", "late"])
    assert [t.activation.element for t in instance.now.open_tasks if t.activation.element] == [
        {"member": "y"},
        {"member": "z"},
    ]
    instance.later(days=3).do("ask").do("ask").tell("gone").do("noted")
    assert instance.now.finished
    assert desk.log == ["remind"] * 3 + ["close low le"] * 2


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"\x01",
        b"\x02rest",
        b"not a state at all",
        packed({"p": "main", "s": []}, number=9),
        packed({"p": "main"}),
        packed([1, 2, 3]),
        packed({"p": "main", "s": [["main", None, [], [["id", "gone", 16, {}]]]]}),
        packed({"p": "main", "s": [["other", "nobody", [], []]]}),
        packed({"p": "main", "s": [[1]]}),
        packed({"p": "foreign", "s": []}),
    ],
)
def test_bytes_that_are_no_state_of_the_program_are_refused_in_words(state: bytes) -> None:
    with pytest.raises(EngineFault, match="Trạng thái"):
        complete(program(SIMPLE), state, "x", Desk())


def test_finished_instance_stays_finished_when_it_is_looked_at_again() -> None:
    drawn = program(SIMPLE)
    instance = Instance(drawn).do("u")
    again = Instance(drawn, state=instance.now.state)
    assert (again.now.finished, again.now.outcome, again.passed) == (True, "e", [])


def test_task_that_is_done_cannot_be_completed_again() -> None:
    drawn = program(SIMPLE.replace("> e", "> v > e").replace("user u", "user u\nuser v"))
    instance = Instance(drawn)
    old = instance.now.open_tasks[0].id
    instance.do("u")
    for task_id in (old, "never-was", ""):
        with pytest.raises(Conflict):
            complete(drawn, instance.now.state, task_id, instance.desk)


def test_tasks_stand_in_the_order_in_which_they_opened() -> None:
    drawn = program("""
        process main
        start s
        and f
        sub x
        start xs
        user inner
        end xe
        xs > inner > xe
        end
        user a
        user b
        and j
        end e
        s > f
        f > x > j
        f > a > b > j
        j > e
    """)
    instance = Instance(drawn)
    assert [t.element.id for t in instance.now.open_tasks] == ["a", "inner"]
    instance.do("a")
    assert [t.element.id for t in instance.now.open_tasks] == ["inner", "b"]


def test_open_task_keeps_its_id_while_others_move() -> None:
    drawn = program("""
        process main
        start s
        and f
        user a
        user b
        user c
        and j
        end e
        s > f
        f > a > c > j
        f > b > j
        j > e
    """)
    instance = Instance(drawn)
    kept = next(t.id for t in instance.now.open_tasks if t.element.id == "b")
    instance.do("a").do("c")
    assert instance.now.open_tasks[0].id == kept
