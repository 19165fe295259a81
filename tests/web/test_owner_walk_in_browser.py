"""An owner changes P01 for the first time: draw, check, rehearse, keep, publish, start, move.

The canvas is drawn on with a mouse; everything else is done by keys alone.

The pictures of docs/huong-dan are made here: with SHOTS set to a folder they land there.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from playwright.sync_api import FilePayload, expect

from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.actions.staff.claim_task import claim_task
from app.cli.scenarios import browsers
from app.domain.cases import TaskRow
from app.domain.drafts import FileKind
from app.domain.execution import ArmedTimer
from app.rehearsal import run_next
from app.store import instances, releases, tasks, timers
from tests.factories import AtWork
from tests.web.browser import Walk
from tests.web.drawing import CASE, Drawing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

STEP = "Rà lại hồ sơ lưu"
KEY = f"{CASE}.ra_lai"
FLOW = "flow_call_reply_yes_join_reply"
FORM = {
    "type": "default",
    "id": KEY,
    "schemaVersion": 19,
    "properties": {"title": STEP},
    "components": [
        {
            "type": "radio",
            "id": "archive_state",
            "key": "archive_state",
            "label": "Hồ sơ lưu",
            "values": [{"value": "du", "label": "Đủ thành phần, đưa vào lưu"}],
            "validate": {"required": True},
            "properties": {"clause": "C-043"},
        }
    ],
}
# Bring the longest piece of a flow to the middle of the canvas; tell where that is on the screen.
MIDDLE = """
  const ways = modeler.get('elementRegistry').get(given).waypoints;
  const long = (at) => Math.hypot(ways[at].x - ways[at - 1].x, ways[at].y - ways[at - 1].y);
  const pieces = ways.slice(1).map((_, before) => before + 1);
  const at = pieces.reduce((best, one) => (long(one) > long(best) ? one : best));
  const canvas = modeler.get('canvas');
  const { width, height } = canvas.viewbox().outer;
  const x = (ways[at].x + ways[at - 1].x) / 2 - width / 2;
  const y = (ways[at].y + ways[at - 1].y) / 2 - height / 2;
  canvas.viewbox({ x, y, width, height });
  const frame = canvas.getContainer().getBoundingClientRect();
  return { x: frame.left + width / 2, y: frame.top + height / 2 };
"""


def test_owner_adds_a_step_and_the_next_case_runs_on_it(drawing: Drawing) -> None:
    services = drawing.office.services
    services.settings = replace(services.settings, situations_run=1)
    held, armed = under_way(drawing.office)
    bring_the_form(drawing)
    draw_the_step(drawing)
    rehearse(drawing)
    judged(drawing)
    ask(drawing)
    assert run_next(services, browsers)
    publish(drawing)
    start(drawing)
    move_the_old_case(drawing)
    assert waits_for(drawing.office, held.id) == (held, armed)
    goes_on_over_the_new_step(drawing.office)


def under_way(office: AtWork) -> tuple[TaskRow, list[ArmedTimer]]:
    """Bring a case of the version in use to where the office takes its meeting in hand."""
    task = office.go_to("schedule_meeting")
    claim_task(office.services, office.actor("nga"), task.id)
    return waits_for(office, task.id)


def waits_for(office: AtWork, task_id: str) -> tuple[TaskRow, list[ArmedTimer]]:
    """Return the task with its holder and due date, and every timer of the case."""
    with office.services.database.reading() as tx:
        rows = instances.of_case(tx, office.case_id)
        armed = [timer for row in rows for timer in timers.of_instance(tx, row.id)]
        return tasks.load(tx, task_id), armed


def seen(drawing: Drawing, name: str) -> None:
    """Keep a picture for the guide; nothing on the page may be in a reader's way."""
    drawing.walk.pictured(name)
    drawing.walk.look(name)


def bring_the_form(drawing: Drawing) -> None:
    """Upload the form that the new step will ask."""
    page = drawing.walk.page
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}")
    content = json.dumps(FORM, ensure_ascii=False).encode()
    file = FilePayload(name="ra_lai.form", mimeType="application/json", buffer=content)
    page.get_by_label("Đưa tệp vào bản thảo").set_input_files(file)
    page.get_by_role("button", name="Tải lên").press("Enter")
    expect(page.locator("main")).to_contain_text("ra_lai.form")
    seen(drawing, "1-ban-thao")


def draw_the_step(drawing: Drawing) -> None:
    """Put a task behind the reply; say who does it, by which form and clause."""
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    page.wait_for_selector("body[data-choices]")
    middle = drawing.script(MIDDLE, FLOW)
    page.click(".djs-palette [data-action='create.task']")
    page.mouse.move(middle["x"] - 5, middle["y"] - 5)
    page.mouse.move(middle["x"], middle["y"], steps=4)
    page.mouse.click(middle["x"], middle["y"])
    page.keyboard.type(STEP)
    page.keyboard.press("Enter")
    page.click(".djs-context-pad [data-action='replace']")
    page.click(".djs-popup [data-id='replace-with-user-task']")
    page.select_option("#bio-properties-panel-form", KEY)
    page.select_option("#bio-properties-panel-roles-add", "office")
    page.select_option("#bio-properties-panel-clauses-add", "C-043")
    drawing.saved()
    expect(drawing.checked()).to_have_text(["Không có phát hiện nào."])
    drawing.walk.pictured("2-trinh-ve")
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}/kiem-tra")
    expect(page.locator("main .note.ok")).to_contain_text("Đạt.")
    seen(drawing, "3-kiem-tra")
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}/dieu-khoan")
    page.get_by_role("button", name="Kiểm tra theo điều khoản").press("Enter")
    expect(page.locator("#run")).to_be_visible()


def rehearse(drawing: Drawing) -> None:
    """Play a situation up to the new step, do it, keep what happened."""
    page = drawing.walk.page
    page.set_default_timeout(60_000)
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}")
    page.get_by_role("button", name="Diễn tập").press("Enter")
    page.locator("#situation").select_option("SC-01")
    page.locator("#until").select_option(label=STEP)
    page.get_by_role("button", name="Chơi tình huống").press("Enter")
    row = page.locator("main tr", has_text=STEP)
    expect(row).to_have_count(1, timeout=10_000)
    seen(drawing, "4-dien-tap")
    with page.expect_popup() as opened:
        row.get_by_role("button").first.press("Enter")
    do_the_step(Walk(opened.value, drawing.walk.base, 1280))
    page.reload()
    expect(page.locator("main")).to_contain_text("Không có việc nào đang chờ")
    page.fill("#name", "ra-lai")
    page.fill("#title", "Thông qua, rồi rà lại hồ sơ lưu")
    page.get_by_role("button", name="Lưu tình huống").press("Enter")
    told = page.locator(".note.said").first
    expect(told).to_contain_text("Đã lưu tình huống X-ra-lai; chơi lại: đạt.")
    seen(drawing, "6-tinh-huong")


def do_the_step(walk: Walk) -> None:
    """Answer the new form inside the rehearsal, as one of the office; see what would follow."""
    page = walk.page
    page.get_by_label("Đủ thành phần, đưa vào lưu").press("Space")
    walk.pictured("5-vao-vai")
    page.get_by_role("button", name="Kiểm tra lại trước khi gửi").press("Enter")
    page.get_by_role("button", name="Xem trước: điều gì xảy ra").press("Enter")
    expect(page.locator("main")).to_contain_text("kết thúc", timeout=30_000)
    walk.pictured("5-xem-truoc")
    page.get_by_role("button", name="Quay lại sửa").press("Enter")
    page.get_by_role("button", name="Kiểm tra lại trước khi gửi").press("Enter")
    page.locator("main form button.btn-primary").last.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã gửi", timeout=30_000)
    page.close()


def judged(drawing: Drawing) -> None:
    """See what the clauses say, which was found out behind the rehearsal."""
    page = drawing.walk.page
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}/dieu-khoan")
    expect(page.locator("#run")).to_have_count(0, timeout=300_000)
    longer = page.get_by_role("button", name="Kiểm tra lại, lâu hơn")
    if longer.count():  # a busy machine
        longer.press("Enter")
        expect(page.locator("#run")).to_have_count(0, timeout=300_000)
    expect(page.locator("main .note.ok")).to_contain_text("Giữ đủ")
    drawing.walk.pictured("3-dieu-khoan")


def ask(drawing: Drawing) -> None:
    """Send the draft to the second person."""
    page = drawing.walk.page
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}/gui-duyet")
    page.get_by_label("Tên phiên bản").fill("Rà hồ sơ lưu")
    page.get_by_label("Nội dung thay đổi").fill("Thêm bước rà lại hồ sơ lưu trước khi kết thúc.")
    seen(drawing, "7-gui-duyet")
    page.get_by_role("button", name="Gửi duyệt công bố").press("Enter")
    expect(page.locator(".note.ok").first).to_contain_text("Đã gửi duyệt công bố")


def publish(drawing: Drawing) -> None:
    """Look at what came of the situations; the second person publishes."""
    page = drawing.walk.page
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}/tinh-huong")
    expect(page.locator("main")).to_contain_text("Tình huống đạt.")
    seen(drawing, "8-ket-qua")
    second = as_somebody(drawing, "owner2")
    second.go(f"/ban-thao/{drawing.draft_id}/duyet")
    expect(second.page.locator("main")).to_contain_text("Tình huống đạt.")
    second.pictured("9-duyet")
    second.look("9-duyet")
    second.page.get_by_role("button", name="Công bố phiên bản 2").press("Enter")
    expect(second.page.locator(".note.ok").first).to_contain_text("Đã công bố")
    assert second.faults == []
    second.page.context.close()


def start(drawing: Drawing) -> None:
    """Start a plan: it runs on what was just published."""
    staff = as_somebody(drawing, "htt")
    staff.go("/ke-hoach")
    staff.page.get_by_role("button", name="Lập kế hoạch trên hệ thống").press("Enter")
    expect(staff.page.get_by_role("heading", level=1)).to_be_visible()
    with drawing.office.services.database.reading() as tx:
        newest = releases.latest_id(tx)
        found = instances.open_on(tx, newest)
    assert [one.process_id for one in found] == [CASE]
    staff.page.context.close()


def move_the_old_case(drawing: Drawing) -> None:
    """Two administrators put the case that was under way onto what was just published."""
    first = as_somebody(drawing, "admin")
    page = first.page
    first.go("/quan-tri/chuyen-phien-ban")
    page.get_by_role("link", name="Chọn hồ sơ để chuyển 1").press("Enter")
    page.get_by_label("Lý do chuyển").fill("Hồ sơ chưa trả lời cũng cần rà hồ sơ lưu.")
    first.pictured("10-chuyen")
    page.get_by_role("button", name="Gửi duyệt chuyển").press("Enter")
    page.get_by_role("button", name="Chạy thử trên bản sao").press("Enter")
    expect(page.locator(".note.ok").first).to_contain_text("Đã chạy thử")
    second = as_somebody(drawing, "admin2")
    second.page.goto(page.url)
    second.pictured("11-duyet-chuyen")
    assert second.axe() == []
    second.page.get_by_role("button", name="Duyệt chuyển").press("Enter")
    expect(second.page.locator(".note.ok").first).to_contain_text("Đã duyệt")
    moved = carry_out_migrations(drawing.office.services)
    second.page.reload()
    told = second.page.locator("#far")
    expect(told).to_contain_text(f"{moved} trên {moved} lượt chạy đã có kết quả")
    assert first.faults == second.faults == []
    page.context.close()
    second.page.context.close()


def goes_on_over_the_new_step(office: AtWork) -> None:
    """Hold the meeting, reply: the step that its version did not have is open, then the end."""
    with office.services.database.reading() as tx:
        newest = releases.latest_id(tx)
        rows = instances.of_case(tx, office.case_id)
    assert {row.release_id for row in rows if row.status == "running"} == {newest}
    while (task := office.open_tasks()[0]).name != STEP:
        office.go_on()
    office.submit("nga", task.id, {"archive_state": "du"})
    assert office.open_tasks() == []


def as_somebody(drawing: Drawing, login: str) -> Walk:
    """Open another window and sign in there."""
    browser = drawing.walk.page.context.browser
    assert browser is not None
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    walk = Walk(window.new_page(), drawing.walk.base, 1280)
    walk.enter(login)
    return walk
