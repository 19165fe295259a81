"""A stuck case put right in a real Chromium by two administrators who use the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator

from app.domain.clock import LOCAL
from app.store import timers
from tests.actions.admin.repairing import run_of
from tests.factories import PASSWORD, AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = pytest.mark.browser
REASON = "Báo cáo thẩm định lập nhầm mẫu, Ban Tổ chức xin lập lại."


@pytest.fixture
def walk(window: Window, sqlite_office: AtWork) -> Walk:
    """Return a PC, while a report that was written wrongly waits to be checked."""
    sqlite_office.go_to("check_report")
    return window(application(sqlite_office))


def enter(walk: Walk, login: str) -> None:
    """Sign in as somebody else."""
    walk.page.context.clear_cookies()
    walk.go("/dang-nhap")
    walk.page.fill("#u", login)
    walk.page.fill("#p", PASSWORD)
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")


def press(walk: Walk, target: Locator) -> None:
    """Go on by the keyboard."""
    with walk.page.expect_navigation():
        target.press("Enter")


def test_two_administrators_move_a_stuck_case_and_the_auditor_reads_it(
    walk: Walk, sqlite_office: AtWork
) -> None:
    page, code = walk.page, sqlite_office.case().code
    enter(walk, "admin")
    walk.go(f"/giam-sat/ho-so?q={code}")
    page.get_by_label(f"Đánh dấu {code}").press("Space")
    press(walk, page.get_by_role("button", name="Đề nghị sửa, chuyển phiên bản"))
    assert walk.axe() == []
    press(walk, page.get_by_role("button", name="Đề nghị sửa các lượt đã chọn"))
    walk.look("repair-new")
    here = page.get_by_label("Đang ở “Thẩm tra hồ sơ trình”")
    while here.locator("option:checked").inner_text() != "Lập báo cáo thẩm định":
        here.press("ArrowDown")
    page.get_by_label("Vì sao phải sửa").focus()
    page.keyboard.insert_text(REASON)
    walk.pictured("quan-tri-de-nghi", page.get_by_role("heading", name="Vị trí"))
    press(walk, page.get_by_role("button", name="Gửi đề nghị sửa"))
    assert page.get_by_text("Người đề nghị không được tự duyệt").is_visible()
    address = page.url.removeprefix(walk.base)
    enter(walk, "admin2")
    walk.go("/quan-tri/sua-chua")
    press(walk, page.locator(f"a[href='{address}']"))
    press(walk, page.get_by_role("button", name="Chạy thử lại"))
    walk.look("repair-show")
    tried = page.get_by_role("heading", name="Chạy thử trên bản sao")
    walk.pictured("quan-tri-chay-thu", tried)
    assert page.get_by_role("cell", name="Giữ nguyên").count() > 3
    page.get_by_label("Ý kiến của người duyệt").focus()
    page.keyboard.insert_text("Đồng ý.")
    press(walk, page.get_by_role("button", name="Duyệt và sửa vị trí"))
    assert page.locator(".chip", has_text="Đã sửa").is_visible()
    sqlite_office.go_to("check_report")
    enter(walk, "auditor")
    walk.go(f"/giam-sat/ho-so/{code}")
    page.locator("summary", has_text="Nhật ký").press("Enter")
    line = page.locator("tr", has_text=REASON)
    assert line.get_by_text("Quản trị hệ thống đề nghị, Quản trị thứ hai duyệt").is_visible()


def test_each_further_kind_of_repair_goes_from_its_form_to_the_case(
    walk: Walk, sqlite_office: AtWork
) -> None:
    office, page = sqlite_office, walk.page
    main, watch = run_of(office).id, run_of(office, "p01w_clock_watch").id

    enter(walk, "admin")
    propose(walk, main, lambda: pick(walk, "Thẩm tra hồ sơ trình", "Giao cho"))
    agree(walk)
    (task,) = office.open_tasks()
    assert task.claimed_by

    enter(walk, "admin")
    propose(walk, main, lambda: page.get_by_label("Tạm dừng").check())
    agree(walk)
    assert run_of(office).status == "suspended"

    enter(walk, "admin")
    propose(walk, main, lambda: page.get_by_label("Cho chạy tiếp").check())
    agree(walk)
    assert run_of(office).status == "running"

    enter(walk, "admin")
    propose(walk, watch, lambda: later(walk, "02/04/2024", "08:00"))
    agree(walk)
    with office.services.database.reading() as tx:
        (timer,) = timers.of_instance(tx, watch)
    assert timer.due_at.astimezone(LOCAL).date() == date(2024, 4, 2)

    enter(walk, "admin")
    propose(walk, main, lambda: pick(walk, "Mở thêm một bước", "Xử lý kết quả thẩm định"))
    agree(walk)
    assert {one.element_id for one in office.open_tasks()} == {
        "check_report",
        "triage_after_appraisal",
    }

    enter(walk, "admin")
    propose(walk, main, lambda: pick(walk, "Đang ở “Thẩm tra hồ sơ trình”", "Dừng ở đây"))
    agree(walk)
    assert [one.element_id for one in office.open_tasks()] == ["triage_after_appraisal"]


def propose(walk: Walk, instance_id: str, fill: Callable[[], None]) -> None:
    """Ask for a repair of one run."""
    walk.go(f"/quan-tri/sua-chua/moi?instance={instance_id}")
    fill()
    walk.page.get_by_label("Vì sao phải sửa").fill(REASON)
    press(walk, walk.page.get_by_role("button", name="Gửi đề nghị sửa"))


def agree(walk: Walk) -> None:
    """Let the second administrator approve what was just asked for."""
    assert walk.page.locator(".errsum").count() == 0, walk.page.inner_text(".errsum")
    address = walk.page.url.removeprefix(walk.base)
    enter(walk, "admin2")
    walk.go(address)
    walk.page.get_by_label("Ý kiến của người duyệt").fill("Đồng ý theo đề nghị.")
    press(walk, walk.page.get_by_role("button", name="Duyệt và sửa"))
    assert walk.page.locator(".chip", has_text="Đã sửa").first.is_visible()


def later(walk: Walk, day: str, hour: str) -> None:
    """Give the first timer another moment."""
    walk.page.get_by_label("Ngày mới").first.fill(day)
    walk.page.get_by_label("Giờ").first.fill(hour)


def pick(walk: Walk, label: str, option: str) -> None:
    """Choose the first option that begins with these words."""
    box = walk.page.get_by_label(label).last
    found = box.locator("option").filter(has_text=option).first
    box.select_option(found.get_attribute("value"))
