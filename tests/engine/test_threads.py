"""One compiled program serves many threads: nothing in it changes when instances run."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

from app.engine import Program
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

SHARED = """
process main
start s
xor m
call c process=low many=members item=member
boundary late on=c timeDuration=P1D interrupting=false
service remind
end reminded side
xor g default=g_e
end e
handler h
start hs message=note interrupting=false
user noted
end he
hs > noted > he
end
s > m > c > g
g > m : again
g > e
late > remind > reminded
process low
start ls
user sheet
end le
ls > sheet > le
"""


def walk(made: Program, seed: int) -> list[str]:
    choose = random.Random(seed)  # noqa: S311
    instance = Instance(made, Desk(members=["x", "y"], again=True))
    for step in range(40):
        if instance.now.finished:
            break
        instance.desk.facts["again"] = step < 20
        move = choose.choice(["do", "do", "tell", "later"])
        if move == "do" and instance.open:
            instance.do(choose.choice(instance.open))
        elif move == "tell" and instance.waits:
            instance.tell("hs")
        else:
            instance.later(days=1)
    return instance.passed


def test_threads_that_share_a_program_do_not_disturb_each_other() -> None:
    made = program(SHARED)
    alone = [walk(made, seed) for seed in range(24)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda seed: walk(made, seed), range(24)))
    assert together == alone


def test_running_an_instance_leaves_the_specifications_as_they_were() -> None:
    made = program(SHARED)

    def picture() -> list[object]:
        return [
            (name, spec.name, spec._inputs[:], spec._outputs[:], spec.exits, spec.guards)
            for inside in made.specs.values()
            for name, spec in inside.task_specs.items()
        ]

    before = picture()
    walk(made, 7)
    assert picture() == before
