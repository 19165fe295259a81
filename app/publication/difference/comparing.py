"""Two file sets of one process beside each other: sentences in the order of the page, and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.diagrams import draw
from app.domain.diagrams import Definition, Diagram, DiagramMarks, Mark
from app.domain.views.processes import Change, ChangeLine, ChangeTopic
from app.publication.difference.clauses import grounds
from app.publication.difference.elements import Roles, steps
from app.publication.difference.flows import ways
from app.publication.difference.forms import questions
from app.publication.difference.tables import rows
from app.publication.file_set import FileSet, files_of_process, name_of
from app.publication.parsed import diagram_of, form_of, table_of

_MARKS = {Change.ADDED: Mark.ADDED, Change.REMOVED: Mark.REMOVED, Change.CHANGED: Mark.CHANGED}


@dataclass(frozen=True)
class Difference:
    """The sentences, and one picture of each side; a side that does not read has none."""

    lines: tuple[ChangeLine, ...]
    picture_before: str
    picture_after: str


def compare(
    before: FileSet,
    after: FileSet,
    process_id: str,
    roles: Roles,
    clauses: Mapping[str, str] | None = None,
) -> Difference:
    """Return what differs; sides that do not read as diagrams are compared by their files alone."""
    old, new = _diagram(before, process_id), _diagram(after, process_id)
    found: list[ChangeLine] = []
    if old and new:
        found += _drawn(old.main, new.main, roles, clauses or {})
    found += _parts(before, after, process_id)
    order = list(ChangeTopic)
    lines = tuple(sorted(dict.fromkeys(found), key=lambda line: order.index(line.topic)))
    return Difference(
        lines,
        _picture(old, lines, Change.REMOVED) if old else "",
        _picture(new, lines, Change.ADDED) if new else "",
    )


def _diagram(files: FileSet, process_id: str) -> Diagram | None:
    one = files.get(name_of("process", process_id))
    return diagram_of(one.content) if one else None


def _drawn(
    old: Definition, new: Definition, roles: Roles, clauses: Mapping[str, str]
) -> Iterator[ChangeLine]:
    if old.name != new.name:
        sentence = f"Tên quy trình đổi từ “{old.name}” thành “{new.name}”"
        yield ChangeLine(ChangeTopic.WORDS, Change.CHANGED, sentence)
    yield from steps(old, new, roles)
    yield from ways(old, new)
    yield from grounds(old, new, clauses)


def _parts(before: FileSet, after: FileSet, process_id: str) -> Iterator[ChangeLine]:
    names = {*files_of_process(before, process_id), *files_of_process(after, process_id)}
    for name in sorted(names - {name_of("process", process_id)}):
        old, new = before.get(name), after.get(name)
        if old and new and old.content == new.content:
            continue
        told = [*_part(name, old.content if old else b"", new.content if new else b"")]
        yield from told or [_unread(name, bool(old), bool(new))]


def _part(name: str, old: bytes, new: bytes) -> Iterator[ChangeLine]:
    kind, _, key = name.partition(":")
    if kind == "form":
        yield from questions(form_of(old) if old else None, form_of(new) if new else None, key)
    else:
        yield from rows(table_of(old) if old else None, table_of(new) if new else None, key)


def _unread(name: str, there_before: bool, there_after: bool) -> ChangeLine:
    """Return the line of a file that changed in a way no sentence says, or does not read."""
    kind, _, key = name.partition(":")
    topic = ChangeTopic.FORM if kind == "form" else ChangeTopic.TABLE
    if there_before and there_after:
        return ChangeLine(topic, Change.CHANGED, f"Tệp {key} đổi cách viết hoặc cách trình bày")
    did, change = ("Thêm", Change.ADDED) if there_after else ("Bỏ", Change.REMOVED)
    return ChangeLine(topic, change, f"{did} tệp {key}")


def _picture(diagram: Diagram, lines: tuple[ChangeLine, ...], side: Change) -> str:
    """Draw one side with what changed on it; numbers lead from the picture to the sentences."""
    states: dict[str, Mark] = {}
    order: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        known = line.element_id in diagram.main.elements
        if known and line.change in (side, Change.CHANGED):
            # What is new or gone outweighs how it also changed.
            if states.get(line.element_id) in (None, Mark.CHANGED):
                states[line.element_id] = _MARKS[line.change]
            order.setdefault(line.element_id, number)
    return draw(diagram.tree, _marks(states, order, diagram), diagram.main_id)


def _marks(states: Mapping[str, Mark], order: Mapping[str, int], diagram: Diagram) -> DiagramMarks:
    return DiagramMarks(states=states, order=order, title=diagram.main.name)
