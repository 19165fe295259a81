"""Diagrams broken at random: refused in words or run; never a traceback, never without end."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.diagrams.reader import read_diagram
from app.domain.diagrams import Definition
from app.engine import compile_program
from app.engine.drawing_reader import FLOW_NODES, MODEL
from app.errors import ChuTruongError, DiagramRefused
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import bpmn

TEXTS = ("fixtures/format_1.txt", "diagrams/procedure.txt")
SOURCES = [bpmn((Path(__file__).parent / name).read_text()) for name in TEXTS]
TAGS = sorted(FLOW_NODES)
VALUES = ("", "x", "u", "=", "P1D", "true", "false", "-1", "9" * 40, "\N{SNOWMAN}", "main", "a b")


def broken(seed: int) -> bytes:
    """Return a diagram with one to four random changes."""
    choose = random.Random(seed)  # noqa: S311
    root = etree.fromstring(choose.choice(SOURCES))
    for _ in range(choose.randint(1, 4)):
        _change(root, choose)
    return etree.tostring(root)


def _change(root: Any, choose: random.Random) -> None:
    parts = [part for part in root.iter() if part is not root]
    part = choose.choice(parts)
    match choose.randint(0, 6):
        case 0:
            part.getparent().remove(part)
        case 1 if part.attrib:
            del part.attrib[choose.choice(list(part.attrib))]
        case 2 if part.attrib:
            part.attrib[choose.choice(list(part.attrib))] = choose.choice(VALUES)
        case 3 if part.attrib:
            ids = [other.get("id") for other in parts if other.get("id")]
            part.attrib[choose.choice(list(part.attrib))] = choose.choice(ids)
        case 4:
            part.tag = f"{{{MODEL}}}{choose.choice(TAGS)}"
        case 5:
            choose.choice(parts).append(etree.fromstring(etree.tostring(part)))
        case _:
            part.text = choose.choice(VALUES)


def through_the_reader(data: bytes) -> Mapping[str, Definition]:
    return read_diagram(data).definitions


def past_the_reader(data: bytes) -> Mapping[str, Definition]:
    """What a careless reader would hand over: every process, nothing checked."""
    root = etree.fromstring(data)
    names = [p.get("id") or "" for p in root.iter(f"{{{MODEL}}}process")]
    return {name: Definition(name, name, root, {}) for name in names}


def try_out(definitions: Mapping[str, Definition]) -> None:
    made = compile_program(definitions, next(iter(definitions), ""))
    instance = Instance(made, Desk(members=["x", "y"]))
    for _ in range(12):
        if instance.open:
            instance.do(instance.open[0])
        elif instance.waits:
            instance.tell(instance.waits[0])
        instance.later(days=2)


@pytest.mark.parametrize("block", range(10))
def test_broken_diagram_is_refused_or_runs(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        for reader in (through_the_reader, past_the_reader):
            try:
                try_out(reader(broken(seed)))
            except ChuTruongError as error:
                assert error.message
                if isinstance(error, DiagramRefused):
                    assert all(finding.message for finding in error.findings)
