"""The repairs there are: what each finding may be mended with, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from app.diagrams.repairs import (
    add_start,
    ask_person,
    lead_here,
    lead_on,
    make_default,
    mark_executable,
    name_message,
    remove_element,
    write_condition,
    write_timer,
)
from app.diagrams.repairs.tree import Tree
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair
from app.errors import NotFound

REPAIRS: tuple[ModuleType, ...] = (
    mark_executable,
    add_start,
    ask_person,
    write_condition,
    make_default,
    write_timer,
    name_message,
    lead_here,
    lead_on,
    remove_element,
)
_BY_KEY = MappingProxyType({repair.KEY: repair for repair in REPAIRS})


def offered(finding: Finding, diagram: Diagram) -> tuple[OfferedRepair, ...]:
    """Return the buttons for a finding, the gentlest first."""
    return tuple(one for repair in REPAIRS for one in repair.offer(finding, diagram))


def mended(
    data: bytes, key: str, element_id: str, values: Mapping[str, str]
) -> tuple[bytes, Mapping[str, bytes]]:
    """Return the diagram after a repair, and forms that came with it by id.

    Raises NotFound for an unknown repair or element, FormInvalid for an answer out of bounds,
    DiagramRefused for bytes that are no diagram.
    """
    if key not in _BY_KEY:
        raise NotFound("Không có cách sửa này; kiểm tra lại bản thảo")
    tree = Tree(data)
    forms = _BY_KEY[key].apply(tree, element_id, values)
    return tree.to_bytes(), forms
