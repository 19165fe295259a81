"""An edit met with everything that a publication asks: rules, gate, proofs, then every way through.

What is cheap is asked first, and an edit that is refused is asked no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from app.config import ROOT, Settings
from app.diagrams import read_diagram
from app.domain.diagrams import Finding
from app.errors import DiagramRefused
from app.publication.checking import callers_of, check_process, errors_in
from app.publication.surroundings import Surroundings
from app.steps.bare.publication import standing_context
from app.store.releases import NewArtifact
from app.verification.clause_check import verify_by_rules
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.verification.edits.making import (
    CASE,
    SECONDS,
    Edit,
    drawn_as_shipped,
    edited,
    forms,
    rule_files,
    tables,
)

STATES = 200_000


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
    for root in sorted(roots, key=lambda root: (root == CASE, root != file, root)):
        sources = Sources(root, definitions, forms(), tables())
        try:
            # Most that is wrong shows early; the few edits that let states multiply take minutes.
            for states in (60_000, STATES):
                checked = verify_by_rules(sources, rule_files(), Limits(states, SECONDS))
                yield _rules(found.finding for found in checked.found)
                if checked.verification.is_complete:
                    break
        except DiagramRefused as refused:
            yield _rules(refused.findings)


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
