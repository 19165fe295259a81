"""Pages of those who watch over a real case, in Chromium: read by axe, no wider than a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from tests.actions.audit.test_record_pages import tamper
from tests.factories import PASSWORD, AtWork
from tests.web.browser import WIDTHS, Walk, serving
from tests.web.hands import application

pytestmark = pytest.mark.browser
PLACE = "/giam-sat"


@pytest.fixture
def auditor(browser: Browser, sqlite_office: AtWork, tmp_path: Path) -> Iterator[Walk]:
    """Return the auditor at a PC, while a case is being appraised."""
    sqlite_office.go_to("write_appraisal")
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    with serving(application(sqlite_office)) as base:
        walk = Walk(window.new_page(), base, shots, WIDTHS[0])
        _enter(walk)
        yield walk
        window.close()
    assert walk.faults == []


def test_one_who_watches_finds_a_case_and_reads_it_whole(
    auditor: Walk, sqlite_office: AtWork
) -> None:
    page, code = auditor.page, sqlite_office.case().code
    auditor.go(PLACE)
    _looked_at(auditor, "monitor")
    auditor.pictured("kiem-soat-tinh-hinh")
    page.get_by_role("link", name="đang mở", exact=True).click()
    assert page.get_by_text(code).is_visible()
    auditor.go(f"{PLACE}/bat-bien")
    page.get_by_role("button", name="Kiểm ngay").click()
    assert page.get_by_text("Mọi bất biến đều được giữ").is_visible()
    _looked_at(auditor, "invariants")
    auditor.go(f"{PLACE}/ho-so?tu_ngay=hôm qua")
    _looked_at(auditor, "search-refused")
    page.get_by_label("Từ ngày").fill("04/03/2024")
    page.get_by_label("Điều khoản được viện dẫn").select_option("C-025")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_label(f"Đánh dấu {code}").check()
    _looked_at(auditor, "search")
    auditor.pictured("kiem-soat-tra-cuu")
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất XLSX").click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.get_by_role("link", name=sqlite_office.case().title).click()
    assert page.get_by_text("Hoàng Thị Thu (Bên đề xuất) gửi kế hoạch").is_visible()
    _looked_at(auditor, "case")
    auditor.pictured("kiem-soat-so-do", page.get_by_role("heading", name="Lượt chạy 1"))
    page.get_by_role("link", name="Biểu đã gửi, trước và sau").first.click()
    _looked_at(auditor, "sent-form")
    auditor.pictured("kiem-soat-bieu")
    _the_record_is_intact_until_a_line_is_changed(auditor, sqlite_office)
    sqlite_office.go_to_end()  # The session is over by then.
    _enter(auditor)
    auditor.go(f"{PLACE}/ho-so/{code}")
    assert page.get_by_role("heading", name="Ai quyết định, bằng văn bản nào").is_visible()
    auditor.pictured("kiem-soat-ho-so")


def _the_record_is_intact_until_a_line_is_changed(auditor: Walk, office: AtWork) -> None:
    """Change a line by the database's own password; the page names it."""
    make_signing_key(office.services)
    seal_chains(office.services)
    auditor.go("/kiem-soat")
    auditor.pictured("kiem-soat-chung-minh")
    tamper(office)
    auditor.page.get_by_role("button", name="Kiểm tra toàn bộ").click()
    told = auditor.page.get_by_role("alert")
    assert told.get_by_text("Nhật ký sai lệch tại dòng 2").is_visible()
    auditor.pictured("kiem-soat-sai-lech")


def _enter(walk: Walk) -> None:
    walk.go("/dang-nhap")
    walk.page.fill("#u", "auditor")
    walk.page.fill("#p", PASSWORD)
    with walk.page.expect_navigation():
        walk.page.click("button.btn-primary")


def _looked_at(walk: Walk, name: str) -> None:
    """Look at the page on a PC and on a phone."""
    for width in WIDTHS:
        walk.page.set_viewport_size({"width": width, "height": 800})
        walk.width = width
        if "SHOTS" in os.environ:
            walk.picture(name)
        assert walk.sideways() == 0
    walk.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert walk.axe() == []
