"""Pages of those who watch over a real case, in Chromium: read by axe, no wider than a phone."""

from __future__ import annotations

import pytest

from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from tests.actions.audit.test_record_pages import tamper
from tests.factories import AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = pytest.mark.browser
PLACE = "/giam-sat"


@pytest.fixture
def auditor(window: Window, sqlite_office: AtWork) -> Walk:
    """Return the auditor at a PC, while a case is being appraised."""
    sqlite_office.go_to("write_appraisal")
    walk = window(application(sqlite_office))
    walk.enter("auditor")
    return walk


def test_one_who_watches_finds_a_case_and_reads_it_whole(
    auditor: Walk, sqlite_office: AtWork
) -> None:
    page, code = auditor.page, sqlite_office.case().code
    auditor.go(PLACE)
    auditor.look("monitor")
    auditor.pictured("kiem-soat-tinh-hinh")
    page.get_by_role("link", name="đang mở", exact=True).click()
    assert page.get_by_text(code).is_visible()
    auditor.go(f"{PLACE}/bat-bien")
    page.get_by_role("button", name="Kiểm ngay").click()
    assert page.get_by_text("Mọi bất biến đều được giữ").is_visible()
    auditor.look("invariants")
    auditor.go(f"{PLACE}/ho-so?tu_ngay=hôm qua")
    auditor.look("search-refused")
    page.get_by_label("Từ ngày").fill("04/03/2024")
    page.get_by_label("Điều khoản được viện dẫn").select_option("C-025")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_label(f"Đánh dấu {code}").check()
    auditor.look("search")
    auditor.pictured("kiem-soat-tra-cuu")
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất XLSX").click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.get_by_role("link", name=sqlite_office.case().title).click()
    assert page.get_by_text("Hoàng Thị Thu (Bên đề xuất) gửi kế hoạch").is_visible()
    page.locator("summary", has_text="Nhật ký").press("Enter")
    auditor.look("case")
    auditor.pictured("kiem-soat-so-do", page.get_by_role("heading", name="Lượt chạy 1"))
    page.get_by_role("link", name="Biểu đã gửi, trước và sau").first.click()
    auditor.look("sent-form")
    auditor.pictured("kiem-soat-bieu")
    _the_record_is_intact_until_a_line_is_changed(auditor, sqlite_office)
    sqlite_office.go_to_end()  # The session is over by then.
    auditor.enter("auditor")
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
