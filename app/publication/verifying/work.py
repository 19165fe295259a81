"""What one verification computes: the process itself and every judged process that calls it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from app.domain.diagrams import Definition, Severity
from app.domain.verified import JudgedRule, PathStep, Shown, Stretch, Verified, VerifiedProcess
from app.publication.file_set import FileSet
from app.publication.parsed import diagram_of, form_of, table_of
from app.verification.clause_check import ClauseCheck, verify_by_rules, with_path
from app.verification.process_check import Found
from app.verification.rules import RuleFile, read_rules
from app.verification.rules.rule_file import DOCUMENT
from app.verification.states.explore import Limits
from app.verification.states.routes import RouteStep
from app.verification.states.sources import Sources

STATES = 200_000
Progress = Callable[[str, int, int, int], None]
"""Told the name of a process, its number, of how many, and the states seen so far."""


class Work:
    """One verification; `seconds` of processor time are for exploring: each process, or all.

    `together` gives them to all processes as one; small ones come first, so that a large one does
    not leave them without.
    """

    def __init__(
        self,
        files: FileSet,
        rules: Iterable[bytes],
        seconds: float,
        *,
        together: bool = False,
        progress: Progress = lambda *_told: None,
    ) -> None:
        self._rules = [read_rules(data) for data in rules]
        self._seconds, self._together, self._progress = seconds, together, progress
        self._definitions = _definitions(files)
        forms = (form_of(one.content) for one in files.values() if one.kind == "form")
        tables = (table_of(one.content) for one in files.values() if one.kind == "decision")
        self._forms = {form.id: form for form in forms if form}
        self._tables = {table.id: table for table in tables if table}

    def done(self, digest: str, process_id: str) -> Verified:
        """Return what is found; raises DiagramRefused for what the engine's gate refuses."""
        return self._found(digest, self.roots(process_id))

    def every(self, digest: str) -> Verified:
        """Return what is found of all processes, each once; raises DiagramRefused."""
        return self._found(digest, sorted(self._definitions))

    def _found(self, digest: str, roots: list[str]) -> Verified:
        found: list[VerifiedProcess] = []
        for number, root in enumerate(roots, 1):
            spent = sum(one.seconds for one in found) if self._together else 0.0
            found.append(self._process(root, number, len(roots), max(0.0, self._seconds - spent)))
        return Verified(digest, tuple(found), self._seconds)

    def roots(self, process_id: str) -> list[str]:
        """Return the process itself and every judged process that calls it, small ones first."""
        judged = {one for file in self._rules for rule in file.rules for one in rule.on}
        callers = [one for one in sorted(judged & set(self._definitions)) if one != process_id]
        below = (root for root in callers if process_id in self._called_below(root))
        return [process_id, *sorted(below, key=self._size)]

    def _size(self, root: str) -> int:
        """Return how much is drawn in a process and in all that it calls."""
        below = {root, *self._called_below(root)} & self._definitions.keys()
        return sum(len(self._definitions[one].elements) for one in below)

    def _called_below(self, root: str) -> set[str]:
        found: set[str] = set()
        ahead = [root]
        while ahead:
            here = self._definitions.get(ahead.pop())
            called = set(here.calls()) - found if here else set()
            found |= called
            ahead += called
        return found

    def _process(self, root: str, number: int, total: int, seconds: float) -> VerifiedProcess:
        drawn = self._definitions.get(root)
        name = drawn.name if drawn else root
        self._progress(name, number, total, 0)
        limits = Limits(
            states=STATES,
            seconds=seconds,
            progress=lambda states: self._progress(name, number, total, states),
            clock=time.process_time,
        )
        sources = Sources(root, self._definitions, self._forms, self._tables)
        checked = verify_by_rules(sources, self._rules, limits)
        return VerifiedProcess(
            process_id=root,
            name=name,
            states=checked.verification.states,
            seconds=round(checked.verification.seconds, 2),
            cut=_cut(checked),
            rules=tuple(
                JudgedRule(v.rule.id, v.rule.sentence, v.rule.clauses, v.standing.value)
                for v in checked.verdicts
            ),
            shown=tuple(self._shown(root, one) for one in checked.found if not _unseen(one)),
        )

    def _shown(self, root: str, found: Found) -> Shown:
        papers = _papers(self._rules) - {root}
        steps = tuple(_told(step, self._definitions, papers) for step in found.route)
        return Shown(with_path(found), steps, found.turned)


def _definitions(files: FileSet) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for one in files.values():
        diagram = diagram_of(one.content) if one.kind == "process" else None
        found |= diagram.definitions if diagram else {}
    return found


def _cut(checked: ClauseCheck) -> str:
    graph = checked.verification.graph
    return graph.cut if graph is not None else "size"


def _unseen(found: Found) -> bool:
    """Tell whether a finding says no more than that exploring was cut: the limit's own says it."""
    finding = found.finding
    by_rule, warns = finding.rule.startswith("clause-"), finding.severity is Severity.WARNING
    return by_rule and warns and not found.route


def _papers(rules: Iterable[RuleFile]) -> frozenset[str]:
    """Return the processes that issue a paper: rules of the scope document are judged on them."""
    return frozenset(
        one for file in rules for rule in file.rules if rule.scope == DOCUMENT for one in rule.on
    )


def _told(
    step: RouteStep, definitions: Mapping[str, Definition], papers: frozenset[str]
) -> PathStep:
    inside = step.at[0] in papers and bool(step.calls)
    return PathStep(
        sentence=step.sentence,
        document=step.calls[-1] if inside else "",
        call=step.around[-1] if inside else ("", ""),
        stretches=tuple(_stretches(step, definitions)),
        tokens=step.tokens,
    )


def _stretches(step: RouteStep, definitions: Mapping[str, Definition]) -> Iterator[Stretch]:
    """Yield the parts of a step by diagram; a flow belongs where its source has just been passed.

    Ids of flows are of one file: two files may use the same.
    """
    for process_id, places in groupby(step.elements or (step.at,), key=lambda place: place[0]):
        elements = tuple(element for _process, element in places)
        drawn = definitions[process_id].elements
        flows = (flow for flow in dict.fromkeys(step.flows) if flow in drawn)
        yield Stretch(
            process_id, elements, tuple(one for one in flows if drawn[one].source in elements)
        )
