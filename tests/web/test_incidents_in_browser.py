"""An incident of a real case in Chromium: read, ticked, tried again, noted; axe reads along."""

from __future__ import annotations

import pytest

from app.domain.incidents import IncidentState
from tests.actions.admin.failing import broken_watch, put_state, the_incident
from tests.factories import AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = pytest.mark.browser


def test_administrator_reads_notes_and_retries_what_failed(
    window: Window, sqlite_office: AtWork
) -> None:
    instance_id, sound = broken_watch(sqlite_office)
    put_state(sqlite_office, instance_id, sound)
    walk = window(application(sqlite_office))
    walk.enter("admin")
    _walk(walk, the_incident(sqlite_office).code)
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
    assert page.get_by_role("row", name="Tiến trình nền Phải xử lý").is_visible()
    walk.look("system")
    walk.pictured("quan-tri-he-thong")
