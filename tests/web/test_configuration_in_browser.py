"""The administrator's pages of settings in a real Chromium: axe, no wider than a phone, by keys."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.browser import WIDTHS, Walk
from tests.web.conftest import Window
from tests.web.fake_acts import FakeActs

pytestmark = pytest.mark.browser
PLACE = "/quan-tri"
PAGES = {
    "series": "/so-hieu",
    "series-one": "/so-hieu/so?don-vi=MG-TU&ky-hieu=CV&ky=2020-2025",
    "texts": "/mau-van-ban",
    "text": "/mau-van-ban/BIEN_BAN",
    "system": "/he-thong",
    "profile-levels": "/cau-hinh/sua/cap",
}


@pytest.fixture
def admin(window: Window, flask_app: Flask) -> Walk:
    """Return an administrator at a phone."""
    walk = window(flask_app, WIDTHS[1])
    walk.sign_in("qt")
    return walk


def test_profile_is_changed_by_keys_and_the_pages_beside_it_are_accessible(
    admin: Walk, acts: FakeActs
) -> None:
    page = admin.page
    admin.go(f"{PLACE}/cau-hinh")
    admin.look("profile")
    admin.press(page.get_by_role("link", name="Thời hạn do đơn vị quy định"))
    page.get_by_label("Xử lý kết quả thẩm định, xem xét báo cáo").fill("3")
    page.get_by_label("Lý do thay đổi").fill("Khối lượng tăng sau sáp nhập.")
    page.get_by_label("Số, ký hiệu văn bản quyết định").fill("12-QĐ/TU")
    page.get_by_label("Ngày văn bản").fill("01/04/2024")
    admin.press(page.get_by_role("button", name="Xem ảnh hưởng"))
    admin.look("profile-effect")
    admin.press(page.get_by_role("button", name="Gửi quản trị khác duyệt"))
    admin.look("profile-change")
    assert acts.asked[:2] == ("thoi-han", ["3"])
    admin.press(page.get_by_role("button", name="Duyệt và áp dụng"))
    assert page.get_by_text("Đã áp dụng. Việc giao từ bây giờ").is_visible()
    for name, path in PAGES.items():
        admin.go(PLACE + path)
        admin.look(name)
