"""Written edits made: a shipped diagram is changed and the shelf verified with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.config import ROOT
from app.decision_tables import DecisionTable, read_table
from app.diagrams import read_diagram
from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.errors import DiagramRefused
from app.task_forms import read_form
from app.verification.clause_check import verify_by_rules
from app.verification.process_check import Found
from app.verification.rules import RuleFile, read_rules
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.verification.redrawing import Redrawing

HERE = Path(__file__).parent
CASE = "p01_art4_case"
# What the case calls is judged in the case: its clauses speak of the whole way.
ALONE = frozenset(
    {
        "p01e_extension",
        "p02_emergency_action",
        "s01_issue_document",
        "s02_superior_acknowledge",
        "s03a_one_opinion",
        "p01b1_member_sheet",
        "p08a_legal_opinion",
        "p08_legal_risk",
    }
)
SECONDS = 120


@dataclass(frozen=True)
class Edit:
    """One edit of one file; `expected` are rules of which one must be found."""

    file: str
    words: tuple[str, ...]
    expected: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The edit as a test names it."""
        return f"{self.file} {' '.join(self.words)}"

    @property
    def root(self) -> str:
        """The process that is verified."""
        return self.file if self.file in ALONE else CASE


MADE: Mapping[str, Callable[..., Redrawing]] = {
    "bypass": Redrawing.bypass,
    "drop": Redrawing.remove,
    "lead": Redrawing.lead,
    "swap": Redrawing.swap,
    "when": lambda drawn, source, target, *text: drawn.condition(source, target, " ".join(text)),
    "role": lambda drawn, node, roles: drawn.set(node, "candidateGroups", roles, camunda=True),
    "cut": lambda drawn, node: drawn.set(node, "cancelActivity", "true"),
    "apart": lambda drawn, node: drawn.strip(node, "property", name="separateFrom"),
    "name": lambda drawn, node, *text: drawn.set(node, "name", " ".join(text)),
    "every": lambda drawn, node, *text: drawn.time(node, " ".join(text)),
}


def edits(file_name: str) -> list[Edit]:
    """Return the edits of a list."""
    found = []
    for line in (HERE / file_name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            file, words, *expected = (part.strip() for part in line.split("|"))
            found.append(Edit(file, tuple(words.split()), frozenset(" ".join(expected).split())))
    return found


@cache
def shipped() -> dict[str, bytes]:
    """Return the shipped diagrams by the name of their file."""
    return {path.stem: path.read_bytes() for path in (ROOT / "workflows").glob("*/*.bpmn")}


@cache
def drawn_as_shipped() -> dict[str, Definition]:
    """Return the shipped processes."""
    found: dict[str, Definition] = {}
    for data in shipped().values():
        found |= read_diagram(data).definitions
    return found


@cache
def forms() -> dict[str, Form]:
    """Return the shipped forms."""
    found = (read_form(path.read_bytes()) for path in (ROOT / "forms").glob("*/*.form"))
    return {form.id: form for form in found}


@cache
def tables() -> dict[str, DecisionTable]:
    """Return the shipped decision tables."""
    found = (read_table(path.read_bytes()) for path in (ROOT / "workflows").glob("*/*.dmn"))
    return {table.id: table for table in found}


@cache
def rule_files() -> tuple[RuleFile, ...]:
    """Return the shipped rules."""
    return tuple(
        read_rules(path.read_bytes()) for path in sorted((ROOT / "workflows/rules").glob("*.toml"))
    )


def found_in(edit: Edit) -> tuple[Found, ...]:
    """Make the edit and return what is found; what the engine's gate refuses is found as well."""
    verb, *arguments = edit.words
    data = MADE[verb](Redrawing(shipped()[edit.file]), *arguments).tidy().data
    try:
        definitions = {**drawn_as_shipped(), **read_diagram(data).definitions}
        sources = Sources(edit.root, definitions, forms(), tables())
        return verify_by_rules(sources, rule_files(), Limits(seconds=SECONDS)).found
    except DiagramRefused as refused:
        return tuple(Found(finding) for finding in refused.findings)


def names_of(found: tuple[Found, ...]) -> set[str]:
    """Return the rules that were found, clause rules by their own id."""
    return {one.finding.rule.removeprefix("clause-") for one in found}
