"""The short part of the campaigns over files and over diagrams that strangers drew."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import Settings
from app.diagrams.reader import read_diagram
from app.domain.diagrams import Severity
from tests.campaign.blockers import blockers
from tests.campaign.file_checks import looked_at, parts_looked_at, repairs_tried
from tests.campaign.strangers import AIM, measured, stirred
from tests.campaign.varied_files import SHIPPED, stirred_diagram, varied_file
from tests.diagrams.factories import bpmn_file

SEEDS = range(1, 121)
POOLS = bpmn_file(
    '<startEvent id="a"/><sequenceFlow id="f1" sourceRef="a" targetRef="g"/>'
    '<exclusiveGateway id="g"/><task id="t"/><scriptTask id="s"/>'
    '<sequenceFlow id="f2" name="có" sourceRef="g" targetRef="t"/>'
    '<sequenceFlow id="f3" name="không" sourceRef="g" targetRef="s"/>',
    around='<process id="other"><task id="alone"/></process>',
)


def test_no_file_of_any_sort_breaks_the_check_or_is_dropped_in_silence() -> None:
    verdicts = set()
    for seed in SEEDS:
        verdict, faults = looked_at(varied_file(seed), running=False)
        assert faults == [], seed
        verdicts.add(verdict)
    assert verdicts == {"accepted", "refused"}


def test_no_form_or_table_of_any_sort_breaks_its_check_or_comparison() -> None:
    assert [fault for seed in range(60, 160) for fault in parts_looked_at(seed)] == []


def test_no_repair_that_is_offered_breaks_the_file() -> None:
    assert [one for seed in range(1, 61) for one in repairs_tried(stirred_diagram(seed))] == []


def test_nearly_everything_that_would_stop_a_stirred_diagram_is_named() -> None:
    named, total = stirred(range(1, 101))
    assert total > 20
    assert named >= AIM * total


def test_seed_gives_the_same_file_again() -> None:
    assert [varied_file(seed) for seed in SEEDS[:20]] == [varied_file(seed) for seed in SEEDS[:20]]


def test_everything_that_would_stop_a_stranger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pools.bpmn"
    path.write_bytes(POOLS)
    wanted = {one.element_id for one in blockers(POOLS)}
    assert wanted == {"t", "s", "f2", "f3", "other"}
    settings = Settings.from_environment({"VAR_DIR": str(tmp_path)})
    assert measured(path, settings) == (len(wanted), [])


@pytest.mark.parametrize("data", SHIPPED, ids=lambda data: read_diagram(data).main_id)
def test_oracle_finds_nothing_in_what_is_shipped(data: bytes) -> None:
    assert blockers(data) == []
    found = read_diagram(data).findings
    assert [one for one in found if one.severity is Severity.ERROR] == []
