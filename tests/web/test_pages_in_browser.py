"""Pages in a real Chromium: at two widths, with and without scripts, read by axe.

Pictures land in the folder that SHOTS names; look at them after a change.
"""

from __future__ import annotations

import pytest
from flask import Flask

from app.domain.forms import FieldError
from app.errors import Conflict
from tests.web.browser import WIDTHS, Walk
from tests.web.conftest import Window
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


@pytest.fixture
def reader(window: Window, flask_app: Flask) -> Walk:
    """Return a PC with scripts, for what is only looked at: `look` has it at both widths."""
    return window(flask_app)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=WIDTHS)
def walk(request: pytest.FixtureRequest, window: Window, flask_app: Flask, scripts: bool) -> Walk:
    return window(flask_app, request.param, scripts=scripts)


def test_every_page_is_accessible_and_never_scrolls_sideways(reader: Walk) -> None:
    reader.go("/dang-nhap")
    reader.look("sign-in")
    reader.sign_in()
    for name, path in PAGES.items():
        reader.go(path)
        reader.look(name)


def test_the_audit_page_is_accessible(reader: Walk) -> None:
    reader.sign_in("kts")
    reader.go("/kiem-soat")
    reader.look("audit")
    reader.go("/kiem-soat/ho-so/MG-2024-0012")
    reader.look("audit-case")


@pytest.mark.parametrize("theme", ["dark", "high"])
def test_other_themes_keep_their_contrast(reader: Walk, theme: str) -> None:
    reader.sign_in()
    reader.go("/cai-dat")
    reader.page.check("#theme-dark" if theme == "dark" else "#contrast-high")
    reader.press(reader.page.locator("main button.btn-primary"))
    for path in ("/viec", "/viec/t1", "/ho-so/MG-2024-0021"):
        reader.go(path)
        reader.look(f"{theme}{path.replace('/', '-')}")


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
