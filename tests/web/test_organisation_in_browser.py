"""An administrator takes a person in, by keyboard; a list comes in from a file and goes again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import MONDAY, AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import Desk, Hands, application

pytestmark = pytest.mark.browser
PLACE = "/quan-tri/to-chuc"
REASON = "Quyết định số 15-QĐ/ThU"
OWN = "cầu vồng sau cơn mưa"
FILE = "Mã người;Họ và tên;Nơi công tác\nmoi2;Lý Văn Thêm;MG-HX-VP\nmoi3;Trần Lạ;KHONG-CO\n"


@pytest.fixture
def desk(window: Window, sqlite_office: AtWork) -> Desk:
    """Return a PC, while a plan waits for the office."""
    sqlite_office.go_to("register_incoming")
    return Desk(window(application(sqlite_office)), sqlite_office)


def test_a_new_person_comes_into_office_and_finds_its_task(desk: Desk, tmp_path: Path) -> None:
    with desk.person("admin", desk.office.clock.now(), keys=True) as hands:
        _take_in(hands)
        hands.keys = False
        _seat(hands)
        password = _open_account(hands)
        _import_and_undo(hands, tmp_path)
    page = desk.walk.page
    page.context.clear_cookies()
    _enter(page, desk.base, password)
    expect(page.get_by_role("link", name="Tiếp nhận, vào sổ")).to_be_visible()


def _take_in(hands: Hands) -> None:
    hands.page.goto(f"{hands.desk.base}{PLACE}/nguoi")
    hands.press("Thêm người")
    hands.write("Mã người", "moi1")
    hands.write("Họ và tên", "Phan Thị Mới")
    _choose(hands, "Nơi công tác", "Văn phòng Thị ủy (MG-HX-VP)")
    _save(hands, "người")


def _seat(hands: Hands) -> None:
    """Give the person a seat in the office, seeing first which task changes hands."""
    hands.page.goto(f"{hands.desk.base}{PLACE}/thanh-vien/dong?person_id=moi1")
    hands.holds("Người", "Phan Thị Mới (moi1)")
    _choose(hands, "Tập thể, văn phòng", "Văn phòng Thị ủy Hòa Xuyên (MG-HX.van_phong)")
    _choose(hands, "Tư cách", "Thành viên")
    hands.write("Từ ngày", f"{MONDAY:%d/%m/%Y}")
    _save(hands, "thành viên", "1 việc đang mở đổi người làm được")
    _look(hands.desk.walk, "row")


def _choose(hands: Hands, label: str, option: str) -> None:
    """Choose in a list; the keys of this driver know no Vietnamese letters to search it by."""
    keys, hands.keys = hands.keys, False
    hands.choose(label, option)
    hands.keys = keys


def _save(hands: Hands, one: str, told: str = "") -> None:
    hands.write("Lý do", REASON)
    hands.press("Xem ảnh hưởng")
    expect(hands.page.locator("main")).to_contain_text(told)
    hands.press(f"Lưu {one}")
    expect(hands.page.get_by_text("Đã lưu thay đổi.")).to_be_visible()


def _open_account(hands: Hands) -> str:
    hands.page.goto(f"{hands.desk.base}{PLACE}/con-nguoi/moi1")
    hands.write("Tên đăng nhập", "moi1")
    hands.write("Lý do", REASON)
    hands.press("Mở tài khoản")
    _look(hands.desk.walk, "person")
    return hands.page.locator("code.once").inner_text()


def _import_and_undo(hands: Hands, folder: Path) -> None:
    page, file = hands.page, folder / "nguoi.csv"
    file.write_text(FILE, encoding="utf-8")
    page.goto(f"{hands.desk.base}{PLACE}/nhap")
    hands.attach("Tệp", file)
    hands.press("Xem trước từng dòng")
    expect(page.get_by_text("Chưa có đơn vị “KHONG-CO”")).to_be_visible()
    _look(hands.desk.walk, "import")
    hands.write("Lý do", REASON)
    hands.press("Nhập 1 dòng, bỏ qua 1 dòng")
    hands.write("Lý do", "Nhập nhầm danh sách")
    hands.press("Hoàn lại 1 dòng")
    expect(page.get_by_text("Đã hoàn lại đúng các dòng")).to_be_visible()


def _enter(page: Page, base: str, password: str) -> None:
    """Come with the password that was handed over, and choose another."""
    page.goto(f"{base}/dang-nhap")
    page.fill("#u", "moi1")
    page.fill("#p", password)
    page.click("button.btn-primary")
    page.get_by_label("Mật khẩu đang dùng").fill(password)
    page.get_by_label("Mật khẩu mới", exact=True).fill(OWN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    page.get_by_role("button", name="Đổi mật khẩu").click()


def _look(walk: Walk, name: str) -> None:
    walk.look(name)
    walk.pictured(name)
