"""Pages of those who watch in a real Chromium: read by axe, no wider than a phone."""

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
PLACE = "/giam-sat"


@pytest.fixture(params=WIDTHS)
def auditor(
    request: pytest.FixtureRequest, browser: Browser, acts: FakeActs, tmp_path: Path
) -> Iterator[Walk]:
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    window = browser.new_context(viewport={"width": request.param, "height": 800})
    with serving(make_app(acts)) as base:
        walk = Walk(window.new_page(), base, shots, request.param)
        walk.sign_in("kts")
        yield walk
        window.close()
    assert walk.faults == []


def test_pages_of_those_who_watch_are_accessible(auditor: Walk, acts: FakeActs) -> None:
    page = auditor.page
    auditor.go(f"{PLACE}/ho-so?han=qua_han&tu_ngay=hôm qua")
    _looked_at(auditor, "search-refused")
    page.get_by_label("Từ ngày").fill("01/04/2024")
    page.get_by_role("button", name="Tìm").click()
    assert acts.asked["tu_ngay"] == ["01/04/2024"]
    page.get_by_label("Đánh dấu MG-2024-0021").check()
    _looked_at(auditor, "search")
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert acts.asked["chon"] == ["c21"]


def _looked_at(walk: Walk, name: str) -> None:
    walk.picture(name)
    assert walk.sideways() == 0
    assert walk.axe() == []
