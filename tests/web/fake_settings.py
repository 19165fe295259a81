"""The acts of settings over the shipped profile of Minh Giang and one sample change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.actions.admin.start_series import AskedStart
from app.config import ROOT
from app.domain.forms import FieldError, Option
from app.domain.people import Actor
from app.domain.setting_changes import Grounds, SettingChange, SettingState
from app.domain.views.document_templates import TemplateLine, TemplatePage
from app.domain.views.series import NumberGap, SeriesDetail, SeriesEntry, SeriesLine, SeriesPage
from app.domain.views.settings import (
    KeptTask,
    KeyEffect,
    KeyGroup,
    ProfilePage,
    SettingChangePage,
    SettingEffect,
)
from app.domain.views.system_state import Health, SystemLine, SystemPage
from app.errors import FormInvalid, NotFound
from app.profiles import load_profile
from app.profiles.meanings import GROUPS
from app.steps.profile_rows import key_row
from app.web.setting_acts import Typed
from tests.web import samples

SETTING_READS = frozenset(
    "read_profile preview_profile read_setting_change list_series read_series read_system "
    "list_templates read_template preview_template preview_page".split()
)
PROFILES: Path = ROOT / "workflows" / "profiles"
KEY = "due_days.triage"
CHANGE = SettingChange(
    id="c1",
    subject="profile:MG",
    base="",
    values={KEY: 3},
    lines=((KEY, "2", "3"),),
    reason="Khối lượng <b>tăng</b> sau sáp nhập.",
    decision_no="Quyết định 12-QĐ/TU",
    decision_on=date(2024, 4, 1),
    state=SettingState.PROPOSED,
    version=1,
    proposed_by="qt2",
    proposed_name="Quản trị hai",
    proposed_at=samples.NOW,
)
EFFECT = SettingEffect(
    (
        KeyEffect(KEY, "Xử lý kết quả thẩm định", "2", "3", ("Xử lý kết quả",), 2),
        KeyEffect("place_name", "Địa danh", "A", "B", read_by="phần đầu văn bản"),
        KeyEffect("nd73.answer_days", "Trả lời", "5", "6"),
    ),
    (KeptTask("MG-2024-0021", "Khoán <b>chợ</b>", "Xử lý kết quả", date(2024, 4, 26)),),
    4,
)
LINE = SeriesLine("MG-TU", "Tỉnh ủy <b>Minh Giang</b>", "CV", "2020-2025", 40, 43, "Số 44-CV/TU", 1)
UNUSED = SeriesLine("MG-HX", "Thị ủy Hòa Xuyên", "incoming", "2024", 1, 0, "1")
DETAIL = SeriesDetail(
    LINE,
    (
        SeriesEntry(40, "Số 40-CV/TU", "Công văn <i>a</i>", samples.NOW, "d1", "MG-2024-0021"),
        SeriesEntry(42, "Số 42-CV/TU", "Công văn trả lời", samples.NOW, "d2", "MG-2024-0022"),
    ),
    (NumberGap(1, 39, True, "Sổ giấy đã cấp"), NumberGap(41, 41, False)),
    2,
)
MINUTES = TemplateLine("BIEN_BAN", "Biên bản họp", "filed", "", 1)
TEXT = TemplatePage(
    MINUTES,
    "Thời gian họp: {{ held_at | moment }}. <b>",
    "Thời gian họp: {{ held_at | moment }}.",
    "Thời gian họp: 12 giờ 00.\n\n<b>Hết</b>",
    (("held_at", "thời gian họp thực tế", True), ("place", "địa điểm họp", False)),
    ("day", "moment"),
    (replace(CHANGE, subject="template:BIEN_BAN"),),
)
SYSTEM = SystemPage(
    samples.NOW,
    (
        SystemLine("worker", "Tiến trình nền", Health.BROKEN, "Im lặng.", "Khởi động lại nó."),
        SystemLine("disk", "Đĩa chứa tệp", Health.FINE, "Còn 12 GB."),
    ),
)


class FakeSettings:
    """Stands for the actions; `change` is the one change, `asked` what was proposed last."""

    def __init__(self) -> None:
        super().__init__()
        self.change = CHANGE
        self.own_change = False
        self.asked: tuple[object, ...] = ()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def read_profile(self, actor: Actor) -> ProfilePage:
        self._note("read_profile")
        values = load_profile(PROFILES, "MG").flat()
        since = self.change if self.change.number else None
        groups = tuple(
            KeyGroup(
                group.slug,
                group.title,
                tuple(
                    key_row(key, values[key], values[key], since if key == KEY else None)
                    for key in group.keys
                ),
            )
            for group in GROUPS
        )
        return ProfilePage("MG", groups, (self.change,), since)

    def preview_profile(self, actor: Actor, slug: str, typed: Typed) -> SettingEffect:
        self._note("preview_profile")
        if typed.get(KEY) == ["0"]:
            told = f"Sửa khóa {KEY}: ghi số từ 1 đến 365, đang là 0"
            raise FormInvalid([FieldError(KEY, "Xử lý kết quả thẩm định", told)])
        return EFFECT

    def propose_profile(self, actor: Actor, slug: str, typed: Typed, grounds: Grounds) -> str:
        self._note("propose_profile")
        if not grounds.reason:
            raise FormInvalid([FieldError("reason", "Lý do thay đổi", "Ghi lý do thay đổi")])
        self.asked = (slug, list(typed[KEY]), grounds)
        return self.change.id

    def restore_profile(self, actor: Actor, change_id: str, grounds: Grounds) -> str:
        self._note("restore_profile")
        if not grounds.reason:
            raise FormInvalid([FieldError("reason", "Lý do thay đổi", "Ghi lý do thay đổi")])
        self.asked = (change_id, grounds)
        return self.change.id

    def read_setting_change(self, actor: Actor, change_id: str) -> SettingChangePage:
        self._note("read_setting_change")
        if change_id != self.change.id:
            raise NotFound("Không có đề nghị thay đổi này")
        effect = EFFECT if self.change.state is SettingState.PROPOSED else SettingEffect()
        title = "cấu hình địa phương MG"
        return SettingChangePage(self.change, effect, self.own_change, True, title)

    def approve_setting(self, actor: Actor, change_id: str, version: int) -> SettingChange:
        self._note("approve_setting")
        self.change = replace(
            self.change,
            state=SettingState.APPROVED,
            number=1,
            decided_name="Quản trị một",
            decided_at=samples.NOW,
        )
        return self.change

    def return_setting(
        self, actor: Actor, change_id: str, version: int, reason: str
    ) -> SettingChange:
        self._note("return_setting")
        if not reason:
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", "Ghi lý do trả lại")])
        self.change = replace(self.change, state=SettingState.RETURNED, return_reason=reason)
        return self.change

    def list_series(self, actor: Actor) -> SeriesPage:
        self._note("list_series")
        units = (Option("MG-TU", "Tỉnh ủy Minh Giang"),)
        return SeriesPage((LINE, UNUSED), units, (Option("CV", "CV"),), (Option("2025", "2025"),))

    def read_series(self, actor: Actor, unit_id: str, symbol: str, period: str) -> SeriesDetail:
        self._note("read_series")
        return DETAIL

    def start_series(self, actor: Actor, asked: AskedStart) -> None:
        self._note("start_series")
        if asked.first_number is None:
            raise FormInvalid([FieldError("first_number", "Số đầu", "Ghi số đầu, từ 2 đến 99999")])
        self.asked = (asked,)

    def read_system(self, actor: Actor) -> SystemPage:
        self._note("read_system")
        return SYSTEM

    def list_templates(self, actor: Actor) -> tuple[TemplateLine, ...]:
        self._note("list_templates")
        return (MINUTES, replace(MINUTES, key="TTR", name="Tờ trình", symbol="TTr", waiting=0))

    def read_template(self, actor: Actor, key: str) -> TemplatePage:
        self._note("read_template")
        if key != MINUTES.key:
            raise NotFound("Không có loại văn bản này")
        return TEXT

    def preview_template(self, actor: Actor, key: str, text: str) -> str:
        self._note("preview_template")
        if "range(" in text:
            raise FormInvalid([FieldError("text", "Nội dung mẫu", "Sửa dòng 1: bỏ lời gọi hàm")])
        return f"Xem thử: {text}"

    def preview_page(self, actor: Actor, key: str) -> str:
        self._note("preview_page")
        return "<!doctype html><p>ĐẢNG CỘNG SẢN VIỆT NAM</p>"

    def propose_template(self, actor: Actor, key: str, text: str, grounds: Grounds) -> str:
        self._note("propose_template")
        self.asked = (key, text, grounds)
        return self.change.id
