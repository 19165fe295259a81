"""A case destroyed by two persons in a real Chromium, its tombstone read, leave asked, log read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.actions.admin.carry_out_destructions import carry_out_destructions
from app.actions.admin.restrict_case import restrict_case
from tests.factories import AtWork
from tests.web.browser import Walk, serving
from tests.web.hands import application
from tests.web.test_repairs_in_browser import enter, press

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(browser: Browser, sqlite_office: AtWork, tmp_path: Path) -> Iterator[Walk]:
    """Return a PC twenty years after a case ended; another is restricted and under way."""
    sqlite_office.go_to_end()
    ended = sqlite_office.case_id
    sqlite_office.clock.move_to(sqlite_office.clock.now() + timedelta(days=366 * 20))
    sqlite_office.case_id = ""
    sqlite_office.go_to("register_incoming")
    restrict_case(sqlite_office.services, sqlite_office.case().code, "Công văn số 5 của Ban")
    sqlite_office.case_id = ended
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    with serving(application(sqlite_office)) as base:
        walk = Walk(window.new_page(), base, shots, 1280)
        yield walk
        window.close()
    assert walk.faults == []


def test_two_persons_destroy_a_case_and_an_auditor_reads_what_is_left(
    walk: Walk, sqlite_office: AtWork
) -> None:
    page, code = walk.page, sqlite_office.case().code
    enter(walk, "admin")
    walk.go("/quan-tri/luu-tru")
    page.get_by_label(f"Chọn {code}").press("Space")
    page.get_by_label("Số quyết định tiêu hủy").fill("Số 12-QĐ/TU")
    page.get_by_label("Ngày quyết định").fill("01/03/2024")
    press(walk, page.get_by_role("button", name="Gửi duyệt tiêu hủy"))
    assert page.get_by_label(f"Chọn {code}").is_checked()
    walk.look("retention")
    page.get_by_label("Lý do tiêu hủy").fill("Hết thời hạn lưu, không còn giá trị")
    press(walk, page.get_by_role("button", name="Gửi duyệt tiêu hủy"))
    assert page.get_by_text("Người lập danh sách không tự duyệt").is_visible()
    address = page.url.removeprefix(walk.base)
    enter(walk, "auditor")
    walk.go(address)
    walk.look("retention-list")
    walk.pictured("quan-tri-tieu-huy")
    press(walk, page.get_by_role("button", name="Duyệt tiêu hủy 1 hồ sơ"))
    carry_out_destructions(sqlite_office.services)
    walk.go(f"/giam-sat/ho-so/{code}")
    assert page.get_by_text("Nội dung đã tiêu hủy, có biên bản tiêu hủy").is_visible()
    walk.look("tombstone")


def test_an_auditor_asks_to_read_and_the_log_tells_it(walk: Walk) -> None:
    page = walk.page
    enter(walk, "auditor")
    walk.go("/giam-sat/ho-so/MG-2044-0001")
    walk.look("withheld")
    press(walk, page.get_by_role("link", name="Xin xem hồ sơ này"))
    page.get_by_label("Lý do xin xem").fill("Kiểm tra theo kế hoạch quý một")
    press(walk, page.get_by_role("button", name="Gửi yêu cầu xin xem"))
    enter(walk, "auditor2")
    walk.go("/kiem-soat/xin-xem")
    walk.look("readings")
    press(walk, page.get_by_role("button", name="Cho xem MG-2044-0001").first)
    enter(walk, "auditor")
    walk.go("/giam-sat/ho-so/MG-2044-0001")
    assert page.get_by_role("heading", name="Ai đề xuất").is_visible()
    walk.go("/kiem-soat/nhat-ky")
    page.get_by_label("Việc", exact=True).select_option(label="Xem, xuất, xin xem hồ sơ")
    press(walk, page.get_by_role("button", name="Lọc nhật ký"))
    assert page.get_by_text("Kiểm tra toàn bộ hồ sơ").is_visible()
    walk.look("log")
    walk.pictured("kiem-soat-nhat-ky")
