"""A stuck case put right in a real Chromium by two administrators who use the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator

from app.domain.clock import LOCAL
from app.domain.incidents import IncidentState
from app.store import timers
from tests.actions.admin.failing import fail_at_day_20, put_state, the_incident
from tests.actions.admin.repairing import run_of
from tests.factories import PASSWORD, AtWork
from tests.web.browser import Walk
from tests.web.conftest import Window
from tests.web.hands import application

pytestmark = pytest.mark.browser
WATCH = "p01w_clock_watch"
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


@dataclass
class Pair:
    """Two administrators, each at a window of their own."""

    asks: Walk
    agrees: Walk

    def enter(self) -> None:
        """Sign both in."""
        enter(self.asks, "admin")
        enter(self.agrees, "admin2")

    def repair(self, instance_id: str, fill: Callable[[], None]) -> None:
        """Ask for a repair of one run; let the other, who reads how it was tried, approve it."""
        page, other = self.asks.page, self.agrees.page
        self.asks.go(f"/quan-tri/sua-chua/moi?instance={instance_id}")
        fill()
        page.get_by_label("Vì sao phải sửa").fill(REASON)
        press(self.asks, page.get_by_role("button", name="Gửi đề nghị sửa"))
        assert page.locator(".errsum").count() == 0, page.inner_text(".errsum")
        self.agrees.go(page.url.removeprefix(self.asks.base))
        assert other.locator(".chip", has_text="Chạy được").is_visible()
        other.get_by_label("Ý kiến của người duyệt").fill("Đồng ý theo đề nghị.")
        press(self.agrees, other.get_by_role("button", name="Duyệt và sửa"))
        assert other.locator(".chip", has_text="Đã sửa").first.is_visible()


@pytest.fixture
def pair(window: Window, sqlite_office: AtWork) -> Pair:
    """Return both at their windows, not signed in yet."""
    app = application(sqlite_office)
    return Pair(window(app), window(app))


def test_where_a_case_stands_and_who_has_it_is_put_right_from_the_form(
    pair: Pair, sqlite_office: AtWork
) -> None:
    office, form = sqlite_office, pair.asks
    office.go_to("check_report")
    main, watch = run_of(office).id, run_of(office, WATCH).id
    pair.enter()
    pair.repair(main, lambda: pick(form, "Thẩm tra hồ sơ trình", "Giao cho"))
    (task,) = office.open_tasks()
    assert task.claimed_by
    pair.repair(main, lambda: form.page.get_by_label("Tạm dừng").check())
    assert run_of(office).status == "suspended"
    pair.repair(main, lambda: form.page.get_by_label("Cho chạy tiếp").check())
    assert run_of(office).status == "running"
    pair.repair(watch, lambda: later(form, "02/04/2024", "08:00"))
    with office.services.database.reading() as tx:
        (timer,) = timers.of_instance(tx, watch)
    assert timer.due_at.astimezone(LOCAL).date() == date(2024, 4, 2)
    pair.repair(main, lambda: pick(form, "Mở thêm một bước", "Xử lý kết quả thẩm định"))
    both = {"check_report", "triage_after_appraisal"}
    assert {one.element_id for one in office.open_tasks()} == both
    pair.repair(main, lambda: pick(form, "Đang ở “Thẩm tra hồ sơ trình”", "Dừng ở đây"))
    assert [one.element_id for one in office.open_tasks()] == ["triage_after_appraisal"]


def test_what_the_system_does_is_put_right_from_the_form_and_is_on_record(
    pair: Pair, sqlite_office: AtWork
) -> None:
    office, page = sqlite_office, pair.asks.page
    office.go_to("register_incoming")
    main, (watch, sound) = run_of(office).id, fail_at_day_20(office)
    put_state(office, watch, sound)
    pair.enter()
    pair.repair(watch, lambda: page.get_by_label("Thử lại ngay").check())
    assert the_incident(office).state is IncidentState.SOLVED
    pair.repair(main, lambda: set_fact(pair.asks, "Cấp ủy có ban thường vụ", "sai"))
    assert office.facts()["has_board"] is False
    pair.repair(watch, lambda: page.get_by_label("Kết thúc lượt chạy").check())
    assert run_of(office, WATCH).status == "done"
    office.clock.tick(60)
    pair.repair(watch, lambda: page.get_by_label("Chạy lại từ đầu").check())
    assert run_of(office, WATCH).id != watch
    enter(pair.agrees, "auditor")
    pair.agrees.go(f"/giam-sat/ho-so/{office.case().code}")
    pair.agrees.page.locator("summary", has_text="Nhật ký").press("Enter")
    for said in (
        "thử lại bước bị mắc",
        "ghi “cấp ủy có ban thường vụ” là sai",
        "kết thúc lượt chạy",
        "bắt đầu lại quy trình",
    ):
        assert pair.agrees.page.locator("tr", has_text=f"Khắc phục sự cố: {said}").is_visible()


def set_fact(walk: Walk, label: str, value: str) -> None:
    """Choose another value of a fact that the system worked out."""
    walk.page.locator("summary", has_text="dữ kiện sửa được").press("Enter")
    walk.page.get_by_label(label).select_option(label=value)


def later(walk: Walk, day: str, hour: str) -> None:
    """Give the first timer another moment."""
    walk.page.get_by_label("Ngày mới").first.fill(day)
    walk.page.get_by_label("Giờ").first.fill(hour)


def pick(walk: Walk, label: str, option: str) -> None:
    """Choose the first option that begins with these words."""
    box = walk.page.get_by_label(label).last
    found = box.locator("option").filter(has_text=option).first
    box.select_option(found.get_attribute("value"))
