"""Where a bare diagram finds the processes it calls and the tables it asks: in folders, by id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.decision_tables import DecisionTable, read_table
from app.diagrams import read_diagram
from app.domain.diagrams import Definition, Diagram
from app.errors import DiagramRefused

# An id out of a stranger's file becomes part of a path: letters, digits, `_`, `.`, `-` only.
_SAFE = re.compile(r"\w[\w.-]{0,199}")
MOST_BYTES = 10 * 1024 * 1024


class Library:
    """Folders searched in order, for `<id>.bpmn`, `<id>/<id>.bpmn` and `<id>.dmn`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def process(self, process_id: str) -> Definition | None:
        """Return a process by id; raises DiagramRefused when its file is broken."""
        data = self._read(process_id, ".bpmn")
        return None if data is None else read_diagram(data).definitions.get(process_id)

    def table(self, table_id: str) -> DecisionTable | None:
        """Return a decision table by id; raises DiagramRefused when its file is broken."""
        data = self._read(table_id, ".dmn")
        return None if data is None else read_table(data)

    def _read(self, name: str, ending: str) -> bytes | None:
        if not _SAFE.fullmatch(name):
            return None
        for folder in self._folders:
            for path in (folder / (name + ending), folder / name / (name + ending)):
                if path.is_file() and path.stat().st_size <= MOST_BYTES:
                    return path.read_bytes()
            for path in sorted(folder.glob(f"*/{name}{ending}")) if ending == ".dmn" else ():
                return path.read_bytes()
        return None


def with_called(diagram: Diagram, library: Library) -> dict[str, Definition]:
    """Return the processes of a file and all they call, as far as the library has them.

    A called file that is broken counts as absent: the engine's gate then names the call.
    """
    found = dict(diagram.definitions)
    waiting = [name for definition in found.values() for name in definition.calls()]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            called = library.process(name)
        except DiagramRefused:
            continue
        if called is not None:
            found[name] = called
            waiting.extend(called.calls())
    return found
