"""The modeler in a real Chromium over a real installation, as a process owner uses them.

Pictures land in the folder that SHOTS names; look at them after a change.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.domain.drafts import FileKind
from tests.web.drawing import CASE, RENAME, Drawing, save
from tests.web.meaning import meaning
from tests.web.test_round_trip import FOREIGN, PAINTED

pytestmark = pytest.mark.browser
RENAMED = "archive"
NAME = re.compile(rf'(<(?:bpmn2:)?\w+ id="{RENAMED}" )name="[^"]*"')
SHAPE = re.compile(
    rf'(<(\w+):BPMNShape id="{RENAMED}_di" bpmnElement="{RENAMED}"><[^>]*>)</\w+:BPMNShape>'
)


def test_a_step_drawn_into_p01_is_found_incomplete_saved_and_kept(drawing: Drawing) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    assert drawing.checked().all_inner_texts() == ["Không có phát hiện nào."]
    page.click("[data-element-id=prepare_plan] .djs-hit")
    page.click(".djs-context-pad [data-action='append.append-task']")
    page.keyboard.type("Rà lại lần cuối")
    page.keyboard.press("Enter")
    found = page.locator("#findings [data-element^=Activity_]").first
    expect(found).to_contain_text("Rà lại lần cuối", timeout=15_000)
    expect(page.locator(".finding-badge")).to_have_count(1)
    drawing.walk.picture("modeler-finding")
    page.click("[data-element-id=gw_channel] .djs-hit")
    found.get_by_role("button").click()
    expect(page.locator(".djs-element.selected .djs-label")).to_contain_text("Rà lại")
    drawing.saved()
    assert drawing.walk.axe() == []
    assert drawing.mark_is_seen()
    assert drawing.untranslated() == []

    assert "Rà lại lần cuối" in drawing.kept(FileKind.PROCESS, CASE).decode()
    drawing.open(FileKind.PROCESS, CASE)
    expect(page.locator("#findings [data-element^=Activity_]").first).to_be_visible()


def test_names_are_chosen_and_every_panel_and_menu_is_vietnamese(drawing: Drawing) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    page.wait_for_selector("body[data-choices]")
    every = (
        "return modeler.get('elementRegistry').filter((e) => e.type !== 'label').map((e) => e.id)"
    )
    seen: set[str] = set()
    for element_id in drawing.script(every):
        kind = drawing.script(SELECT, element_id)
        if kind not in seen:
            seen.add(kind)
            drawing.script(OPEN_GROUPS)
    for menu in ("bpmn-create", "bpmn-append", "bpmn-replace"):
        drawing.script(OPEN_MENU, menu)
    drawing.script(SELECT, "prepare_plan")
    page.select_option("#bio-properties-panel-form", f"{CASE}.rework_plan")
    page.select_option("#bio-properties-panel-roles-add", "office")
    page.select_option("#bio-properties-panel-clauses-add", "C-043")
    drawing.walk.picture("modeler-panel")
    drawing.saved()
    flow = drawing.script(CONDITIONAL)
    drawing.script(SELECT, flow)
    page.click("#panel [data-entry-id=condition] .cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type(" and true")
    drawing.saved()
    kept = drawing.kept(FileKind.PROCESS, CASE).decode()
    task = kept.split('id="prepare_plan"')[1].split("</bpmn:userTask>")[0]
    assert f'camunda:formRef="{CASE}.rework_plan" camunda:formRefBinding="deployment"' in task
    assert 'camunda:candidateGroups="proposer,office"' in task
    assert ", C-043" in task
    condition = kept.split(f'id="{flow}"')[1].split("</bpmn:conditionExpression>")[0]
    assert condition.endswith(" and true")
    assert '">=' not in condition
    assert len(seen) > 12
    assert drawing.untranslated() == []


# Select an element and tell its kind; open what the panel shows of it; open a menu about it.
SELECT = """
  const shape = modeler.get('elementRegistry').get(given);
  modeler.get('selection').select(shape);
  const [event] = shape.businessObject.eventDefinitions || [];
  return shape.type + (event ? event.$type : '') + (shape.businessObject.loopCharacteristics || '');
"""
OPEN_GROUPS = """
  for (const head of document.querySelectorAll('#panel .bio-properties-panel-group-header')) {
    if (!head.classList.contains('open')) head.click();
  }
"""
CONDITIONAL = """
  const known = modeler.get('elementRegistry');
  return known.find((shape) => shape.businessObject?.conditionExpression).id;
"""
OPEN_MENU = """
  const shape = modeler.get('elementRegistry').get('prepare_plan');
  modeler.get('popupMenu').open(shape, given, { x: 300, y: 300 });
  modeler.get('popupMenu').close();
"""


def test_menus_make_nothing_that_the_engine_refuses(drawing: Drawing) -> None:
    drawing.open(FileKind.PROCESS, CASE)
    made = drawing.script(APPEND_ALL)
    assert len(made) > 20
    drawing.saved()
    rules = drawing.checked().evaluate_all("(rows) => rows.map((row) => row.dataset.rule)")
    assert rules
    assert not {rule for rule in rules if rule.endswith("-supported")}


APPEND_ALL = """
  const menu = modeler.get('popupMenu');
  const from = modeler.get('elementRegistry').get('prepare_plan');
  const offered = () => {
    menu.open(from, 'bpmn-append', { x: 300, y: 300 });
    return Object.values(menu._current.entries);
  };
  return offered().map((_, at) => {
    const entry = offered()[at];
    menu.trigger(new MouseEvent('click'), entry);
    menu.close();
    modeler.get('directEditing').cancel();
    return entry.label;
  });
"""


def test_a_new_step_gets_a_form_of_its_own(drawing: Drawing) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    page.click("[data-element-id=prepare_plan] .djs-hit")
    page.click(".djs-context-pad [data-action=append]")
    page.keyboard.type("người")
    expect(page.locator(".djs-popup .entry.selected")).to_contain_text("Việc của người")
    page.keyboard.press("Enter")
    page.keyboard.type("Rà lại")
    page.keyboard.press("Enter")
    page.fill("#bio-properties-panel-id", "look_again")
    page.get_by_role("button", name="Soạn biểu mới cho việc này").click()
    expect(page.get_by_role("link", name="Mở biểu để sửa")).to_be_visible()
    drawing.saved()
    own = f"{CASE}.look_again"
    assert f'camunda:formRef="{own}"' in drawing.kept(FileKind.PROCESS, CASE).decode()
    assert "Rà lại" in drawing.kept(FileKind.FORM, own).decode()
    drawing.open(FileKind.FORM, own)
    assert "chưa có biểu" not in " ".join(drawing.checked().all_inner_texts())


def test_strangers_files_keep_all_they_say_when_a_name_is_changed(drawing: Drawing) -> None:
    invoice = FOREIGN.read_text("utf-8")
    for before in (invoice, older(invoice), PAINTED.read_text("utf-8")):
        encoded = before.encode("latin-1" if "ISO-8859-1" in before else "utf-8")
        save(drawing, encoded)
        drawing.open(FileKind.PROCESS, CASE)
        drawing.script(RENAME, [RENAMED, "Đổi tên"])
        drawing.saved()
        # bpmn-js notes a place for the label of what it renames; nothing else may differ
        expected = re.sub(NAME, r'\1name="Đổi tên"', before.replace("ISO-8859-1", "UTF-8"))
        expected = re.sub(SHAPE, r"\1<\2:BPMNLabel /></\2:BPMNShape>", expected)
        kept = drawing.kept(FileKind.PROCESS, CASE)
        assert meaning(kept) == meaning(expected.encode())


def older(text: str) -> str:
    """Return the file as its vendor's predecessor wrote it, in the encoding of its time."""
    told = text.replace("UTF-8", "ISO-8859-1").replace("Read the invoice", "Reçu à l'étage")
    return told.replace("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn")


def test_a_name_is_changed_without_a_mouse(drawing: Drawing) -> None:
    page = drawing.walk.page
    drawing.open(FileKind.PROCESS, CASE)
    page.locator("#outline summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Xây dựng kế hoạch").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bio-properties-panel-name")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" chi tiết")
    page.keyboard.press("Control+s")
    drawing.saved()
    assert 'name="Xây dựng kế hoạch chi tiết"' in drawing.kept(FileKind.PROCESS, CASE).decode()
