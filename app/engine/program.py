"""A compiled process: its specifications and everything it calls, never changed once made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.diagrams import Definition
from app.engine import gate
from app.engine.drawing import Drawing
from app.engine.drawing_reader import read_drawing
from app.engine.parser import DiagramParser
from app.errors import DiagramRefused


@dataclass(frozen=True)
class Program:
    """What runs instances of one process; shareable between threads, keep one for each version."""

    process_id: str
    definitions: Mapping[str, Definition]
    specs: Mapping[str, Any] = field(repr=False)

    @property
    def main(self) -> Any:
        """The specification of the process itself."""
        return self.specs[self.process_id]


def compile_program(definitions: Mapping[str, Definition], process_id: str) -> Program:
    """Compile a process and all it calls; raises DiagramRefused with everything that cannot run.

    `definitions` holds the process and those it calls, directly or not; others in it are ignored.
    """
    drawings = {d.process_id: d for d in _needed(definitions, process_id)}
    findings = gate.check(drawings, process_id)
    if findings:
        raise DiagramRefused(findings)
    parser = DiagramParser()
    for drawing in drawings.values():
        parser.add_drawing(drawing)
    kept = {name: definitions[name] for name in drawings}
    return Program(process_id, kept, parser.specs())


def _needed(definitions: Mapping[str, Definition], process_id: str) -> Iterable[Drawing]:
    """Yield the drawings of a process and all it calls, each once."""
    seen, pending = {process_id}, [process_id]
    while pending:
        name = pending.pop(0)
        if name not in definitions:
            continue
        drawing = read_drawing(definitions[name])
        yield drawing
        called = [node.called for node in drawing.tagged("callActivity")]
        pending.extend(c for c in dict.fromkeys(called) if c not in seen)
        seen.update(called)
