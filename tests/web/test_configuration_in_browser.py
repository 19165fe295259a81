"""The administrator's pages of settings in a real Chromium: axe, no wider than a phone, by keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.browser import WIDTHS, Walk, serving
from tests.web.conftest import make_app
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


@pytest.fixture(params=WIDTHS)
def admin(
    request: pytest.FixtureRequest, browser: Browser, acts: FakeActs, tmp_path: Path
) -> Iterator[Walk]:
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": request.param, "height": 800})
    with serving(make_app(acts)) as base:
        walk = Walk(window.new_page(), base, shots, request.param)
        walk.sign_in("qt")
        yield walk
        window.close()
    assert walk.faults == []


def test_profile_is_changed_by_keys_and_the_pages_beside_it_are_accessible(
    admin: Walk, acts: FakeActs
) -> None:
    page = admin.page
    admin.go(f"{PLACE}/cau-hinh")
    _looked_at(admin, "profile")
    page.get_by_role("link", name="Thời hạn do đơn vị quy định").press("Enter")
    page.get_by_label("Xử lý kết quả thẩm định, xem xét báo cáo").fill("3")
    page.get_by_label("Lý do thay đổi").fill("Khối lượng tăng sau sáp nhập.")
    page.get_by_label("Số, ký hiệu văn bản quyết định").fill("12-QĐ/TU")
    page.get_by_label("Ngày văn bản").fill("01/04/2024")
    page.get_by_role("button", name="Xem ảnh hưởng").press("Enter")
    _looked_at(admin, "profile-effect")
    page.get_by_role("button", name="Gửi quản trị khác duyệt").press("Enter")
    _looked_at(admin, "profile-change")
    assert acts.asked[:2] == ("thoi-han", ["3"])
    page.get_by_role("button", name="Duyệt và áp dụng").press("Enter")
    assert page.get_by_text("Đã áp dụng. Việc giao từ bây giờ").is_visible()
    for name, path in PAGES.items():
        admin.go(PLACE + path)
        _looked_at(admin, name)


def _looked_at(walk: Walk, name: str) -> None:
    walk.picture(name)
    assert walk.sideways() == 0
    assert walk.axe() == []
