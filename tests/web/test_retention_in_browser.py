"""A case destroyed by two persons in a real Chromium, its tombstone read, leave asked, log read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.admin.carry_out_destructions import carry_out_destructions
from app.actions.admin.restrict_case import restrict_case
from tests.factories import AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(window: Window, sqlite_office: AtWork) -> Walk:
    """Return a PC twenty years after a case ended; another is restricted and under way."""
    sqlite_office.go_to_end()
    ended = sqlite_office.case_id
    sqlite_office.clock.move_to(sqlite_office.clock.now() + timedelta(days=366 * 20))
    sqlite_office.case_id = ""
    sqlite_office.go_to("register_incoming")
    restrict_case(sqlite_office.services, sqlite_office.case().code, "Công văn số 5 của Ban")
    sqlite_office.case_id = ended
    return window(application(sqlite_office))


def test_two_persons_destroy_a_case_and_an_auditor_reads_what_is_left(
    walk: Walk, sqlite_office: AtWork
) -> None:
    page, code = walk.page, sqlite_office.case().code
    walk.enter("admin")
    walk.go("/quan-tri/luu-tru")
    page.get_by_label(f"Chọn {code}").press("Space")
    page.get_by_label("Số quyết định tiêu hủy").fill("Số 12-QĐ/TU")
    page.get_by_label("Ngày quyết định").fill("01/03/2024")
    walk.press(page.get_by_role("button", name="Gửi duyệt tiêu hủy"))
    assert page.get_by_label(f"Chọn {code}").is_checked()
    walk.look("retention")
    page.get_by_label("Lý do tiêu hủy").fill("Hết thời hạn lưu, không còn giá trị")
    walk.press(page.get_by_role("button", name="Gửi duyệt tiêu hủy"))
    assert page.get_by_text("Người lập danh sách không tự duyệt").is_visible()
    address = page.url.removeprefix(walk.base)
    walk.enter("auditor")
    walk.go(address)
    walk.look("retention-list")
    walk.pictured("quan-tri-tieu-huy")
    walk.press(page.get_by_role("button", name="Duyệt tiêu hủy 1 hồ sơ"))
    carry_out_destructions(sqlite_office.services)
    walk.go(f"/giam-sat/ho-so/{code}")
    assert page.get_by_text("Nội dung đã tiêu hủy, có biên bản tiêu hủy").is_visible()
    walk.look("tombstone")


def test_an_auditor_asks_to_read_and_the_log_tells_it(walk: Walk) -> None:
    page = walk.page
    walk.enter("auditor")
    walk.go("/giam-sat/ho-so/MG-2044-0001")
    walk.look("withheld")
    walk.press(page.get_by_role("link", name="Xin xem hồ sơ này"))
    page.get_by_label("Lý do xin xem").fill("Kiểm tra theo kế hoạch quý một")
    walk.press(page.get_by_role("button", name="Gửi yêu cầu xin xem"))
    walk.enter("auditor2")
    walk.go("/kiem-soat/xin-xem")
    walk.look("readings")
    walk.press(page.get_by_role("button", name="Cho xem MG-2044-0001").first)
    walk.enter("auditor")
    walk.go("/giam-sat/ho-so/MG-2044-0001")
    assert page.get_by_role("heading", name="Ai đề xuất").is_visible()
    walk.go("/kiem-soat/nhat-ky")
    page.get_by_label("Việc", exact=True).select_option(label="Xem, xuất, xin xem hồ sơ")
    walk.press(page.get_by_role("button", name="Lọc nhật ký"))
    assert page.get_by_text("Kiểm tra toàn bộ hồ sơ").is_visible()
    walk.look("log")
    walk.pictured("kiem-soat-nhat-ky")
