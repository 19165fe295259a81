"""Chuyển phiên bản in a real Chromium: read by axe, no wider than a phone, walked by keys."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.browser import WIDTHS, Walk
from tests.web.conftest import Window
from tests.web.fake_acts import FakeActs

pytestmark = pytest.mark.browser
PLACE = "/quan-tri/chuyen-phien-ban"


@pytest.fixture
def admin(window: Window, flask_app: Flask) -> Walk:
    """Return an administrator at a phone."""
    walk = window(flask_app, WIDTHS[1])
    walk.sign_in("qt")
    return walk


def test_cases_are_chosen_tried_and_approved_on_accessible_pages(
    admin: Walk, acts: FakeActs
) -> None:
    page = admin.page
    admin.go(PLACE)
    admin.look("moves")
    admin.press(page.get_by_role("link", name="Chọn hồ sơ để chuyển"))
    page.get_by_label("Ký").select_option(label="Đóng dấu")
    admin.press(page.get_by_role("button", name="Xem lại"))
    admin.look("moves-choose")
    page.get_by_label("MG-2024-0022").press("Space")
    page.get_by_label("Lý do chuyển").fill("Bước mới nhắc hạn sớm hơn.")
    admin.press(page.get_by_role("button", name="Gửi duyệt chuyển"))
    assert acts.proposed[2:4] == ({("p01", "sign"): "seal"}, ["i1"])
    admin.press(page.get_by_role("button", name="Chạy thử trên bản sao"))
    admin.look("moves-tried")
    admin.press(page.get_by_role("button", name="Duyệt chuyển 3 lượt chạy"))
    admin.look("moves-under-way")
    assert page.get_by_text("0 trên 3 lượt chạy đã có kết quả").is_visible()
