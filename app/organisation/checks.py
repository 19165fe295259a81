"""What is wrong with the rows of an organisation, naming the unit and the repair (SC-53)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding, Severity
from app.domain.people import Unit
from app.organisation import roles
from app.organisation.index import Index

NO_SUPERIOR = "unit_without_superior"
RING = "ring_of_superiors"
UNKNOWN_SUPERIOR = "unknown_superior"
UNKNOWN_SCOPE = "delegation_of_nothing"


def findings_of(index: Index) -> tuple[Finding, ...]:
    """Return all findings, in the order of the units; then those of delegations."""
    of_units = (finding for unit in index.units.values() for finding in _of_unit(index, unit))
    return (*of_units, *_of_delegations(index))


def _of_delegations(index: Index) -> Iterator[Finding]:
    lendable = {*roles.HELD_ROLES, roles.EVERY_ROLE} - {*roles.NEVER_DELEGATED, roles.PROPOSER}
    for delegation in index.delegations:
        if delegation.scope not in lendable:
            name = index.persons[delegation.from_person_id].name
            yield _finding(
                UNKNOWN_SCOPE,
                index.units[index.persons[delegation.from_person_id].unit_id],
                f"{name} ủy quyền “{delegation.scope}” không phải là vai ủy quyền được",
                f"Ghi một trong: {', '.join(sorted(lendable))}",
            )


def _of_unit(index: Index, unit: Unit) -> Iterator[Finding]:
    superior = unit.direct_superior_id
    if superior is None:
        if not _is_root(index, unit):
            yield _finding(
                NO_SUPERIOR,
                unit,
                f"{unit.name} chưa có cấp trên trực tiếp",
                f"Ghi cấp trên trực tiếp của {unit.name}; chưa ghi thì không mở được hồ sơ",
            )
    elif superior not in index.units:
        yield _finding(
            UNKNOWN_SUPERIOR,
            unit,
            f"Cấp trên trực tiếp của {unit.name} không có trong danh mục: {superior}",
            f"Thêm đơn vị {superior} hoặc chọn cấp trên khác",
        )
    elif _in_ring(index, unit):
        yield _finding(
            RING,
            unit,
            f"{unit.name} đứng trên chính mình qua chuỗi cấp trên trực tiếp",
            f"Sửa cấp trên trực tiếp của {unit.name} hoặc của một đơn vị trong chuỗi",
        )


def _is_root(index: Index, unit: Unit) -> bool:
    """Only one unit, outside the system and of the highest rank, may have nobody above it."""
    return not unit.onboarded and unit.rank == max(u.rank for u in index.units.values())


def _in_ring(index: Index, unit: Unit) -> bool:
    seen: set[str] = set()
    above = unit.direct_superior_id
    while above in index.units and above not in seen:
        if above == unit.id:
            return True
        seen.add(above)
        above = index.units[above].direct_superior_id
    return False


def _finding(rule: str, unit: Unit, message: str, repair: str) -> Finding:
    return Finding(
        rule, Severity.ERROR, message, repair, element_id=unit.id, element_name=unit.name
    )
