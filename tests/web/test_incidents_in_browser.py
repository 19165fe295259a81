"""An incident of a real case in Chromium: read, ticked, tried again, noted; axe reads along."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.domain.incidents import IncidentState
from tests.actions.admin.failing import broken_watch, put_state, the_incident
from tests.factories import PASSWORD, AtWork
from tests.web.browser import WIDTHS, Walk, serving
from tests.web.hands import application

pytestmark = pytest.mark.browser


def test_administrator_reads_notes_and_retries_what_failed(
    browser: Browser, sqlite_office: AtWork, tmp_path: Path
) -> None:
    instance_id, sound = broken_watch(sqlite_office)
    put_state(sqlite_office, instance_id, sound)
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    with serving(application(sqlite_office)) as base:
        walk = Walk(window.new_page(), base, shots, WIDTHS[0])
        walk.go("/dang-nhap")
        walk.page.fill("#u", "admin")
        walk.page.fill("#p", PASSWORD)
        with walk.page.expect_navigation():
            walk.page.click("button.btn-primary")
        _walk(walk, the_incident(sqlite_office).code)
        window.close()
    assert walk.faults == []
    assert the_incident(sqlite_office).state is IncidentState.SOLVED


def _walk(walk: Walk, code: str) -> None:
    page = walk.page
    page.get_by_role("link", name="Sự cố").click()
    walk.look("incidents")
    page.get_by_role("link", name="Trạng thái đã lưu").click()
    page.get_by_label("Ghi chú thêm").fill("Đã đặt lại từ bản sao.")
    page.get_by_role("button", name="Lưu ghi chú").click()
    assert page.get_by_text("Đã đặt lại từ bản sao.").is_visible()
    walk.look("incident")
    walk.pictured("quan-tri-su-co")
    page.get_by_role("link", name="Sự cố", exact=True).last.click()
    page.get_by_label(f"Đánh dấu {code}").check()
    page.get_by_role("button", name="Thử lại sự cố đã đánh dấu").click()
    page.get_by_role("button", name="Thử lại 1 sự cố").click()
    assert page.get_by_text("Đã khắc phục 1 sự cố").is_visible()
    walk.go("/quan-tri/he-thong")
    assert page.get_by_role("row", name="Tiến trình worker Phải xử lý").is_visible()
    walk.look("system")
    walk.pictured("quan-tri-he-thong")
