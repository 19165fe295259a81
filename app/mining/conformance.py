"""The recorded words of a run judged by the rules of the clauses, with the automata of the proofs.

The proof asks of every possible way; here there is one way, as it was. What the record does not
tell is read both ways: a rule is broken only where every reading breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.views.conformance import Kept, RuleHistory
from app.mining.words import Happening
from app.verification.rules import Atom, Rule, RuleFile
from app.verification.rules.automata import (
    ASLEEP,
    BAD,
    RESET,
    Automaton,
    automaton,
    step_in_scope,
)
from app.verification.rules.product import readings_of
from app.verification.rules.rule_file import CASE, DOCUMENT, STRUCTURAL
from app.verification.rules.spelling import Letter
from app.verification.states.graph import EventKind

BROKEN = "bước này trái quy tắc"
RUNNING = "hồ sơ đang chạy, điều quy tắc đòi hỏi còn có thể diễn ra"
ENDED = "đã kết thúc mà chưa có điều quy tắc đòi hỏi"
UNTOLD = "bản ghi không cho biết giá trị ở bước"
DESTROYED = "nội dung chi tiết của bản ghi đã được tiêu hủy theo thời hạn"
# What is about the drawing, or about all ways at once, has no history.
OF_THE_DRAWING = STRUCTURAL | {"reachable"}
Parts = Sequence[tuple[str, Atom]]


@dataclass(frozen=True)
class Course:
    """What happened in one activation of a process, everything that it called included.

    Of a torn one the record no longer tells everything.
    """

    activation_id: str
    run_id: str
    happened: Sequence[Happening]
    ended: bool
    is_torn: bool = False

    def place(self, happening: Happening) -> tuple[str, ...]:
        """Return the calls from this activation on to a happening, and its element."""
        depth = happening.within.index(self.activation_id)
        return (*happening.calls[depth:], happening.element_id)


def course_of(
    run_id: str, words: Iterable[Happening], activation_id: str, *, ended: bool, is_torn: bool
) -> Course:
    """Return the part of a run's words that belongs to an activation."""
    happened = [one for one in words if activation_id in one.within]
    return Course(activation_id, run_id, happened, ended, is_torn)


def judge_course(file: RuleFile, process_id: str, course: Course) -> Iterator[RuleHistory]:
    """Yield how each rule of a process stands in a course of it."""
    for rule in file.of(process_id):
        if rule.pattern not in OF_THE_DRAWING:
            yield _hearing(file, rule, course).verdict()


def worst(histories: Iterable[RuleHistory]) -> tuple[RuleHistory, ...]:
    """Return one history a rule, the worst of its courses; the broken first."""
    found: dict[str, RuleHistory] = {}
    for one in histories:
        known = found.get(one.rule_id)
        if known is None or _weight(one) > _weight(known):
            found[one.rule_id] = one
    return tuple(sorted(found.values(), key=_weight, reverse=True))


def _weight(one: RuleHistory) -> tuple[int, bool]:
    return list(Kept).index(one.standing), one.applied


@dataclass
class _Hearing:
    """One rule on its way through a course."""

    rule: Rule
    machine: Automaton
    course: Course
    parts: Parts
    states: set[int]
    applied: bool = False
    doubtful: Happening | None = None
    untold: list[str] = field(default_factory=list)

    def verdict(self) -> RuleHistory:
        """Read the course to its end, or to where every reading breaks the rule."""
        if self.course.is_torn:
            return self._found(Kept.UNDECIDED, DESTROYED, None)
        for one in self.course.happened:
            letter = self._letter(one)
            if letter.certain or letter.possible:
                self._hear(letter, one)
            if self.states == {BAD}:
                return self._found(Kept.VIOLATED, BROKEN, one)
        return self._at_the_end()

    def _hear(self, letter: Letter, one: Happening) -> None:
        self.applied |= self.machine.occasion in (*letter.certain, *letter.possible, "")
        readings = [symbols for symbols, _sure in readings_of(letter)]
        self.states = {
            step_in_scope(self.machine, state, symbols)
            for state in self.states
            for symbols in readings
        }
        if BAD in self.states and self.doubtful is None:
            self.doubtful = one

    def _letter(self, one: Happening) -> Letter:
        """Return what a happening is to the rule; what cannot be told goes to `untold`."""
        certain, possible = set(), set()
        for symbol, atom in self.parts:
            if not _is_there(atom, self.course, one):
                continue
            answer = one.holds(atom.where) if atom.where else True
            # When a step was reached is not in the record, only that it was passed.
            if answer is None or atom.kind is EventKind.ENTERED:
                possible.add(symbol)
                self.untold.append(f"“{one.label}”")
            elif answer:
                certain.add(symbol)
        return Letter(frozenset(certain), frozenset(possible - certain))

    def _at_the_end(self) -> RuleHistory:
        fit = {ASLEEP, *self.machine.accepting}
        unfit = self.states - fit - {BAD}
        last = self.course.happened[-1] if self.course.happened else None
        if self.course.ended and not self.states & fit:
            return self._found(Kept.VIOLATED, ENDED, last)
        if BAD in self.states or (unfit and self.course.ended):
            told = ", ".join(dict.fromkeys(self.untold))
            return self._found(Kept.UNDECIDED, f"{UNTOLD} {told}", self.doubtful or last)
        if unfit:
            return self._found(Kept.UNDECIDED, RUNNING, last)
        return self._found(Kept.KEPT, "", None)

    def _found(self, standing: Kept, reason: str, at: Happening | None) -> RuleHistory:
        return RuleHistory(
            rule_id=self.rule.id,
            sentence=self.rule.sentence,
            clauses=self.rule.clauses,
            standing=standing,
            applied=self.applied,
            reason=reason,
            row=f"{self.course.run_id}-{at.row}" if at else "",
            at=at.at if at else None,
        )


def _hearing(file: RuleFile, rule: Rule, course: Course) -> _Hearing:
    machine = automaton(rule.pattern, rule.n)
    assert machine is not None, rule.pattern  # noqa: S101 every pattern is one or the other
    reset = None if rule.scope in (CASE, DOCUMENT) else file.scopes[rule.scope]
    parts = [(symbol, atom) for symbol, part in rule.atoms.items() for atom in part]
    parts += [(RESET, reset)] if reset else []
    start = machine.start if reset is None else ASLEEP
    return _Hearing(rule, machine, course, parts, {start})


def _is_there(atom: Atom, course: Course, one: Happening) -> bool:
    if atom.issued:
        return bool(atom.issued & one.issued)
    return course.place(one)[-len(atom.place) :] == atom.place
