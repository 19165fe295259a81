"""Cases repaired by tests: what is asked, and the two persons' acts."""

from __future__ import annotations

from typing import Any

from app.actions.admin.approve_repair import approve_repair
from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.propose_repair import propose_repair
from app.domain.case_requests import Repair, RepairItem
from app.domain.cases import InstanceRow
from app.domain.repairs import Instruction, RepairKind
from app.store import case_requests, instances
from tests.actions.admin.moving import AN, BA
from tests.factories import AtWork

AGREED = "Đồng ý theo đề nghị."
WHY = "Hồ sơ đứng sai bước sau sự cố ngày 04/03/2024."
P01, INTAKE = "p01_art4_case", "p01a_intake_authority"


def run_of(office: AtWork, process_id: str = P01) -> InstanceRow:
    """Return the latest instance of a process of the case at hand."""
    with office.services.database.reading() as tx:
        rows = instances.of_case(tx, office.case_id)
    return [row for row in rows if row.process_id == process_id][-1]


def moving(here: str, there: str, process_id: str = INTAKE) -> Instruction:
    """Return the instruction to move a token."""
    return Instruction(RepairKind.MOVE, here, process_id, there)


def alone(kind: RepairKind) -> Instruction:
    """Return an instruction that says nothing but its kind."""
    return Instruction(kind)


def asked(office: AtWork, *instructions: Instruction, run: InstanceRow | None = None) -> str:
    """Ask to repair the main instance of the case at hand, or another."""
    ids = [(run or run_of(office)).id]
    return propose_repair(office.services, AN, ids, instructions, WHY)


def agreed(office: AtWork, repair_id: str, opinion: str = AGREED) -> Repair:
    """Let the second person approve a request."""
    with office.services.database.reading() as tx:
        version = case_requests.load(tx, Repair, repair_id).version
    return approve_repair(office.services, BA, repair_id, version, opinion)


def repaired(office: AtWork, *instructions: Instruction, **more: Any) -> RepairItem:
    """Repair the case at hand from the request to the end; return what came of it."""
    opinion = more.pop("opinion", AGREED)
    repair_id = asked(office, *instructions, **more)
    agreed(office, repair_id, opinion)
    carry_out_repairs(office.services)
    return items(office, repair_id)[0]


def items(office: AtWork, repair_id: str) -> list[RepairItem]:
    """Return the instances of a request as they stand."""
    with office.services.database.reading() as tx:
        return case_requests.items(tx, RepairItem, repair_id)
