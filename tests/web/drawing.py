"""A process owner at a browser: opens a file of a draft, draws, waits until it is kept, checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, expect

from app.actions.owner.open_draft import open_draft
from app.actions.owner.save_draft_file import save_draft_file
from app.domain.drafts import FileKind
from tests.factories import AtWork
from tests.web.browser import Walk

OWNER = "chuquytrinh"
CASE = "p01_art4_case"


@dataclass
class Drawing:
    """One file of a draft in one window of the owner."""

    walk: Walk
    office: AtWork
    draft_id: str
    version: int = 0

    def open(self, kind: FileKind, key: str) -> None:
        """Open the editor of a file and wait until it is drawn."""
        self.walk.go(f"/ban-thao/{self.draft_id}/tep/{kind.value}/{key}")
        self.walk.page.wait_for_selector("body[data-ready]")
        self.version = self._version()

    def checked(self) -> Locator:
        """Wait until the newest state is checked; return the findings."""
        page = self.walk.page
        expect(page.locator("#checked")).to_contain_text("Kiểm tra", timeout=15_000)
        expect(page.locator("#checked")).not_to_contain_text("Đang", timeout=15_000)
        return page.locator("#findings > li")

    def saved(self) -> None:
        """Wait until what was changed since the file was opened, or saved before, is saved."""
        told = self.walk.page.locator("#editor")
        expect(told).not_to_have_attribute("data-version", str(self.version), timeout=15_000)
        expect(told).to_have_attribute("data-dirty", "false", timeout=15_000)
        self.version = self._version()

    def kept(self, kind: FileKind, key: str) -> bytes:
        """Return the file as the server keeps it."""
        found = open_draft(self.office.services, self.office.actor(OWNER), self.draft_id)
        file = found.file(kind, key)
        assert file is not None
        return file.content

    def _version(self) -> int:
        return int(self.walk.page.get_attribute("#editor", "data-version") or 0)

    def untranslated(self) -> list[str]:
        """Return the texts of the libraries that were shown without a Vietnamese one."""
        told = self.walk.page.evaluate("document.body.dataset.untranslated || '[]'")
        found: list[str] = json.loads(told)
        return found

    def script(self, code: str, argument: Any = None) -> Any:
        """Run something in the page; `modeler` is the open editor."""
        wrapped = (
            f"(given) => {{ const modeler = document.querySelector('#editor').modeler; {code} }}"
        )
        return self.walk.page.evaluate(wrapped, argument)

    def mark_is_seen(self) -> bool:
        """Tell whether bpmn.io's mark is in view with nothing over it."""
        code = """() => {
          const mark = document.querySelector('.bjs-powered-by, .fjs-powered-by-link');
          mark.scrollIntoView({ block: 'nearest' });
          const { left, top, width, height } = mark.getBoundingClientRect();
          const over = document.elementFromPoint(left + width / 2, top + height / 2);
          return width > 20 && mark.contains(over);
        }"""
        return bool(self.walk.page.evaluate(code))


def save(drawing: Drawing, content: bytes) -> None:
    """Put a file in place of the draft's diagram, beside whatever page is open."""
    services, actor = drawing.office.services, drawing.office.actor(OWNER)
    version = open_draft(services, actor, drawing.draft_id).draft.version
    save_draft_file(services, actor, drawing.draft_id, version, FileKind.PROCESS, CASE, content)


RENAME = """
  const [id, name] = given;
  modeler.get('modeling').updateProperties(modeler.get('elementRegistry').get(id), { name });
"""
