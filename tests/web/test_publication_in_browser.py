"""A draft from opening to a second owner's approval in a real Chromium: by keyboard, no script.

Pictures land in the folder that SHOTS names; look at them after a change.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from app.config import ROOT
from tests.factories import AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PROCESS = "p01e_extension"
SOURCE = ROOT / "workflows" / PROCESS / f"{PROCESS}.bpmn"
LOST = '<bpmn:userTask id="lost" name="Việc lạc" /></bpmn:process>'


@pytest.fixture
def walks(window: Window, sqlite_office: AtWork) -> tuple[Walk, Walk]:
    """Return the owner's and the second owner's window on one installation."""
    app = application(sqlite_office)
    owner, second = window(app), window(app)
    owner.enter("owner")
    second.enter("owner2")
    return owner, second


def _named(main: Locator, name: str, *, exact: bool) -> Locator:
    button = main.get_by_role("button", name=name, exact=exact)
    return button.or_(main.get_by_role("link", name=name, exact=exact))


def press(page: Page, name: str) -> None:
    """Press a button or link of the page's main part by keyboard."""
    main = page.locator("main")
    very = _named(main, name, exact=True)
    one = (very if very.count() else _named(main, name, exact=False)).first
    one.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def looked_at(walk: Walk, name: str) -> None:
    walk.look(name)
    assert walk.page.locator("script").count() == 0


def upload(page: Page, content: bytes) -> None:
    page.set_input_files(
        "main input[type=file]",
        {"name": SOURCE.name, "mimeType": "application/octet-stream", "buffer": content},
    )
    press(page, "Tải lên")


def test_draft_is_mended_by_button_compared_requested_and_published_by_a_second_owner(
    walks: tuple[Walk, Walk],
) -> None:
    owner, second = walks
    page = owner.page
    owner.go("/quy-trinh")
    looked_at(owner, "processes")
    press(page, "Mở bản thảo Gia hạn thời hạn trả lời")
    text = SOURCE.read_text("utf-8").replace('name="Gia hạn?"', 'name="Cho gia hạn?"')
    upload(page, text.replace("</bpmn:process>", LOST).encode())
    looked_at(owner, "draft")
    draft = page.url.rpartition("/")[2]

    press(page, "Kiểm tra")
    looked_at(owner, "draft-check")
    assert "Việc lạc" in page.inner_text("main")
    press(page, "Xóa phần tử này")
    assert "Đạt." in page.inner_text("main")
    press(page, "Gửi duyệt công bố")
    page.fill("main input[name=name]", "Nhãn theo mẫu mới")
    press(page, "Gửi duyệt công bố")
    assert "errsum" in page.content()
    looked_at(owner, "draft-request")
    page.fill("main textarea", "Ghi nhãn của cổng theo mẫu văn bản mới.")
    press(page, "Gửi duyệt công bố")

    second.go(f"/ban-thao/{draft}/duyet")
    looked_at(second, "draft-review")
    assert "tên đổi từ “Gia hạn?” thành “Cho gia hạn?”" in second.page.inner_text("main")
    press(second.page, "Công bố phiên bản 2")
    second.go(f"/quy-trinh/{PROCESS}")
    looked_at(second, "process-versions")
    assert "Chủ quy trình gửi, Người duyệt quy trình duyệt" in second.page.inner_text("main")
    press(second.page, "So với đang dùng")
    looked_at(second, "process-compare")


def test_rules_and_the_guide_are_read_beside_a_draft(walks: tuple[Walk, Walk]) -> None:
    owner, _second = walks
    page = owner.page
    owner.go("/quy-trinh/quy-tac")
    looked_at(owner, "rules")
    press(page, "Cổng chọn một có luồng mặc định")
    looked_at(owner, "rule")
    press(page, "Hướng dẫn trang này")
    assert page.url.endswith("/huong-dan/chu-quy-trinh#kiem-tra")
    looked_at(owner, "guide")
    press(page, "Hướng dẫn")
    looked_at(owner, "guides")
    owner.go("/quy-trinh")
    press(page, "Mở bản thảo Gia hạn thời hạn trả lời")
    draft = page.url
    press(page, "Kiểm tra theo điều khoản")
    owner.look("draft-clauses")
    page.goto(draft)
    page.locator("main .rowlink[href*='/tep/form/']").first.click()
    press(page, "Xem trước")
    looked_at(owner, "form-preview")
