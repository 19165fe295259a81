"""One release, ready to run: compiled programs, forms, tables and the names each process owns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from app.decision_tables import DecisionTable, read_table
from app.diagrams.reader import read_diagram
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.engine import Program, compile_program
from app.errors import NotFound
from app.store.releases import Artifact
from app.task_forms import own_names, read_form


@dataclass(frozen=True)
class Catalogue:
    """Everything a release fixes; immutable, shared by all threads."""

    release_id: str
    programs: Mapping[str, Program]
    definitions: Mapping[str, Definition]
    forms: Mapping[str, Form]
    tables: Mapping[str, DecisionTable]
    versions: Mapping[str, str]
    sources: Mapping[str, bytes]
    own_names: Mapping[str, Mapping[str, str]]

    def program(self, process_id: str) -> Program:
        """Return the program of a process; NotFound when the release does not have it."""
        if process_id not in self.programs:
            raise NotFound(f"Quy trình “{process_id}” chưa được công bố")
        return self.programs[process_id]

    def process_name(self, process_id: str) -> str:
        """Return what readers call a process; its id where it has no name."""
        drawn = self.definitions.get(process_id)
        return (drawn.name if drawn else "") or process_id

    def form(self, form_id: str) -> Form:
        """Return a form; NotFound when the release does not have it."""
        if form_id not in self.forms:
            raise NotFound(f"Biểu “{form_id}” chưa được công bố")
        return self.forms[form_id]

    def start_of(self, message: str) -> str:
        """Return the process that a message starts, or an empty text."""
        for process_id, definition in self.definitions.items():
            if message in definition.start_messages:
                return process_id
        return ""


def build_catalogue(release_id: str, artifacts: Iterable[Artifact]) -> Catalogue:
    """Compile the artifacts of a release once; raises DiagramRefused on a broken one."""
    return _built(release_id, tuple(artifacts))


# Several services of one process, such as a rehearsal's beside the real ones, share what is alike.
@lru_cache(maxsize=8)
def _built(release_id: str, kept: tuple[Artifact, ...]) -> Catalogue:
    processes = [a for a in kept if a.kind == "process"]
    definitions: dict[str, Definition] = {}
    for artifact in processes:
        # Further pools of a file are drawn for the reader; only its main process runs.
        diagram = read_diagram(artifact.content)
        definitions[diagram.main_id] = diagram.main
    forms = {a.key: read_form(a.content) for a in kept if a.kind == "form"}
    return Catalogue(
        release_id=release_id,
        programs={pid: compile_program(definitions, pid) for pid in definitions},
        definitions=MappingProxyType(definitions),
        forms=MappingProxyType(forms),
        tables={a.key: read_table(a.content) for a in kept if a.kind == "decision"},
        versions={f"{a.kind}:{a.key}": a.id for a in kept},
        sources={a.key: a.content for a in processes},
        own_names={pid: own_names(d, forms) for pid, d in definitions.items()},
    )
