"""Pages in a real Chromium: at two widths, with and without scripts, read by axe.

Pictures land in the folder SHOTS names, else in a temporary one; look at them after a change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from app.domain.forms import FieldError
from app.errors import Conflict
from tests.web.browser import WIDTHS, Walk, launch, serving
from tests.web.conftest import make_app
from tests.web.fake_acts import FakeActs

pytestmark = pytest.mark.browser

PAGES = {
    "inbox": "/viec",
    "task": "/viec/t1",
    "plan": "/viec/t2?section=2",
    "receipt": "/viec/t1/da-gui",
    "plans": "/ke-hoach",
    "cases": "/ho-so",
    "case": "/ho-so/MG-2024-0021",
    "document": "/van-ban/d1",
    "settings": "/cai-dat",
    "not-found": "/viec/khong-co",
    "guide": "/huong-dan/quan-tri",
}
ERRORS = (
    FieldError("opinions[0].text", "Nội dung", "Ghi nội dung ý kiến, ít nhất 30 ký tự"),
    FieldError("chair", "Chủ trì", "Chọn chủ trì"),
    FieldError("votes_for", "Đồng ý", "Tổng số phiếu là 10, cần bằng 11"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = os.environ.get("SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else tmp_path_factory.mktemp("shots")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=WIDTHS)
def walk(
    request: pytest.FixtureRequest, browser: Browser, acts: FakeActs, shots: Path, scripts: bool
) -> Iterator[Walk]:
    window = browser.new_context(
        viewport={"width": request.param, "height": 800}, java_script_enabled=scripts
    )
    with serving(make_app(acts)) as base:
        walking = Walk(window.new_page(), base, shots, request.param, scripts)
        yield walking
        window.close()
    assert walking.faults == []


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_never_scrolls_sideways(walk: Walk, name: str) -> None:
    walk.sign_in()
    walk.go(PAGES[name])
    walk.picture(name)
    assert walk.sideways() == 0
    assert walk.axe() == []


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_the_sign_in_page_is_accessible(walk: Walk) -> None:
    walk.go("/dang-nhap")
    walk.picture("sign-in")
    assert walk.axe() == []


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_the_audit_page_is_accessible(walk: Walk) -> None:
    walk.sign_in("kts")
    walk.go("/kiem-soat")
    walk.picture("audit")
    assert walk.sideways() == 0
    assert walk.axe() == []
    walk.go("/kiem-soat/ho-so/MG-2024-0012")
    walk.picture("audit-case")
    assert walk.sideways() == 0
    assert walk.axe() == []


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("theme", ["dark", "high"])
def test_other_themes_keep_their_contrast(walk: Walk, theme: str) -> None:
    walk.sign_in()
    walk.go("/cai-dat")
    walk.page.check("#theme-dark" if theme == "dark" else "#contrast-high")
    walk.page.click("main button.btn-primary")
    for path in ("/viec", "/viec/t1", "/ho-so/MG-2024-0021"):
        walk.go(path)
        assert walk.axe() == []
    walk.picture(f"case-{theme}")


def test_a_form_is_filled_checked_and_sent(walk: Walk, acts: FakeActs) -> None:
    page = walk.page
    walk.sign_in()
    walk.go("/viec/t1")
    page.click("button[name=add]")
    page.wait_for_selector("[name='opinions[1].person']")
    assert page.evaluate("document.activeElement.name") == "opinions[1].person"
    page.fill("[name='opinions[1].text']", "Ý kiến thứ hai")
    page.select_option("[name='opinions[1].person']", "tpb")

    acts.errors = ERRORS
    page.click("main button.btn-primary[name=check]")
    page.wait_for_selector(".errsum")
    assert page.title().startswith("Lỗi: ")
    assert page.evaluate("document.activeElement.className") == "errsum"
    walk.picture("errors")
    assert walk.sideways() == 0
    assert walk.axe() == []
    page.click(".errsum a[href='#f-chair']")
    assert page.input_value("[name='opinions[1].text']") == "Ý kiến thứ hai"

    acts.errors = ()
    page.select_option("#f-chair", "tpb")
    page.click("main button.btn-primary[name=check]")
    page.wait_for_selector("h1:has-text('Kiểm tra trước khi gửi')")
    walk.picture("check")
    assert walk.axe() == []
    page.click("button[name=confirm]")
    page.wait_for_selector("h1:has-text('Đã gửi')")
    sent = acts.sent[0].answers
    assert sent["opinions"][1] == {"person": "tpb", "text": "Ý kiến thứ hai"}
    assert sent["chair"] == "tpb"


def test_the_second_of_two_is_told_and_keeps_the_text(walk: Walk, acts: FakeActs) -> None:
    acts.fails["submit_task"] = Conflict("Việc này đã được xử lý")
    walk.sign_in()
    walk.go("/viec/t1")
    walk.page.click("main button.btn-primary[name=check]")
    walk.page.click("button[name=confirm]")
    walk.page.wait_for_selector("h1:has-text('Chưa ghi nhận')")
    walk.picture("refused")
    assert "Các ý kiến đồng ý nêu ba chợ" in walk.page.inner_text("main")
    assert walk.axe() == []


def test_the_menu_of_a_phone_opens_and_leads_on(walk: Walk) -> None:
    walk.sign_in()
    if walk.width > 860:
        assert not walk.page.is_visible(".menu")
        return
    walk.page.click(".menu summary")
    walk.picture("menu")
    walk.page.click(".menu a:has-text('Hồ sơ')")
    walk.page.wait_for_selector("h1:has-text('Hồ sơ')")


@pytest.mark.parametrize("scripts", [False], indirect=True)
def test_enter_in_a_text_field_saves_the_draft_and_sends_nothing(
    walk: Walk, acts: FakeActs
) -> None:
    walk.sign_in()
    walk.go("/viec/t1")
    walk.page.press("[name=present]", "Enter")
    walk.page.wait_for_selector(".note.ok")
    assert acts.drafts["t1"]["present"] == "11"
    assert acts.sent == []
