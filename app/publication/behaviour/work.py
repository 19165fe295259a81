"""What one comparison computes: the process itself, and the rules of all processes calling it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from functools import cached_property

from app.domain.behaviour import BehaviourChange, BehaviourLine
from app.domain.diagrams import Definition
from app.errors import DiagramRefused
from app.publication.file_set import FileSet
from app.publication.parsed import diagram_of, form_of, table_of
from app.verification.order import MOST_VERDICTS, compare_behaviour, compare_verdicts
from app.verification.rules import RuleFile, read_rules
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources

STATES = 200_000
SECONDS = 30.0


class Side:
    """One set of files, read."""

    def __init__(self, files: FileSet) -> None:
        self._files = files
        forms = (form_of(one.content) for one in files.values() if one.kind == "form")
        tables = (table_of(one.content) for one in files.values() if one.kind == "decision")
        self._forms = {form.id: form for form in forms if form}
        self._tables = {table.id: table for table in tables if table}

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Every process that is drawn, and reads."""
        found: dict[str, Definition] = {}
        for one in self._files.values():
            diagram = diagram_of(one.content) if one.kind == "process" else None
            found |= diagram.definitions if diagram else {}
        return found

    def sources(self, process_id: str) -> Sources:
        """Return what is verified of one process."""
        return Sources(process_id, self.definitions, self._forms, self._tables)

    def calls(self, root: str, process_id: str) -> bool:
        """Tell whether a process calls another, however deep."""
        found: set[str] = set()
        ahead = [root]
        while ahead:
            here = self.definitions.get(ahead.pop())
            called = set(here.calls()) - found if here else set()
            found |= called
            ahead += called
        return process_id in found


def behaviour_between(
    before: FileSet, after: FileSet, process_id: str, rules: Iterable[bytes]
) -> BehaviourChange:
    """Return what the second set of files does otherwise; nothing where one does not run."""
    read = [read_rules(data) for data in rules]
    old, new = Side(before), Side(after)
    if process_id not in old.definitions or process_id not in new.definitions:
        return BehaviourChange(undecided="một bên không có sơ đồ đọc được")
    try:
        return _compared(old, new, process_id, read)
    except DiagramRefused as refused:
        return BehaviourChange(undecided=f"máy chạy chưa nhận một bên: {refused.message}")


def _compared(old: Side, new: Side, process_id: str, rules: list[RuleFile]) -> BehaviourChange:
    limits = Limits(states=STATES, seconds=SECONDS, clock=time.process_time)
    own = compare_behaviour(old.sources(process_id), new.sources(process_id), rules, limits)
    found: list[BehaviourLine] = []
    for caller in _callers(old, new, process_id, rules):
        found += compare_verdicts(old.sources(caller), new.sources(caller), rules, limits)
    told = {line.sentence: line for line in own.lines}
    further = [line for line in found if line.sentence not in told]
    more = own.more or len(further) > MOST_VERDICTS
    return BehaviourChange((*further[:MOST_VERDICTS], *own.lines), more, own.undecided)


def _callers(old: Side, new: Side, process_id: str, rules: Iterable[RuleFile]) -> list[str]:
    """Return every judged process of both sides that calls the process, however deep."""
    judged = {one for file in rules for rule in file.rules for one in rule.on} - {process_id}
    there = sorted(judged & set(old.definitions) & set(new.definitions))
    return [one for one in there if any(side.calls(one, process_id) for side in (old, new))]
