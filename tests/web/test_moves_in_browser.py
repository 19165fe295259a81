"""Chuyển phiên bản in a real Chromium: read by axe, no wider than a phone, walked by keys."""

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
PLACE = "/quan-tri/chuyen-phien-ban"


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


def test_cases_are_chosen_tried_and_approved_on_accessible_pages(
    admin: Walk, acts: FakeActs
) -> None:
    page = admin.page
    admin.go(PLACE)
    _looked_at(admin, "moves")
    page.get_by_role("link", name="Chọn hồ sơ để chuyển").press("Enter")
    page.get_by_label("Ký").select_option(label="Đóng dấu")
    page.get_by_role("button", name="Xem lại").press("Enter")
    _looked_at(admin, "moves-choose")
    page.get_by_label("MG-2024-0022").press("Space")
    page.get_by_label("Lý do chuyển").fill("Bước mới nhắc hạn sớm hơn.")
    page.get_by_role("button", name="Gửi duyệt chuyển").press("Enter")
    assert acts.proposed[2:4] == ({("p01", "sign"): "seal"}, ["i1"])
    page.get_by_role("button", name="Chạy thử trên bản sao").press("Enter")
    _looked_at(admin, "moves-tried")
    page.get_by_role("button", name="Duyệt chuyển 3 lượt chạy").press("Enter")
    _looked_at(admin, "moves-under-way")
    assert page.get_by_text("0 trên 3 lượt chạy đã có kết quả").is_visible()


def _looked_at(walk: Walk, name: str) -> None:
    walk.picture(name)
    assert walk.sideways() == 0
    assert walk.axe() == []
