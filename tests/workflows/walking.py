"""Walks through the shipped processes on the real engine, and what of each diagram they take.

What forms, topics and tables compute is set by hand as facts; scenarios drive the real ones. A walk
says where it ends; together the walks of a process must take every part of its diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.domain.clock import LOCAL, local_iso
from app.domain.execution import Activation, Advance, PassedElement, StepKind, ThrownMessage
from app.engine import Program, compile_program
from tests.engine.desk import Desk, Instance
from tests.workflows.shipped import PROCESSES, definition_of

BASE: Mapping[str, Any] = {
    "channel": "dien_tu",
    "eligible": True,
    "completeness": "du",
    "agree": True,
    "finding": "trong_tham_quyen",
    "mode": "co_quan",
    "report_next": "nop",
    "complete": True,
    "action": "trinh_ban_thuong_vu",
    "quorum_ok": True,
    "authority": "trong",
    "preparation": "ky",
    "discussed_thoroughly": True,
    "vote_result": "approved",
    "leader_status": "tai_vi",
    "decision": "quyet_dinh",
    "escalation_kind": "4_2",
    "target_onboarded": True,
    "ok": True,
    "sign": "ky",
    "issuer_ids": [],
    "own_provisions": [],
    "coordinating": [],
    "profile": {
        "require_own_head_report": False,
        "override": {"scope": "no_majority"},
        "due_days": {"coordination": 7, "legal_risk": 10},
    },
}


class DayDesk(Desk):
    """Keeps inputs of calls to their activation; a working day is simply a day."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.given: dict[str, Mapping[str, Any]] = {}
        self.loses = ""

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        super().opened(activation, inputs)
        self.given[activation.id] = dict(inputs)

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Note the outcome of a call, or lose it once if the call is named in `loses`."""
        lost = self.loses and self.loses == activation.call_element_id
        self.loses = "" if lost else self.loses
        super().closed(activation, "" if lost else outcome, outputs)

    def fact(self, activation: Activation, name: str) -> Any:
        given = self.given.get(activation.id, {})
        return given[name] if name in given else super().fact(activation, name)

    def working_days(self, count: int, start: str | None) -> str | None:
        day = date.fromisoformat(start[:10]) if start else self.clock.astimezone(LOCAL).date()
        midnight = self.clock.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        return local_iso(midnight + (day - midnight.date()) + timedelta(days=count + 1))


class Case(Instance):
    """An instance that keeps every element it passed and every message it threw."""

    desk: DayDesk

    def __init__(self, program: Program, desk: DayDesk, message: str = "") -> None:
        self.steps: list[PassedElement] = []
        self.thrown: list[ThrownMessage] = []
        super().__init__(program, desk, message=message)

    def _took(self, advance: Advance) -> Advance:
        self.steps.extend(advance.passed)
        self.thrown.extend(advance.thrown)
        return super()._took(advance)

    def do(self, element_id: str, nth: int = 0, **facts: Any) -> Case:
        """Complete the nth open task on an element."""
        super().do(element_id, nth, **facts)
        return self

    def tell(self, element_id: str) -> Case:
        """Deliver its message to the element."""
        super().tell(element_id)
        return self

    def through(self, *element_ids: str, **facts: Any) -> Case:
        """Complete open tasks one after the other, with the facts that they write."""
        self.desk.facts.update(facts)
        for element_id in element_ids:
            self.do(element_id)
        return self

    def paper(self, **facts: Any) -> Case:
        """Take the first open document from draft to its signature."""
        return self.through("edit_draft", "check_draft", "sign_document", **facts)

    def days(self, count: float) -> Case:
        """Move the clock on and fire what is due."""
        self.later(days=count)
        return self

    def losing(self, call: str) -> Case:
        """Let the next outcome of a call be none that the diagram knows."""
        self.desk.loses = call
        return self

    @property
    def issued(self) -> list[str]:
        """The types of the documents that were called for, in order."""
        return [given["doc_type"] for given in self.desk.inputs if "doc_type" in given]

    @property
    def members(self) -> list[str]:
        """The elements of loops for which a task is open."""
        views = [task.activation.element for task in self.now.open_tasks]
        return sorted(str(value) for view in views for value in view.values())

    @property
    def messages(self) -> list[str]:
        """The names of the messages thrown, in order."""
        return [message.name for message in self.thrown]


Way = Callable[[Case], object]


@dataclass(frozen=True)
class Walk:
    """A way through a process; `end` is its outcome, empty while something still waits."""

    process_id: str
    end: str
    go: Way
    message: str = ""
    clauses: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The process and the sentence of the walk."""
        return f"{self.process_id}-{self.go.__name__}"


WALKS: list[Walk] = []


def walk(
    process_id: str, end: str, *clauses: str, message: str = "", **facts: Any
) -> Callable[[Way], Way]:
    """Register a function as a walk that starts with these facts and shows these clauses."""

    def register(go: Way) -> Way:
        WALKS.append(Walk(process_id, end, go, message, clauses, facts))
        return go

    return register


@cache
def program(process_id: str) -> Program:
    """Compile a shipped process with all it calls."""
    return compile_program({name: definition_of(name) for name in PROCESSES}, process_id)


def started(process_id: str, message: str = "", **facts: Any) -> Case:
    """Start a process on a desk with these facts beside the usual ones."""
    given = {name: value for name, value in facts.items() if name != "profile"}
    profile = {**BASE["profile"], **facts.get("profile", {})}
    desk = DayDesk(**{**BASE, **given, "profile": profile})
    return Case(program(process_id), desk, message)


@cache
def walked(index: int) -> Case:
    """Take a registered walk once and keep where it led."""
    one = WALKS[index]
    case = started(one.process_id, one.message, **one.facts)
    one.go(case)
    return case


def taken(process_id: str) -> frozenset[str]:
    """Return elements and flows of a process that any walk, of it or of a caller, has taken."""
    found: set[str] = set()
    for index in range(len(WALKS)):
        for step in walked(index).steps:
            if step.process_id == process_id:
                found.add(step.flow_id)
                if step.kind is not StepKind.CANCELLED:
                    found.add(step.element_id)
    return frozenset(found - {""})
