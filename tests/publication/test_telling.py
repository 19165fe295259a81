"""Findings as a page tells them: what goes away together stands together."""

from __future__ import annotations

from app.domain.drafts import Draft, DraftState
from app.engine import compile_program
from app.errors import DiagramRefused
from app.publication.parsed import read
from app.publication.telling import told
from app.store.releases import NewArtifact
from tests.diagrams.factories import bpmn_file
from tests.store.factories import NOW

CUT = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="done"/>'
    '<endEvent id="done"/><userTask id="lost" name="Lạc"/><userTask id="behind" name="Sau"/>'
    '<sequenceFlow id="f2" sourceRef="lost" targetRef="behind"/>'
    '<sequenceFlow id="f3" sourceRef="behind" targetRef="done"/>'
)


def draft() -> Draft:
    return Draft("d", "p", "P", DraftState.OPEN, 1, "", "a", NOW, "a", NOW)


def test_step_behind_one_that_nothing_leads_to_is_told_under_it() -> None:
    data = bpmn_file(CUT)
    diagram, _ = read(data)
    assert diagram
    try:
        compile_program(diagram.definitions, "p")
        raise AssertionError("the gate let it pass")
    except DiagramRefused as refused:
        findings = refused.findings
    files = {"process:p": NewArtifact("process", "p", "p.bpmn", data)}
    page = told(draft(), findings, files)
    (group,) = page.groups
    assert [(one.finding.element_id, len(one.follow)) for one in group.findings] == [("lost", 1)]
    assert {one.element_id for one in page.findings} == {"lost", "behind"}
    assert [one.key for one in group.findings[0].repairs] == ["lead-here", "remove-element"]


def test_unreadable_draft_is_told_without_buttons() -> None:
    files = {"process:p": NewArtifact("process", "p", "p.bpmn", b"<broken")}
    _, unread = read(b"<broken")
    page = told(draft(), unread, files)
    assert page.errors and not page.groups[0].findings[0].repairs
