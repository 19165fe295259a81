"""Findings as an owner reads them: grouped by work, with their consequence and offered repairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.diagrams.repairs.shelf import offered
from app.domain.diagrams import Diagram, Finding
from app.domain.drafts import Draft
from app.domain.views.processes import CheckedDraft, FindingGroup, ToldFinding
from app.publication.file_set import FileSet, name_of
from app.publication.parsed import diagram_of
from app.publication.rule_shelf import consequence_of, grouped

CUT_OFF = frozenset({"reached", "dead-end"})


def told(draft: Draft, findings: Iterable[Finding], files: FileSet) -> CheckedDraft:
    """Return a checked draft for its page."""
    one = files.get(name_of("process", draft.process_id))
    diagram = diagram_of(one.content) if one else None
    groups = tuple(
        FindingGroup(group, _folded([_told(finding, diagram) for finding in some]))
        for group, some in grouped(findings)
    )
    return CheckedDraft(draft, groups)


def _told(finding: Finding, diagram: Diagram | None) -> ToldFinding:
    repairs = offered(finding, diagram) if diagram else ()
    return ToldFinding(finding, consequence_of(finding), repairs)


def _folded(told: list[ToldFinding]) -> tuple[ToldFinding, ...]:
    """Put steps behind one that nothing leads to under that one: they are mended with it."""
    cut = [one for one in told if one.finding.rule in CUT_OFF and one.repairs]
    behind = [one for one in told if one.finding.rule in CUT_OFF and not one.repairs]
    if not cut or not behind:
        return tuple(told)
    follow = tuple(one.finding for one in behind)
    kept = (one for one in told if one not in behind)
    return tuple(replace(one, follow=follow) if one is cut[0] else one for one in kept)
