"""What one completed task costs: ours beside plain SpiffWorkflow, early and after many rounds.

`python -m tests.bench.engine_step`. Both sides do the whole of a step in SQLite (WAL): read the
stored instance, complete one task of a person, run on, write it back, commit. Plain SpiffWorkflow
stores what its serializer makes: the tree with the specification. Times are medians, taken in turns
so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from app.engine import complete
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import bpmn, program

DIAGRAM = Path(__file__).parents[1] / "engine" / "diagrams" / "procedure.txt"
FACTS = {"kind": "plain", "decision": "rework", "level": 1, "amount": 1, "collect": False}
ROUNDS_PLAIN = 200
ROUNDS_LATE = 1_000
TURNS = 200
TURNS_PLAIN = 12


class Shelf:
    """A database with one row for an instance and one for each step."""

    def __init__(self, folder: str) -> None:
        self.base = sqlite3.connect(Path(folder) / "bench.db", isolation_level=None)
        self.base.execute("pragma journal_mode=wal")
        self.base.execute("pragma synchronous=normal")
        self.base.execute("create table instance(id text primary key, state blob, version int)")
        self.base.execute("create table step(instance text, state_size int)")

    def read(self, name: str) -> bytes:
        row = self.base.execute("select state from instance where id=?", (name,)).fetchone()
        return bytes(row[0])

    def write(self, name: str, state: bytes) -> None:
        self.base.execute("begin immediate")
        statement = "insert into instance values(?,?,1) on conflict(id) do update set state=?"
        self.base.execute(f"{statement}, version=version+1", (name, state, state))
        self.base.execute("insert into step values(?,?)", (name, len(state)))
        self.base.execute("commit")


def ours(shelf: Shelf, rounds: int) -> tuple[Callable[[], None], int]:
    """Bring an instance to a round; return one step from there and the largest state seen."""
    made = program(DIAGRAM.read_text())
    instance = Instance(made, Desk(**FACTS)).do("register")
    largest = 0
    for _ in range(rounds):
        instance.do("draft").do("review")
        largest = max(largest, len(instance.now.state))
    name, task_id = f"ours {rounds}", instance.now.open_tasks[0].id
    first = instance.now.state
    shelf.write(name, first)

    def step() -> None:
        advance = complete(made, shelf.read(name), task_id, instance.desk)
        shelf.write(f"{name} after", advance.state)

    return step, largest


def plain(shelf: Shelf, rounds: int) -> tuple[Callable[[], None], int]:
    """Bring a plain instance to a round in memory; return one step from its stored form."""
    serializer = BpmnWorkflowSerializer()
    parser = BpmnParser()
    parser.add_bpmn_str(_as_python(bpmn(DIAGRAM.read_text())))
    workflow = BpmnWorkflow(parser.get_spec("procedure"), parser.get_subprocess_specs("procedure"))
    workflow.do_engine_steps()
    for name in ["register"] + ["draft", "review"] * rounds:
        _complete_plain(workflow, name)
    stored = serializer.serialize_json(workflow).encode()
    shelf.write("plain", stored)

    def step() -> None:
        loaded = serializer.deserialize_json(shelf.read("plain").decode())
        _complete_plain(loaded, "draft")
        shelf.write("plain after", serializer.serialize_json(loaded).encode())

    return step, len(stored)


def _complete_plain(workflow: Any, name: str) -> None:
    task = workflow.get_next_task(spec_name=name, state=TaskState.READY)
    task.data.update(FACTS)
    task.run()
    workflow.do_engine_steps()


def _as_python(data: bytes) -> bytes:
    """Turn FEEL into the Python that plain SpiffWorkflow evaluates."""
    text = data.decode().replace(' = "', ' == "')
    return re.sub(r"<bpmn:timeDuration>(\w+)<", r'<bpmn:timeDuration>"\1"<', text).encode()


def medians(steps: dict[str, tuple[Callable[[], None], int]]) -> dict[str, float]:
    """Time each step, turn by turn, in milliseconds."""
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(TURNS):
        for name, (step, turns) in steps.items():
            if turn < turns:
                began = time.perf_counter()
                step()
                taken[name].append((time.perf_counter() - began) * 1_000)
    return {name: statistics.median(times) for name, times in taken.items()}


def figures() -> dict[str, float]:
    """Measure; return times in milliseconds, ratios and sizes in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(folder)
        early, _ = ours(shelf, 1)
        middle, _ = ours(shelf, ROUNDS_PLAIN)
        late, largest = ours(shelf, ROUNDS_LATE)
        before, plain_size = plain(shelf, ROUNDS_PLAIN)
        times = medians(
            {
                "early": (early, TURNS),
                "late": (late, TURNS),
                "middle": (middle, TURNS),
                "plain": (before, TURNS_PLAIN),
            }
        )
    return {
        "ours_ms_at_1": times["early"],
        "ours_ms_at_200": times["middle"],
        "ours_ms_at_1000": times["late"],
        "plain_ms_at_200": times["plain"],
        "times_faster_at_200": times["plain"] / times["middle"],
        "cost_at_1000_to_1": times["late"] / times["early"],
        "largest_state_bytes": largest,
        "plain_state_bytes": plain_size,
    }


def main() -> int:
    """Print the figures; 1 when one of them misses its target."""
    found = figures()
    kept = (
        found["times_faster_at_200"] >= 20
        and found["cost_at_1000_to_1"] <= 1.2
        and found["largest_state_bytes"] <= 4_096
    )
    print(
        "engine, complete one task with commit:\n"
        f"  at 200 rounds {found['ours_ms_at_200']:.2f} ms, plain SpiffWorkflow "
        f"{found['plain_ms_at_200']:.1f} ms: {found['times_faster_at_200']:.0f} times "
        "(target 20)\n"
        f"  at 1 round {found['ours_ms_at_1']:.2f} ms, at 1000 {found['ours_ms_at_1000']:.2f} ms: "
        f"{found['cost_at_1000_to_1']:.2f} times (target 1.2)\n"
        f"  state at most {found['largest_state_bytes']:.0f} bytes (target 4096), plain "
        f"{found['plain_state_bytes']:.0f}"
    )
    print(json.dumps({name: round(value, 3) for name, value in found.items()}))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
