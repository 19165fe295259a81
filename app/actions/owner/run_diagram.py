"""Run a bare diagram without publishing it: people answer from a file, time jumps.

The formats stand in docs/diagram-run.md. What moves next is always the same: an open task, else a
message that somebody waits for, else the timer that is due first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.diagrams import read_diagram
from app.domain.diagrams import Severity
from app.domain.execution import Advance, OpenTask, PassedElement
from app.engine import Program, compile_program, complete, deliver, fire_timers, start
from app.errors import ChuTruongError, DiagramRefused, EngineFault
from app.steps.bare.answers import WAIT, Answer, Answers, read_answers
from app.steps.bare.folders import Library, with_called
from app.steps.bare.host import BareHost

MOST_MOVES = 10_000
MOST_ELEMENTS = 100_000
# A task that opens this often while nobody says anything new will open for ever.
MOST_REPEATS = 100


@dataclass(frozen=True)
class BareStep:
    """One element passed, its BPMN tag, and the moment of the run's own clock."""

    at: datetime
    passed: PassedElement
    tag: str = ""


@dataclass(frozen=True)
class BareRun:
    """What a run did: the elements in order, and why it is not moving any more.

    `fault` says what stopped it by mistake, `waiting_for` what it would need to go on; both are
    empty when it ended, at the end event `outcome`.
    """

    steps: tuple[BareStep, ...]
    outcome: str = ""
    fault: str = ""
    waiting_for: tuple[str, ...] = ()


def run_diagram(
    data: bytes, answers_file: bytes, folders: Sequence[Path], now: datetime, *, strict: bool
) -> BareRun:
    """Run the main process of a file to its end, or until nothing can move.

    Called processes and tables are looked for in `folders`; `strict` leaves tasks open that the
    answers do not mention. Raises DiagramRefused for a diagram that cannot run as drawn and
    AnswersRefused for answers that do not read or are to what is not drawn.
    """
    answers, library = read_answers(answers_file), Library(folders)
    diagram = read_diagram(data)
    refused = [f for f in diagram.findings if f.severity is Severity.ERROR]
    if refused:
        raise DiagramRefused(refused)
    definitions = with_called(diagram, library)
    program = compile_program(definitions, diagram.main_id)
    answers.check_known({name for d in definitions.values() for name in d.elements})
    host = BareHost(answers, library, answers.now or now)
    driver = _Driver(program, host, answers, strict=strict)
    fault = ""
    try:
        driver.go()
    except ChuTruongError as error:
        fault = error.message
    return BareRun(
        steps=tuple(driver.steps),
        outcome=driver.advance.outcome if driver.advance else "",
        fault=fault,
        waiting_for=() if fault else driver.waiting_for(),
    )


class _Driver:
    """The run under way: the last advance, messages on their way, answers already given."""

    def __init__(self, program: Program, host: BareHost, answers: Answers, *, strict: bool) -> None:
        self.program = program
        self.host = host
        self.answers = answers
        self.strict = strict
        self.advance: Advance | None = None
        self.steps: list[BareStep] = []
        self._messages = list(answers.events)
        self._given: dict[str, Answer] = {}
        self._repeats: Counter[str] = Counter()

    def go(self) -> None:
        """Move until the end, or until nothing can move."""
        self._note(start(self.program, self.host, message=self._start_message()))
        for _ in range(MOST_MOVES):
            if len(self.steps) > MOST_ELEMENTS:
                break
            if not (self._complete_task() or self._deliver_message() or self._fire_timer()):
                return
        raise EngineFault(
            f"Dừng sau {len(self.steps)} phần tử mà chưa tới kết thúc; "
            "cho câu trả lời dẫn ra khỏi vòng lặp"
        )

    @property
    def _last(self) -> Advance:
        if self.advance is None:
            raise EngineFault("Quy trình chưa bắt đầu")
        return self.advance

    def waiting_for(self) -> tuple[str, ...]:
        """Return what would have to happen outside for the run to go on."""
        if self.advance is None or self.advance.finished:
            return ()
        tasks = [
            f"câu trả lời khác cho việc {task.element.id}, đã mở lại {MOST_REPEATS} lần"
            if self._repeats[task.element.id] >= MOST_REPEATS
            else f"việc {task.element.id}"
            for task in self.advance.open_tasks
        ]
        waits = [f"tin {wait.name} ở {wait.element_id}" for wait in self.advance.waits]
        return (*tasks, *waits)

    def _start_message(self) -> str:
        """Return the message to start by: the one given, or the first where nothing else starts."""
        definition = self.program.definitions[self.program.process_id]
        plain = any(
            element.tag == "startEvent" and not element.event and not element.scope_id
            for element in definition.elements.values()
        )
        first = "" if plain else next(iter(definition.start_messages), "")
        return self.answers.start or first

    def _note(self, advance: Advance) -> None:
        self.advance = advance
        for passed in advance.passed:
            elements = self.program.definitions[passed.process_id].elements
            element = elements.get(passed.element_id)
            self.steps.append(BareStep(self.host.moment, passed, element.tag if element else ""))
        self._messages += [thrown.name for thrown in advance.thrown]

    def _complete_task(self) -> bool:
        for task in self._last.open_tasks:
            answer = self._answer_to(task)
            if not isinstance(answer, Mapping) or self._repeats[task.element.id] >= MOST_REPEATS:
                continue
            self._repeats[task.element.id] += 1
            self.host.write(task.activation.id, answer)
            self._note(complete(self.program, self._last.state, task.id, self.host))
            return True
        return False

    def _answer_to(self, task: OpenTask) -> Answer:
        """Return the answer to one opening of a task; it stays the same while the task is open."""
        if task.id not in self._given:
            if self.answers.has_new(task.element.id):
                self._repeats.clear()
            answer = self.answers.take(task.element.id)
            unanswered: Answer = WAIT if self.strict else {}
            self._given[task.id] = unanswered if answer is None else answer
        return self._given[task.id]

    def _deliver_message(self) -> bool:
        for name in self._messages:
            for wait in self._last.waits:
                if wait.name == name:
                    self._messages.remove(name)
                    self._repeats.clear()
                    self._note(deliver(self.program, self._last.state, wait.id, self.host))
                    return True
        return False

    def _fire_timer(self) -> bool:
        if not self._last.timers:
            return False
        due = min(timer.due_at for timer in self._last.timers)
        self.host.moment = max(self.host.moment, due)
        self._repeats.clear()
        self._note(fire_timers(self.program, self._last.state, self.host))
        return True
