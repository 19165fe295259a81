"""What interrupts an owner at the modeler, and that nothing drawn is lost by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Dialog, expect

from app.actions.owner.open_draft import open_draft
from app.actions.owner.take_over_draft import take_over_draft
from app.domain.drafts import FileKind, SaveKind
from tests.factories import PASSWORD
from tests.web.browser import Walk
from tests.web.drawing import CASE, OWNER, RENAME, Drawing

pytestmark = pytest.mark.browser
STEP = "prepare_plan"


def drawn(drawing: Drawing, name: str) -> None:
    """Give the step a name, as a hand would: the browser asks only those who touched the page."""
    drawing.walk.page.click(f"[data-element-id={STEP}] .djs-hit")
    drawing.script(RENAME, [STEP, name])


def kept(drawing: Drawing, name: str) -> bool:
    """Tell whether the server has the name."""
    return f'name="{name}"' in drawing.kept(FileKind.PROCESS, CASE).decode()


def test_an_ended_session_is_told_and_saving_goes_on_after_signing_in_elsewhere(
    drawing: Drawing,
) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    drawing.office.clock.tick(timedelta(days=2).total_seconds())
    drawn(drawing, "Sau khi hết phiên")
    told = page.locator("#signed-out")
    expect(told).to_be_visible(timeout=15_000)
    drawing.walk.picture("signed-out")
    assert drawing.walk.axe() == []
    with page.expect_popup() as opened:
        told.get_by_role("link").click()
    Walk(opened.value, drawing.walk.base, 1280).sign_in("owner", PASSWORD)
    page.get_by_role("button", name="Lưu bản thảo").click()
    drawing.saved()
    expect(told).to_be_hidden()
    assert kept(drawing, "Sau khi hết phiên")


def test_a_server_that_does_not_answer_and_the_back_button_lose_nothing(drawing: Drawing) -> None:
    page, asked = drawing.walk.page, []
    drawing.walk.go(f"/ban-thao/{drawing.draft_id}")
    drawing.open(FileKind.PROCESS, CASE)

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.context.set_offline(True)
    drawn(drawing, "Khi máy chủ dừng")
    expect(page.locator("#saved")).to_contain_text("sẽ thử lại", timeout=15_000)
    page.evaluate("history.back()")
    expect(page.locator("#saved")).to_contain_text("sẽ thử lại")
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    drawing.saved()
    drawing.walk.faults.clear()  # the browser notes each request that nobody answered
    page.go_back()
    expect(page.get_by_role("button", name="Diễn tập")).to_be_visible()
    page.go_forward()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(f"[data-element-id={STEP}]").first).to_contain_text("Khi máy chủ")
    assert kept(drawing, "Khi máy chủ dừng")


def test_another_owner_takes_the_draft_and_what_was_being_drawn_is_put_aside(
    drawing: Drawing,
) -> None:
    page, services = drawing.walk.page, drawing.office.services
    drawing.open(FileKind.PROCESS, CASE)
    take_over_draft(services, drawing.office.actor("chuquytrinh2"), drawing.draft_id, 1)
    drawn(drawing, "Vẽ dở")
    expect(page.locator("#refusal")).to_contain_text("Người duyệt quy trình", timeout=15_000)
    page.locator("#refusal").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("đang sửa bản thảo này")
    expect(page.get_by_role("button", name="Lưu bản thảo")).to_have_count(0)
    assert not kept(drawing, "Vẽ dở")
    found = open_draft(services, drawing.office.actor(OWNER), drawing.draft_id)
    assert found.saves[0].kind is SaveKind.ASIDE
