"""Forms and decision tables in their editors, broken files, and two owners at one draft."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from app.domain.drafts import FileKind
from tests.web.drawing import CASE, RENAME, Drawing, save

pytestmark = pytest.mark.browser

FORM = f"{CASE}.resolve_outcome"
TABLE = "dmn_eligibility"


def test_a_form_is_edited_in_vietnamese_and_keeps_what_it_says_besides(drawing: Drawing) -> None:
    page = drawing.walk.page
    before = json.loads(drawing.kept(FileKind.FORM, FORM))
    drawing.open(FileKind.FORM, FORM)
    drawing.checked()
    for field in page.locator("#form-editor .fjs-element").all():
        field.click(position={"x": 4, "y": 4})
        page.evaluate(OPEN_GROUPS)
    page.get_by_label("Nhãn của mục", exact=True).fill("Kết quả của lượt này")
    page.select_option("#bio-properties-panel-ours-clause-add", "C-043")
    drawing.walk.pictured("form-editor")
    drawing.saved()
    after = json.loads(drawing.kept(FileKind.FORM, FORM))
    edited = after["components"][-1]
    assert edited["label"] == "Kết quả của lượt này"
    assert edited["properties"]["clause"].endswith("C-043")
    for form in (before, after):
        form["components"][-1] |= {"label": "", "properties": {}}
    assert _without(after, "schemaVersion") == _without(before, "schemaVersion")
    assert drawing.untranslated() == []
    assert drawing.walk.axe() == []


def test_a_decision_table_is_edited_in_vietnamese_and_kept(drawing: Drawing) -> None:
    page = drawing.walk.page
    before = drawing.kept(FileKind.DECISION, TABLE)
    drawing.open(FileKind.DECISION, TABLE)
    drawing.checked()
    page.locator("td.input-cell", has_text="-").first.click()
    page.keyboard.press("Backspace")
    page.keyboard.type("true")
    page.keyboard.press("Escape")
    drawing.walk.pictured("table-editor")
    drawing.saved()
    kept = drawing.kept(FileKind.DECISION, TABLE)
    assert kept.count(b"<text>true</text>") == before.count(b"<text>true</text>") + 1
    assert drawing.mark_is_seen()
    assert drawing.untranslated() == []
    # the corner of the table is a header without words, in the library's own drawing
    assert [one for one in drawing.walk.axe() if "index-column" not in one] == []


def test_a_broken_file_is_shown_as_it_is_and_saved_as_it_is_mended(drawing: Drawing) -> None:
    page = drawing.walk.page
    save(drawing, b"<bpmn:definitions oops")
    drawing.open(FileKind.PROCESS, CASE)
    expect(page.locator("#broken")).to_contain_text("Chưa vẽ được bản thảo này")
    expect(page.locator("#source")).to_have_value("<bpmn:definitions oops")
    expect(drawing.checked().first).to_contain_text("Phải sửa")
    page.fill("#source", "<vẫn hỏng")
    drawing.walk.picture("broken")
    drawing.saved()
    assert drawing.kept(FileKind.PROCESS, CASE).decode() == "<vẫn hỏng"
    assert drawing.walk.axe() == []


def test_whoever_loses_the_draft_is_told_and_keeps_the_drawing(drawing: Drawing) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    save(drawing, drawing.kept(FileKind.PROCESS, CASE) + b"\n")
    drawing.script(RENAME, ["prepare_plan", "Mới"])
    expect(page.locator("#refusal")).to_be_visible(timeout=15_000)
    drawing.walk.picture("lost")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bản đang sửa về máy").click()
    assert 'name="Mới"' in download.value.path().read_text()
    assert b'name="M\xe1\xbb\x9bi"' not in drawing.kept(FileKind.PROCESS, CASE)


def _without(form: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in form.items() if name not in names}


OPEN_GROUPS = """() => {
  const HEADS = '.fjs-properties-panel .bio-properties-panel-group-header';
  for (const head of document.querySelectorAll(HEADS)) {
    if (!head.classList.contains('open')) head.click();
  }
}"""
