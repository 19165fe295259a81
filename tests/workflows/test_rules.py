"""The shipped rules: every one reads, and speaks of nodes, papers, roles and clauses that exist."""

from __future__ import annotations

import pytest

from app.clauses import load_clauses
from app.config import ROOT, Settings
from app.diagrams import read_diagram
from app.documents import DOC_TYPES
from app.domain.diagrams import Definition
from app.feel import names_of
from app.steps.bare.publication import publication_context
from app.verification.rules import Rule, read_rules

FILES = [read_rules(p.read_bytes()) for p in sorted((ROOT / "workflows/rules").glob("*.toml"))]
RULES = [rule for file in FILES for rule in file.rules]
IDS = [rule.id for rule in RULES]
FACTS = publication_context(Settings.from_environment({})).facts or frozenset()
# Every instance has its profile, every watch of a term its clock.
KNOWN = FACTS | {"profile", "clock"}


@pytest.fixture(scope="module")
def processes() -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for path in sorted((ROOT / "workflows").glob("*/*.bpmn")):
        found |= read_diagram(path.read_bytes()).definitions
    return found


def below(processes: dict[str, Definition], process_id: str) -> set[str]:
    """Return the ids of all elements of a process and of what it calls."""
    ids: set[str] = set()
    ahead, seen = [process_id], set()
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        ids |= set(processes[here].elements)
        ahead += [one.called_process for one in processes[here].elements.values()]
        ahead = [one for one in ahead if one in processes]
    return ids


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_speaks_of_nodes_and_papers_that_exist(
    rule: Rule, processes: dict[str, Definition]
) -> None:
    assert rule.on
    for process_id in rule.on:
        known = below(processes, process_id)
        atoms = [atom for part in rule.atoms.values() for atom in part]
        named = {name for atom in atoms for name in atom.place}
        named |= {name for name in (rule.first, rule.second) if name} | set(rule.table)
        assert named <= known, named - known
        assert {kind for atom in atoms for kind in atom.issued} <= set(DOC_TYPES)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_condition_in_a_rule_asks_only_what_a_case_knows(rule: Rule) -> None:
    atoms = [atom for part in rule.atoms.values() for atom in part if atom.where]
    assert {name for atom in atoms for name in names_of(atom.where).names} <= KNOWN


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_cites_clauses_of_the_register(rule: Rule) -> None:
    known = load_clauses(ROOT / "workflows" / "clauses")
    assert rule.clauses
    assert set(rule.clauses) <= set(known)


def test_rule_has_an_id_of_its_own_over_all_files() -> None:
    assert sorted(set(IDS)) == sorted(IDS)
