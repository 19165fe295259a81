"""An edit met with everything that a publication asks: rules, gate, proofs, then every way through.

What is cheap is asked first, and an edit that is refused is asked no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from app.config import ROOT, Settings
from app.diagrams import read_diagram
from app.domain.diagrams import Definition, Finding
from app.engine import compile_program
from app.engine.net_compiler import compile_net
from app.errors import DiagramRefused
from app.publication.checking import callers_of, check_process, errors_in
from app.publication.surroundings import Surroundings
from app.steps.bare.publication import standing_context
from app.store.releases import NewArtifact
from app.verification.clause_check import verify_by_rules
from app.verification.rules import Standing
from app.verification.rules.drawing import judge_drawing
from app.verification.rules.rule_file import STRUCTURAL
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.verification.edits.making import (
    CASE,
    SECONDS,
    SOON,
    STATES,
    Edit,
    drawn_as_shipped,
    edited,
    forms,
    rule_files,
    tables,
)


def refused_by(edit: Edit) -> frozenset[str]:
    """Return the rules that refuse an edit, of the first check that does; none let it through."""
    data = edited(edit)
    return next((rules for rules in _refusals(edit.file, data) if rules), frozenset())


def _refusals(file: str, data: bytes) -> Iterator[frozenset[str]]:
    files = {**_folder(), f"process:{file}": NewArtifact("process", file, f"{file}.bpmn", data)}
    yield _rules(check_process(files, (), file, _surroundings()))
    definitions = {**drawn_as_shipped(), **read_diagram(data).definitions}
    judged = {root for rules in rule_files() for rule in rules.rules for root in rule.on}
    roots = {file, *judged.intersection(callers_of(definitions, file))}
    for root in sorted(roots):
        yield _refused_as_drawn(definitions, root)
    for root in sorted(roots, key=lambda root: (root == CASE, root != file, root)):
        yield from _refused_on_some_way(Sources(root, definitions, forms(), tables()))


def _refused_as_drawn(definitions: Mapping[str, Definition], root: str) -> frozenset[str]:
    net = compile_net(compile_program(definitions, root))
    asked = [rule for file in rule_files() for rule in file.of(root) if rule.pattern in STRUCTURAL]
    told = (rule.id for rule in asked if judge_drawing(net, rule).standing is not Standing.KEPT)
    return frozenset(f"clause-{one}" for one in told)


def _refused_on_some_way(sources: Sources) -> Iterator[frozenset[str]]:
    """Yield what refuses; most that is wrong shows early, and what is cut short is asked again."""
    for states in (SOON, STATES):
        try:
            checked = verify_by_rules(sources, rule_files(), Limits(states, SECONDS))
        except DiagramRefused as refused:
            yield _rules(refused.findings)
            return
        yield _rules(found.finding for found in checked.found)
        if checked.verification.is_complete:
            return


def _rules(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.rule for finding in errors_in(findings))


@cache
def _surroundings() -> Surroundings:
    return Surroundings(standing_context(Settings.from_environment({})))


@cache
def _folder() -> dict[str, NewArtifact]:
    found = {}
    patterns = {"process": "workflows/*/*.bpmn", "decision": "workflows/*/*.dmn"}
    for kind, pattern in {**patterns, "form": "forms/*/*.form"}.items():
        for path in sorted(ROOT.glob(pattern)):
            key = f"{path.parent.name}.{path.stem}" if kind == "form" else path.stem
            found[f"{kind}:{key}"] = NewArtifact(kind, key, path.name, path.read_bytes())
    return found
