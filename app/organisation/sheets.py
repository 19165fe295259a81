"""The seven sheets of the organisation: their columns, as forms, files and the record name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.organisation_changes import Record
from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    Person,
    Position,
    Unit,
)
from app.errors import NotFound
from app.organisation import roles

# Joins the parts of a row's key in an address; no id contains it.
SEPARATOR = "|"
NO_END = "chưa định"
YES_NO = {"co": "Có", "khong": "Không"}
UNIT_KINDS = {
    "party_committee": "Cấp ủy",
    "party_org": "Tổ chức đảng",
    "party_agency": "Cơ quan đảng",
    "state_agency": "Cơ quan nhà nước",
    "service_unit": "Đơn vị sự nghiệp",
    "front": "Mặt trận Tổ quốc",
    "mass_org": "Đoàn thể",
    "enterprise": "Doanh nghiệp",
}
ORGAN_KINDS = {
    "thuong_truc": "Thường trực",
    "ban_thuong_vu": "Ban Thường vụ",
    "cap_uy": "Cấp ủy",
    "chi_bo_hoi_nghi": "Hội nghị chi bộ",
    "van_phong": "Văn phòng",
    "hoi_dong": "Hội đồng",
}
SEATS = {"chair": "Đứng đầu", "deputy": "Phó", "secretary": "Thư ký", "member": "Thành viên"}
POSITION_KINDS = {
    "lanh_dao": "Lãnh đạo",
    "quan_ly": "Quản lý",
    "su_nghiep": "Lãnh đạo đơn vị sự nghiệp",
    "khong": "Không giữ chức lãnh đạo, quản lý",
}
APPOINTMENT_KINDS = {"chinh_thuc": "Chính thức", "quyen": "Quyền", "phu_trach": "Phụ trách"}
LENDABLE = (
    roles.EVERY_ROLE,
    *(r for r in roles.HELD_ROLES if r not in {*roles.NEVER_DELEGATED, roles.PROPOSER}),
)
SCOPES = {r: "Mọi vai ủy quyền được" if r == "*" else roles.label_of(r, "") for r in LENDABLE}


class Cell(StrEnum):
    """What stands in a column."""

    ID = "id"
    TEXT = "text"
    LINES = "lines"
    WHOLE = "whole"
    YES_NO = "yes_no"
    DAY = "day"
    EMAIL = "email"
    CHOICE = "choice"
    UNIT = "unit"
    PERSON = "person"
    ORGAN = "organ"
    POSITION = "position"


@dataclass(frozen=True)
class Column:
    """One column; `key` ones tell rows apart, `fixed` ones stay as the row was made."""

    name: str
    heading: str
    cell: Cell = Cell.TEXT
    required: bool = False
    key: bool = False
    fixed: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""

    @property
    def word(self) -> str:
        """The heading as it stands within a sentence."""
        return self.heading[:1].lower() + self.heading[1:]


@dataclass(frozen=True)
class Sheet:
    """One kind of rows; `key` is its name in `OrganisationRows`, `path` in addresses."""

    key: str
    path: str
    title: str
    one: str
    record: type
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that tell rows apart."""
        return tuple(column for column in self.columns if column.key)

    @property
    def dated(self) -> bool:
        """Whether its rows count from one day to another."""
        return any(column.name == "valid_from" for column in self.columns)


def _id(heading: str, hint: str) -> Column:
    return Column("id", heading, Cell.ID, required=True, key=True, hint=hint)


_FROM = Column("valid_from", "Từ ngày", Cell.DAY, required=True, key=True)
_TO = Column("valid_to", "Đến hết ngày", Cell.DAY, hint="Bỏ trống khi chưa định ngày thôi")
_IN_UNIT = Column("unit_id", "Đơn vị", Cell.UNIT, required=True, fixed=True)
_PERSON = Column("person_id", "Người", Cell.PERSON, required=True, key=True)

UNITS = Sheet(
    "units",
    "don-vi",
    "Đơn vị",
    "đơn vị",
    Unit,
    (
        _id("Mã đơn vị", "Chữ, số, dấu chấm, gạch nối; ví dụ MG-HX-VP"),
        Column("name", "Tên đơn vị", required=True),
        Column("kind", "Loại đơn vị", Cell.CHOICE, required=True, choices=UNIT_KINDS),
        Column("rank", "Cấp", Cell.WHOLE, required=True, hint="Từ 1 (chi bộ) đến 5 (Trung ương)"),
        Column("direct_superior_id", "Cấp trên trực tiếp", Cell.UNIT),
        Column("managing_committee_id", "Cấp ủy quản lý", Cell.UNIT),
        Column("parent_admin_id", "Đơn vị chủ quản", Cell.UNIT),
        Column("abbreviation", "Ký hiệu văn bản"),
        Column("heading_lines", "Dòng đầu văn bản", Cell.LINES, hint="Các dòng cách nhau bằng |"),
        Column("place", "Địa danh"),
        Column("onboarded", "Dùng hệ thống", Cell.YES_NO, required=True, choices=YES_NO),
        Column("active_from", "Hoạt động từ", Cell.DAY),
        Column("active_to", "Hoạt động đến hết", Cell.DAY),
    ),
)
PERSONS = Sheet(
    "persons",
    "nguoi",
    "Người",
    "người",
    Person,
    (
        _id("Mã người", "Chữ, số, dấu chấm, gạch nối; không đổi về sau"),
        Column("name", "Họ và tên", required=True),
        Column("unit_id", "Nơi công tác", Cell.UNIT, required=True),
        Column("party_org_id", "Tổ chức đảng trực tiếp", Cell.UNIT),
        Column("title", "Chức danh"),
        Column("email", "Thư điện tử", Cell.EMAIL, hint="Bỏ trống thì không nhận thư nhắc việc"),
    ),
)
ORGANS = Sheet(
    "organs",
    "to-chuc",
    "Tập thể, văn phòng",
    "tập thể, văn phòng",
    Organ,
    (
        Column("unit_id", "Đơn vị", Cell.UNIT, required=True, key=True),
        Column("kind", "Loại", Cell.CHOICE, required=True, key=True, choices=ORGAN_KINDS),
        Column("size", "Số thành viên theo quy định", Cell.WHOLE, required=True),
    ),
)
MEMBERSHIPS = Sheet(
    "memberships",
    "thanh-vien",
    "Thành viên",
    "thành viên",
    Membership,
    (
        Column("organ_id", "Tập thể, văn phòng", Cell.ORGAN, required=True, key=True),
        _PERSON,
        Column("role", "Tư cách", Cell.CHOICE, required=True, key=True, choices=SEATS),
        _FROM,
        _TO,
    ),
)
POSITIONS = Sheet(
    "positions",
    "chuc-vu",
    "Chức vụ",
    "chức vụ",
    Position,
    (
        _id("Mã chức vụ", "Ví dụ MG-HX.bi-thu"),
        _IN_UNIT,
        Column("title", "Tên chức vụ", required=True),
        Column(
            "is_head", "Đứng đầu đơn vị", Cell.YES_NO, required=True, fixed=True, choices=YES_NO
        ),
        Column("is_leading", "Chức vụ lãnh đạo", Cell.YES_NO, required=True, choices=YES_NO),
        Column("position_kind", "Loại chức vụ", Cell.CHOICE, required=True, choices=POSITION_KINDS),
        Column("managed_by_unit_id", "Cấp ủy quản lý người giữ chức", Cell.UNIT),
    ),
)
APPOINTMENTS = Sheet(
    "appointments",
    "bo-nhiem",
    "Bổ nhiệm",
    "bổ nhiệm",
    Appointment,
    (
        _PERSON,
        Column("position_id", "Chức vụ", Cell.POSITION, required=True, key=True),
        _FROM,
        _TO,
        Column("kind", "Hình thức", Cell.CHOICE, required=True, choices=APPOINTMENT_KINDS),
    ),
)
DELEGATIONS = Sheet(
    "delegations",
    "uy-quyen",
    "Ủy quyền",
    "ủy quyền",
    Delegation,
    (
        Column("from_person_id", "Người ủy quyền", Cell.PERSON, required=True, key=True),
        Column("to_person_id", "Người được ủy quyền", Cell.PERSON, required=True, key=True),
        Column("scope", "Phạm vi", Cell.CHOICE, required=True, key=True, choices=SCOPES),
        _FROM,
        _TO,
    ),
)
SHEETS = (PERSONS, UNITS, ORGANS, MEMBERSHIPS, POSITIONS, APPOINTMENTS, DELEGATIONS)
_BY_KEY = {sheet.key: sheet for sheet in SHEETS}
_BY_PATH = {sheet.path: sheet for sheet in SHEETS}


def sheet_of(key: str) -> Sheet:
    """Return the sheet of that name in `OrganisationRows`."""
    return _BY_KEY[key]


def sheet_at(path: str) -> Sheet:
    """Return the sheet of an address; raise NotFound."""
    if path not in _BY_PATH:
        raise NotFound("Không có danh sách này; mở lại từ trang Tổ chức")
    return _BY_PATH[path]


def key_of(sheet: Sheet, record: Record) -> str:
    """Return what tells a row apart from all others of its sheet, as one text."""
    return SEPARATOR.join(plain(getattr(record, column.name)) for column in sheet.keys)


def plain(value: Any) -> str:
    """Return a part of a key: days as ISO texts, everything else as it is."""
    return value.isoformat() if isinstance(value, date) else str(value)


def text_of(column: Column, record: Record) -> str:
    """Return a cell as forms and files write it: references by id, choices by their words."""
    value = getattr(record, column.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO["co" if value else "khong"]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return " | ".join(value)
    return column.choices.get(str(value), str(value))


def texts_of(sheet: Sheet, record: Record) -> dict[str, str]:
    """Return all cells of a row by column."""
    return {column.name: text_of(column, record) for column in sheet.columns}
