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
from tests.verification.edits.reshaping import Reshaping
from tests.verification.redrawing import Redrawing

HERE = Path(__file__).parent
CASE = "p01_art4_case"
# What the case calls is judged in the case: its clauses speak of the whole way.
ALONE = frozenset(
    {
        "p01e_extension",
        "p01w_clock_watch",
        "p02_emergency_action",
        "s01_issue_document",
        "s02_superior_acknowledge",
        "s03_coordination_opinions",
        "s03a_one_opinion",
        "p01b1_member_sheet",
        "p08a_legal_opinion",
        "p08_legal_risk",
    }
)
SECONDS = 120
# How many states are explored at first, and at most.
SOON, STATES = 4_000, 200_000


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
    def roots(self) -> tuple[str, ...]:
        """The processes that are verified, in order: its own, then the case that calls it."""
        return tuple(dict.fromkeys((self.file, self.file if self.file in ALONE else CASE)))


MADE: Mapping[str, Callable[..., Redrawing]] = {
    "bypass": Reshaping.bypass,
    "drop": Reshaping.remove,
    "lead": Reshaping.lead,
    "swap": Reshaping.swap,
    "when": lambda drawn, source, target, *text: drawn.condition(source, target, " ".join(text)),
    "role": lambda drawn, node, roles: drawn.set(node, "candidateGroups", roles, camunda=True),
    "cut": lambda drawn, node: drawn.set(node, "cancelActivity", "true"),
    "keep": lambda drawn, node: drawn.set(node, "cancelActivity", "false"),
    "apart": lambda drawn, node: drawn.strip(node, "property", name="separateFrom"),
    "name": lambda drawn, node, *text: drawn.set(node, "name", " ".join(text)),
    "every": lambda drawn, node, *text: drawn.time(node, " ".join(text)),
    "due": lambda drawn, node, *text: drawn.term(node, " ".join(text)),
    "negate": Reshaping.negate,
    "unlink": Reshaping.unlink,
    "exchange": Reshaping.exchange,
    "optional": Reshaping.optional,
    "way_out": Reshaping.way_out,
    "kind": Reshaping.kind,
    "input": Reshaping.input,
    "no_output": Reshaping.without_output,
    "no_property": Reshaping.without_property,
    "once": Reshaping.once,
    "event": Reshaping.event,
    "bare": Reshaping.bare,
    "form": lambda drawn, node, form: drawn.set(node, "formRef", form, camunda=True),
    "topic": lambda drawn, node, topic: drawn.set(node, "topic", topic, camunda=True),
    "table": lambda drawn, node, table: drawn.set(node, "decisionRef", table, camunda=True),
    "call": lambda drawn, node, process: drawn.set(node, "calledElement", process),
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


def edited(edit: Edit) -> bytes:
    """Return the file of an edit, with the edit made and tidied."""
    verb, *arguments = edit.words
    return MADE[verb](Reshaping(shipped()[edit.file]), *arguments).tidy().data


def found_in(edit: Edit) -> tuple[Found, ...]:
    """Make the edit and return what is found; what the engine's gate refuses is found as well.

    Once a rule meant for it has found an edit, it is looked into no further; most are found early.
    """
    found: tuple[Found, ...] = ()
    try:
        definitions = {**drawn_as_shipped(), **read_diagram(edited(edit)).definitions}
        for root in edit.roots:
            sources = Sources(root, definitions, forms(), tables())
            for states in (SOON, STATES) if edit.expected else (STATES,):
                here = verify_by_rules(sources, rule_files(), Limits(states, SECONDS)).found
                if edit.expected & names_of(here):
                    return (*found, *here)
            found += here
    except DiagramRefused as refused:
        return tuple(Found(finding) for finding in refused.findings)
    return found


def names_of(found: tuple[Found, ...]) -> set[str]:
    """Return the rules that were found, clause rules by their own id."""
    return {one.finding.rule.removeprefix("clause-") for one in found}
