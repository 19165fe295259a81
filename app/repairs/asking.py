"""A request for a repair read and tried: what it must say, and its rehearsal on every instance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.domain.case_requests import MOST_REPAIRED, Repair, RepairItem
from app.domain.cases import CaseRow
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.repairs import MOST_INSTRUCTIONS, Instruction, RepairKind
from app.errors import FormInvalid
from app.register.register import Doer
from app.repairs.applying import ALONE
from app.repairs.rehearsing import rehearse
from app.repairs.wording import title_of
from app.steps.deciding_requests import wrong_reason
from app.steps.services import Services
from app.steps.work import Work

TOGETHER = "Tạm dừng, cho chạy lại, kết thúc và bắt đầu lại phải đề nghị riêng, không kèm việc khác"


def check_written(
    instance_ids: Sequence[str], instructions: Sequence[Instruction], reason: str
) -> None:
    """Raise FormInvalid unless a request says which, what and why."""
    if errors := [
        *_wrong(instance_ids, instructions),
        *wrong_reason("reason", "Lý do", "lý do sửa", reason),
    ]:
        raise FormInvalid(errors)


def _wrong(
    instance_ids: Sequence[str], instructions: Sequence[Instruction]
) -> Iterator[FieldError]:
    if not 1 <= len(instance_ids) <= MOST_REPAIRED:
        yield FieldError("instance", "Hồ sơ", f"Chọn từ 1 đến {MOST_REPAIRED} lượt chạy")
    if not 1 <= len(instructions) <= MOST_INSTRUCTIONS:
        text = f"Chọn từ 1 đến {MOST_INSTRUCTIONS} việc cần sửa"
        yield FieldError("instructions", "Việc cần sửa", text)
    if len(instructions) > 1 and any(one.kind in ALONE for one in instructions):
        yield FieldError("instructions", "Việc cần sửa", TOGETHER)
    for one in instructions:
        needed, text = NEEDED.get(one.kind, (lambda _one: True, ""))
        if not needed(one):
            yield FieldError("instructions", "Việc cần sửa", text)


NEEDED: Mapping[RepairKind, tuple[Callable[[Instruction], bool], str]] = {
    RepairKind.MOVE: (
        lambda one: bool(one.process_id and one.element_id and one.target),
        "Chọn bước đang đứng và bước chuyển tới",
    ),
    RepairKind.CANCEL: (lambda one: bool(one.process_id and one.element_id), "Chọn bước cần bỏ"),
    RepairKind.ADD: (lambda one: bool(one.process_id and one.target), "Chọn bước cần mở thêm"),
    RepairKind.SET_FACT: (lambda one: bool(one.name), "Chọn dữ kiện cần ghi lại"),
    RepairKind.TIMER: (
        lambda one: bool(one.element_id and one.moment),
        "Chọn hẹn giờ và ghi thời điểm mới",
    ),
    RepairKind.REASSIGN: (
        lambda one: bool(one.element_id) and len(one.person_ids) <= 1,
        "Chọn việc và nhiều nhất một người nhận",
    ),
}


def rehearsed(
    services: Services, actor: Actor, request: Repair, items: Sequence[RepairItem]
) -> list[RepairItem]:
    """Return the items with what the repair would do to each, every one on a copy of its own."""
    doer = Doer(actor.person_id, actor.name, "Quản trị")
    return [tried(services, doer, request, item) for item in items]


def tried(services: Services, doer: Doer, request: Repair, item: RepairItem) -> RepairItem:
    """Return an item with what the repair would do to it, on a copy of its own."""
    with services.database.tentative() as tx:
        return rehearse(Work(services, tx, services.clock.now(), doer), request, item)


def name_of(case: CaseRow) -> str:
    """Return what readers call a case: its code, or its title before it has one."""
    return case.code or title_of(case)
