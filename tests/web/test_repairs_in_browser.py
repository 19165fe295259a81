"""A stuck case put right in a real Chromium by two administrators who use the keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.factories import PASSWORD, AtWork
from tests.web.browser import Walk, serving
from tests.web.hands import application

pytestmark = pytest.mark.browser
REASON = "Báo cáo thẩm định lập nhầm mẫu, Ban Tổ chức xin lập lại."


@pytest.fixture
def walk(browser: Browser, sqlite_office: AtWork, tmp_path: Path) -> Iterator[Walk]:
    """Return a PC, while a report that was written wrongly waits to be checked."""
    sqlite_office.go_to("check_report")
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    with serving(application(sqlite_office)) as base:
        walk = Walk(window.new_page(), base, shots, 1280)
        yield walk
        window.close()
    assert walk.faults == []


def enter(walk: Walk, login: str) -> None:
    """Sign in as somebody else."""
    walk.page.context.clear_cookies()
    walk.go("/dang-nhap")
    walk.page.fill("#u", login)
    walk.page.fill("#p", PASSWORD)
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")


def press(walk: Walk, target: Locator) -> None:
    """Go on by the keyboard."""
    with walk.page.expect_navigation():
        target.press("Enter")


def test_two_administrators_move_a_stuck_case_and_the_auditor_reads_it(
    walk: Walk, sqlite_office: AtWork
) -> None:
    page, code = walk.page, sqlite_office.case().code
    enter(walk, "admin")
    walk.go(f"/giam-sat/ho-so?q={code}")
    page.get_by_label(f"Đánh dấu {code}").press("Space")
    press(walk, page.get_by_role("button", name="Đề nghị sửa, chuyển phiên bản"))
    assert walk.axe() == []
    press(walk, page.get_by_role("button", name="Đề nghị sửa các lượt đã chọn"))
    walk.look("repair-new")
    here = page.get_by_label("Đang ở “Thẩm tra hồ sơ trình”")
    while here.locator("option:checked").inner_text() != "Lập báo cáo thẩm định":
        here.press("ArrowDown")
    page.get_by_label("Vì sao phải sửa").focus()
    page.keyboard.insert_text(REASON)
    walk.pictured("quan-tri-de-nghi", page.get_by_role("heading", name="Vị trí"))
    press(walk, page.get_by_role("button", name="Gửi đề nghị sửa"))
    assert page.get_by_text("Người đề nghị không được tự duyệt").is_visible()
    address = page.url.removeprefix(walk.base)
    enter(walk, "admin2")
    walk.go("/quan-tri/sua-chua")
    press(walk, page.locator(f"a[href='{address}']"))
    press(walk, page.get_by_role("button", name="Chạy thử lại"))
    walk.look("repair-show")
    tried = page.get_by_role("heading", name="Chạy thử trên bản sao")
    walk.pictured("quan-tri-chay-thu", tried)
    assert page.get_by_role("cell", name="Giữ nguyên").count() > 3
    page.get_by_label("Ý kiến của người duyệt").focus()
    page.keyboard.insert_text("Đồng ý.")
    press(walk, page.get_by_role("button", name="Duyệt và sửa vị trí"))
    assert page.locator(".chip", has_text="Đã sửa").is_visible()
    sqlite_office.go_to("check_report")
    enter(walk, "auditor")
    walk.go(f"/giam-sat/ho-so/{code}")
    line = page.locator("tr", has_text=REASON)
    assert line.get_by_text("Quản trị hệ thống đề nghị, Quản trị thứ hai duyệt").is_visible()
