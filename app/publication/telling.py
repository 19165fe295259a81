"""Findings as an owner reads them: grouped by work, with their consequence and offered repairs."""

from __future__ import annotations

from collections.abc import Iterable

from app.diagrams.repairs.shelf import offered
from app.domain.diagrams import Finding
from app.domain.drafts import Draft
from app.domain.views.processes import CheckedDraft, FindingGroup, ToldFinding
from app.publication.file_set import FileSet, name_of
from app.publication.parsed import diagram_of
from app.publication.rule_shelf import consequence_of, grouped


def told(draft: Draft, findings: Iterable[Finding], files: FileSet) -> CheckedDraft:
    """Return a checked draft for its page."""
    one = files.get(name_of("process", draft.process_id))
    diagram = diagram_of(one.content) if one else None
    groups = tuple(
        FindingGroup(
            group,
            tuple(
                ToldFinding(
                    finding,
                    consequence_of(finding),
                    offered(finding, diagram) if diagram else (),
                )
                for finding in some
            ),
        )
        for group, some in grouped(findings)
    )
    return CheckedDraft(draft, groups)
