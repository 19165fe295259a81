"""Persons and organisation over sample data: what pages ask is remembered, what they show fixed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.domain.forms import Option
from app.domain.organisation_changes import BatchKind, Effect, RoleEffect, TaskEffect
from app.domain.people import Actor
from app.domain.views.organisation import (
    AccountPage,
    BatchLine,
    BatchPage,
    CellChange,
    ChangePreview,
    FieldPage,
    HolderLine,
    ImportLine,
    ImportPage,
    ImportState,
    OrganisationPage,
    PersonPage,
    RoleAsked,
    RoleLine,
    RowHistory,
    RowLine,
    RowPage,
    RowStanding,
    SessionLine,
    SheetPage,
)
from tests.web import samples

ORGANISATION_READS = frozenset(
    "read_organisation list_organisation_rows open_organisation_row preview_organisation_row "
    "read_organisation_batch read_role_mapping read_person read_organisation_import".split()
)
Texts = Mapping[str, str]
DAY = date(2024, 4, 24)
CELLS = (CellChange("Chức danh", "", "Văn thư <b>chính</b>"),)
TASK = TaskEffect(
    "t1",
    "Tiếp nhận, vào sổ",
    "MG-2024-0021",
    "Chợ <i>Hòa Xuyên</i>",
    DAY,
    ("Nguyễn Thúy Nga",),
    (),
    "Nguyễn Thúy Nga",
)
EFFECT = Effect((TASK,), (RoleEffect("Văn phòng Thị ủy", DAY, ("Nguyễn Thúy Nga",), ()),))
SEAT = RowLine(
    "hx.van_phong|nga|member|2020-10-15",
    "Nguyễn Thúy Nga",
    ("Văn phòng Thị ủy", "Thành viên", "15/10/2020", ""),
    RowStanding.NOW,
    "nga",
)
BATCH = BatchLine(
    "b1", BatchKind.IMPORT, "Quản trị", samples.NOW, "Quyết định <15>", "n.csv", 2, False
)
HISTORY = (RowHistory("Quản trị", samples.NOW, "Quyết định 15", "b1", CELLS),)
ACCOUNT = AccountPage(
    "ntn",
    True,
    samples.NOW,
    ("auditor",),
    (SessionLine("10.0.0.1", samples.NOW, samples.NOW),),
    "v1",
    "tài khoản giữ quyền hệ thống",
)
ASKED = RoleAsked(
    "x1", "nga", "Nguyễn Thúy Nga", "admin", "Thiếu <người>", "Quản trị hai", samples.NOW, True
)
PERSON = PersonPage(
    "nga",
    "Nguyễn Thúy Nga",
    (("Mã người", "nga"), ("Chức danh", "")),
    (SEAT,),
    (SEAT,),
    (),
    ("Văn phòng Thị ủy",),
    ACCOUNT,
    (ASKED,),
    HISTORY,
)
FIELDS = (
    FieldPage("id", "Mã người", "nga", "nga", required=True, fixed=True),
    FieldPage("unit_id", "Nơi công tác", "hx", "Thị ủy", options=(Option("hx", "Thị ủy"),)),
    FieldPage("title", "Chức danh", "<Văn thư>", "<Văn thư>", hint="Như quyết định"),
    FieldPage(
        "position_id", "Chức vụ", "", "", options=(Option("Bí thư (bt)", "bt"),), suggested=True
    ),
)
IMPORT = ImportPage(
    "n1",
    "người.csv",
    "Người",
    (
        ImportLine(2, "Phan <b>Mới</b>", ImportState.NEW, CELLS),
        ImportLine(3, "nga", ImportState.SAME),
        ImportLine(4, "x", ImportState.REFUSED, (), (("Nơi công tác", "Chưa có đơn vị “Y”"),)),
    ),
    EFFECT,
    "seen1",
)
ROLES = (
    RoleLine(
        "office",
        "Văn phòng cấp ủy",
        "Thành viên Văn phòng",
        ("Tiếp nhận, vào sổ",),
        (
            HolderLine("office", "Văn phòng Thị ủy", "Thị ủy", "Văn phòng", ("Nga", "Hà")),
            HolderLine("office", "Văn phòng Xã", "Xã <1>", "Người thay thế theo A-35", ()),
        ),
    ),
)


class FakeOrganisation:
    """`OrganisationActs` over these samples."""

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def read_organisation(self, actor: Actor) -> OrganisationPage:
        self._note("read_organisation")
        sheets = (("nguoi", "Người", 3), ("don-vi", "Đơn vị", 2))
        return OrganisationPage(sheets, ("Văn phòng Xã <1>",), (BATCH,), (("nga", "Nga"),))

    def list_organisation_rows(self, actor: Actor, path: str, query: str, page: int) -> SheetPage:
        self._note("list_organisation_rows")
        headings = ("Tập thể", "Tư cách", "Từ ngày", "Đến hết ngày")
        return SheetPage(path, "Thành viên", "thành viên", headings, (SEAT,), 51, page, 2, query)

    def open_organisation_row(self, actor: Actor, path: str, key: str, given: Texts) -> RowPage:
        self._note("open_organisation_row")
        return RowPage(path, "Người", "người", key, "Nga <1>", "v1", FIELDS, HISTORY)

    def preview_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts
    ) -> ChangePreview:
        self._note("preview_organisation_row")
        return ChangePreview(CELLS, EFFECT)

    def save_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts, reason: str
    ) -> str:
        self._note("save_organisation_row")
        return key or "moi"

    def remove_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, reason: str
    ) -> None:
        self._note("remove_organisation_row")

    def read_organisation_batch(self, actor: Actor, batch_id: str) -> BatchPage:
        self._note("read_organisation_batch")
        return BatchPage(BATCH, (("Người", "Nga <1>", CELLS),), (), EFFECT)

    def undo_organisation_batch(self, actor: Actor, batch_id: str, reason: str) -> str:
        self._note("undo_organisation_batch")
        return "b2"

    def read_role_mapping(self, actor: Actor) -> tuple[RoleLine, ...]:
        self._note("read_role_mapping")
        return ROLES

    def read_person(self, actor: Actor, person_id: str) -> PersonPage:
        self._note("read_person")
        return PERSON

    def open_account(self, actor: Actor, person_id: str, login: str, reason: str) -> str:
        self._note("open_account")
        return "abcd-efgh"

    def reset_password(self, actor: Actor, person_id: str, seen: str, reason: str) -> str:
        self._note("reset_password")
        return "abcd-efgh"

    def set_account_active(
        self, actor: Actor, person_id: str, active: bool, seen: str, reason: str
    ) -> None:
        self._note("set_account_active")

    def end_sessions(self, actor: Actor, person_id: str, reason: str) -> None:
        self._note("end_sessions")

    def ask_account_change(self, actor: Actor, person_id: str, wanted: str, reason: str) -> str:
        self._note("ask_account_change")
        return "x2"

    def decide_account_change(self, actor: Actor, request_id: str, agree: bool) -> str:
        self._note("decide_account_change")
        return ""

    def drop_system_role(
        self, actor: Actor, person_id: str, role: str, seen: str, reason: str
    ) -> None:
        self._note("drop_system_role")

    def change_password(
        self, actor: Actor, session_id: str, old: str, new: str, again: str
    ) -> None:
        self._note("change_password")

    def upload_organisation_file(self, actor: Actor, path: str, name: str, content: bytes) -> str:
        self._note("upload_organisation_file")
        return "n1"

    def read_organisation_import(self, actor: Actor, import_id: str) -> ImportPage:
        self._note("read_organisation_import")
        return IMPORT

    def take_organisation_import(self, actor: Actor, import_id: str, seen: str, reason: str) -> str:
        self._note("take_organisation_import")
        return "b1"

    def export_organisation_sheet(
        self, actor: Actor, path: str, *, empty: bool
    ) -> tuple[tuple[str, ...], ...]:
        if not empty:
            self._note("export_organisation_sheet")
        return (("Mã người", "Họ và tên"), *(() if empty else (("nga", "=1+1"),)))
