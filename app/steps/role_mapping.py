"""The roles of the diagrams beside the organisation: what fills each per body, who holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.diagrams import Definition
from app.domain.people import OrganisationRows, OrganKind, OrganRole, Unit, UnitKind
from app.domain.views.organisation import HolderLine, RoleLine
from app.organisation import Organisation, roles
from app.organisation.index import Index
from app.organisation.sheets import ORGAN_KINDS

_COMMITTEES = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_ORG})
_BOARDS = (OrganKind.BOARD, OrganKind.COMMITTEE, OrganKind.CELL_MEETING)
_LEADING = frozenset({OrganRole.CHAIR, OrganRole.DEPUTY})
_ALL = frozenset(OrganRole)
STANDS_IN = "Người thay thế theo A-35"


@dataclass(frozen=True)
class Filling:
    """How a role is filled: a sentence, and the organs and seats that are tried in order.

    `of_body` is empty where the case itself names the persons.
    """

    name: str
    rule: str
    of_body: str = ""
    organs: tuple[OrganKind, ...] = ()
    seats: frozenset[OrganRole] = _ALL
    agencies: bool = False


_BY_CASE = "Hồ sơ nêu tên từng người"
_OFFICE = (OrganKind.OFFICE,)
# One line a role of processes.md 3.1, in the order in which a case meets them.
FILLINGS: Mapping[str, Filling] = {
    "proposer": Filling("Bên đề xuất", "Người đề xuất nêu trong kế hoạch, hoặc người lập"),
    "office": Filling("Văn phòng cấp ủy", "Thành viên Văn phòng", "office", _OFFICE),
    "office_lead": Filling(
        "Lãnh đạo văn phòng", "Người đứng đầu, cấp phó Văn phòng", "office_lead", _OFFICE, _LEADING
    ),
    "standing_committee": Filling(
        "Thường trực cấp ủy",
        "Thành viên Thường trực",
        "standing_committee",
        (OrganKind.STANDING_COMMITTEE,),
    ),
    "board_secretary": Filling(
        "Thư ký cuộc họp",
        "Người được nêu khi xếp lịch họp, nếu không thì Thư ký của Ban Thường vụ hoặc cấp ủy",
        "board_secretary",
        _BOARDS,
        frozenset({OrganRole.SECRETARY}),
    ),
    "meeting_chair": Filling("Chủ trì cuộc họp", "Người được nêu khi xếp lịch họp"),
    "leader": Filling("Người đứng đầu cấp ủy", "Người giữ chức vụ đứng đầu", "leader"),
    "appraisal_body": Filling(
        "Cơ quan thẩm định",
        "Người công tác tại cơ quan được giao",
        "appraisal_body",
        agencies=True,
    ),
    "coordinating_body": Filling("Cơ quan phối hợp", "Người công tác tại cơ quan được hỏi"),
    "legal_review_lead": Filling("Cơ quan chủ trì rà soát", "Người công tác tại cơ quan đó"),
    "legal_review_member": Filling("Cơ quan tham gia rà soát", "Người công tác tại cơ quan đó"),
    "council_chair": Filling("Chủ tịch Hội đồng thẩm định", _BY_CASE),
    "council_member": Filling("Ủy viên Hội đồng thẩm định", _BY_CASE),
    "council_secretary": Filling("Thư ký Hội đồng thẩm định", _BY_CASE),
    "superior_office": Filling("Văn phòng cấp trên trực tiếp", "Văn phòng của cấp trên trực tiếp"),
    "superior_leader": Filling("Người đứng đầu cấp trên", "Như Người đứng đầu cấp ủy, cấp trên"),
    "direct_office": Filling("Văn phòng cấp ủy trực tiếp", "Như Văn phòng cấp ủy"),
    "direct_leader": Filling("Người đứng đầu cấp ủy trực tiếp", "Như Người đứng đầu cấp ủy"),
    "drafter": Filling("Người soạn văn bản", "Vai soạn của loại văn bản"),
    "signer": Filling("Người ký văn bản", "Vai ký của loại văn bản"),
    "cadre": Filling("Cán bộ xử lý cấp thiết", "Người lập hồ sơ cấp thiết"),
    "recipient": Filling("Người nhận báo cáo", _BY_CASE),
    "reporter": Filling("Người được giao báo cáo", _BY_CASE),
    "own_head": Filling("Thủ trưởng nơi công tác", "Người giữ chức vụ đứng đầu nơi công tác"),
}


def map_roles(
    definitions: Iterable[Definition], rows: OrganisationRows, today: date
) -> tuple[RoleLine, ...]:
    """Return every role that a diagram asks for, as the organisation fills it today."""
    steps = _steps(definitions)
    index, organisation = Index(rows), Organisation(rows)
    unknown = [role for role in steps if role not in FILLINGS]
    return tuple(
        _line(role, steps[role], index, organisation, today)
        for role in (*FILLINGS, *unknown)
        if role in steps
    )


def _steps(definitions: Iterable[Definition]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for drawn in definitions:
        for element in drawn.elements.values():
            for role in element.extensions.candidate_groups:
                found.setdefault(role, {})[element.name or element.id] = None
    return {role: tuple(names) for role, names in found.items()}


def _line(
    role: str, steps: tuple[str, ...], index: Index, organisation: Organisation, today: date
) -> RoleLine:
    filling = FILLINGS.get(role) or Filling(role, "Chưa có quy tắc; không ai giữ vai này")
    bodies = tuple(
        HolderLine(
            filling.of_body,
            organisation.role_label(filling.of_body, unit.id),
            unit.name,
            _filled_by(filling, index, unit, today),
            organisation.named(organisation.acting(filling.of_body, unit.id, today)),
        )
        for unit in _bodies(organisation, filling)
    )
    return RoleLine(role, filling.name, filling.rule, steps, bodies)


def _bodies(organisation: Organisation, filling: Filling) -> list[Unit]:
    """Return the bodies in which somebody has to hold the role."""
    if not filling.of_body:
        return []
    inside = [unit for unit in organisation.units() if unit.onboarded]
    if filling.agencies:
        return [unit for unit in inside if unit.kind is UnitKind.PARTY_AGENCY]
    return [unit for unit in inside if unit.kind in _COMMITTEES]


def _filled_by(filling: Filling, index: Index, unit: Unit, today: date) -> str:
    if filling.agencies:
        return "Nơi công tác, chức vụ"
    if filling.of_body == roles.LEADER:
        return next(iter(index.head_titles(unit.id)), "Chưa có chức vụ đứng đầu")
    for kind in filling.organs:
        if index.in_seats(unit.id, kind, today, tuple(filling.seats)):
            return ORGAN_KINDS[kind.value]
    return STANDS_IN


def vacant_labels(organisation: Organisation, today: date) -> tuple[str, ...]:
    """Return the roles, body by body, that nobody holds today although cases go there."""
    return tuple(
        organisation.role_label(filling.of_body, unit.id)
        for filling in FILLINGS.values()
        for unit in _bodies(organisation, filling)
        if not organisation.acting(filling.of_body, unit.id, today)
    )
