"""Every shipped diagram opens in bpmn-js and can be read there: nothing hides anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.workflows.measuring import measured, viewing
from tests.workflows.picture_faults import RULES, faults
from tests.workflows.shipped import PROCESSES, WORKFLOWS

pytestmark = pytest.mark.browser

BROKEN = Path(__file__).parent / "broken" / "overlaps.bpmn"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all diagrams."""
    with viewing(chromium) as opened:
        yield opened


@pytest.mark.parametrize("process_id", PROCESSES)
def test_a_diagram_opens_with_every_name_readable_and_nothing_overlapping(
    page: Page, process_id: str
) -> None:
    picture = measured(page, (WORKFLOWS / process_id / f"{process_id}.bpmn").read_bytes())
    named = {e.id for e in picture.definition.elements.values() if e.name}
    assert named - {text.element_id for text in picture.texts} == set()
    assert faults(picture) == []


def test_each_fault_of_a_picture_spoilt_on_purpose_is_noticed(page: Page) -> None:
    found = faults(measured(page, BROKEN.read_bytes()))
    by_rule = {rule: [f for f in found if f.startswith(f"{rule}: ")] for rule in RULES}
    assert {rule for rule, sentences in by_rule.items() if not sentences} == set()
    assert "text on text: throw_superior_direction and s02_directed" in found
    assert "outside lane: s02_noted and lane_system" in found
    assert "shape on shape: gw_direction_needed and call_direction_letter" in found
