"""A violation is played on the diagrams by keys; a run under way is seen and stopped.

Pictures land in the folder that SHOTS names; look at them after a change.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import FilePayload, Page, expect

from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.steps.services import Services
from tests.factories import AtWork
from tests.publication.verifying.file_sets import EMERGENCY, unreported
from tests.web.conftest import Window
from tests.web.drawing import CASE, OWNER, Drawing
from tests.web.hands import application

pytestmark = pytest.mark.browser


@pytest.fixture
def drawing(window: Window, sqlite_office: AtWork) -> Drawing:
    """Return the owner at a PC with a draft of the emergency; saves are verified behind it."""
    before = sqlite_office.services
    settings = replace(before.settings, verify_saves=True)
    sqlite_office.services = Services(settings, database=before.database, clock=before.clock)
    draft_id = start_draft(sqlite_office.services, sqlite_office.actor(OWNER), EMERGENCY)
    walk = window(application(sqlite_office))
    walk.enter("owner")
    return Drawing(walk, sqlite_office, draft_id)


def at(page: Page, number: int) -> None:
    """Wait until that frame of the path is shown."""
    expect(page.locator("#player")).to_have_attribute("data-shown", str(number))


def stop_a_run(drawing: Drawing) -> None:
    """Start the verification of P01 by its button, see how far it is, stop it."""
    page, services = drawing.walk.page, drawing.office.services
    draft_id = start_draft(services, drawing.office.actor(OWNER), CASE)
    drawing.walk.go(f"/ban-thao/{draft_id}/dieu-khoan")
    page.get_by_role("button", name="Kiểm tra theo điều khoản").press("Enter")
    expect(page.locator("#standing")).to_contain_text("Đang kiểm tra")
    drawing.walk.picture("clauses-running")
    page.get_by_role("button", name="Dừng kiểm tra").press("Enter")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Chưa quyết")
    drawing.walk.look("clauses-stopped")


def save_what_breaks_a_clause(drawing: Drawing) -> None:
    """Put a broken diagram in place of the draft's and wait for what is found behind the editor."""
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, EMERGENCY)
    file: FilePayload = {"name": "x.bpmn", "mimeType": "text/xml", "buffer": unreported()}
    page.set_input_files("#upload", file)
    page.click("main form:has(#upload) button")
    expect(page.locator("#verified")).to_contain_text("trái điều khoản", timeout=30_000)
    drawing.walk.picture("editor-verified")
    page.click("#verified a")
    drawing.walk.look("clauses")


def test_run_is_stopped_and_violation_is_played_by_keys(drawing: Drawing) -> None:
    walk, page = drawing.walk, drawing.walk.page
    stop_a_run(drawing)
    save_what_breaks_a_clause(drawing)
    page.click("a:has-text('Xem đường đi, 12 bước')")
    player = page.locator("#player[data-ready]")
    expect(player.locator(".told")).to_contain_text("Bước 1 trên 12")
    page.keyboard.press("ArrowRight")
    at(page, 1)
    expect(player.locator(".told")).to_contain_text("Bước 2 trên 12")
    flow = player.locator("[data-element-id=flow_describe_situation_log_attempts]")
    expect(flow).to_have_class(re.compile("is-passed"))
    page.keyboard.press("ArrowLeft")
    at(page, 0)
    page.keyboard.press("End")
    expect(player.locator(".told")).to_contain_text("Bước 11–12 trên 12")
    expect(player.locator(".wrong-flag")).to_have_text("Sai ở đây")
    player.locator(".folded summary").last.press("Enter")
    expect(player.locator(".told")).to_contain_text("Bước 11 trên 12")
    expect(player.locator(".told")).to_contain_text("Sơ đồ: Soạn – duyệt – ký")
    page.keyboard.press("End")
    walk.look("violation")
    drawing.walk.pictured("3-duong-di")
