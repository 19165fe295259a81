"""Instructions in words, as pages, notices and the record say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from app.domain.cases import CaseRow, InstanceRow
from app.domain.clock import LOCAL
from app.domain.repairs import Instruction, RepairKind
from app.repairs.fact_words import FactWords, label_of
from app.steps.catalogue import Catalogue
from app.steps.work import Work

RESTRICTED = "Hồ sơ hạn chế"
# What joins and parts is often drawn without a name.
NAMELESS = {
    "exclusiveGateway": "chỗ rẽ nhánh",
    "inclusiveGateway": "chỗ rẽ nhánh",
    "eventBasedGateway": "chỗ chờ một trong các việc",
    "parallelGateway": "chỗ tách, gộp nhánh",
    "intermediateCatchEvent": "chỗ chờ",
    "startEvent": "điểm bắt đầu",
    "endEvent": "điểm kết thúc",
}
Says = Callable[[Instruction, Callable[[str], str]], str]


def title_of(case: CaseRow) -> str:
    """Return the title of a case; of a restricted one its administrators are not told it."""
    return RESTRICTED if case.restricted else case.title


def sentences_of(
    work: Work, instance: InstanceRow, instructions: Sequence[Instruction]
) -> tuple[str, ...]:
    """Return each instruction as a sentence, elements and persons by their names."""
    catalogue = work.catalogue(instance.release_id)
    return tuple(sentence_of(work, catalogue, one) for one in instructions)


def sentence_of(work: Work, catalogue: Catalogue, one: Instruction) -> str:
    """Return one instruction in words."""

    def name(element_id: str) -> str:
        return f"“{element_name(catalogue, one.process_id, element_id)}”"

    if one.kind is RepairKind.REASSIGN and one.person_ids:
        person_id, organisation = one.person_ids[0], work.world.organisation
        known = organisation.has_person(person_id)
        person = organisation.person(person_id).name if known else person_id
        return f"giao {name(one.element_id)} cho {person}"
    if one.kind is RepairKind.SET_FACT:
        world = work.world
        words = FactWords(world.organisation, world.profiles[work.services.settings.profile])
        return f"ghi “{label_of(one.name)}” là {words.said(one.name, one.value)}"
    return SAID[one.kind](one, name)


def element_name(catalogue: Catalogue, process_id: str, element_id: str) -> str:
    """Return what readers call an element of a release; one drawn without a name by its kind."""
    definition = catalogue.definitions.get(process_id)
    element = definition.elements.get(element_id) if definition else None
    if element is None:
        return element_id
    return element.name or NAMELESS.get(element.tag, element_id)


def _timer(one: Instruction, name: Callable[[str], str]) -> str:
    at = moment(one.moment) if one.moment else ""
    return f"đặt hẹn giờ {name(one.element_id)} vào {at}"


def _moved(one: Instruction, name: Callable[[str], str]) -> str:
    if one.element_id == one.target:
        return f"làm lại {name(one.element_id)} từ đầu"
    return f"chuyển từ {name(one.element_id)} tới {name(one.target)}"


def moment(at: datetime) -> str:
    """Return a moment as readers see it."""
    return f"{at.astimezone(LOCAL):%H:%M, %d/%m/%Y}"


SAID: Mapping[RepairKind, Says] = {
    RepairKind.MOVE: _moved,
    RepairKind.CANCEL: lambda one, name: f"bỏ {name(one.element_id)}",
    RepairKind.ADD: lambda one, name: f"mở thêm {name(one.target)}",
    RepairKind.RETRY: lambda one, name: "thử lại bước bị mắc",
    RepairKind.TIMER: _timer,
    RepairKind.REASSIGN: lambda one, name: f"trả {name(one.element_id)} cho mọi người được giao",
    RepairKind.SUSPEND: lambda one, name: "tạm dừng; hạn trả lời vẫn tính",
    RepairKind.RESUME: lambda one, name: "cho chạy lại",
    RepairKind.END: lambda one, name: "kết thúc lượt chạy",
    RepairKind.RESTART: lambda one, name: "bắt đầu lại quy trình",
}
