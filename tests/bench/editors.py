"""How soon an editor is ready in a browser, and how soon a drawing is checked.

`python -m tests.bench.editors`. Ready means drawn and open to the hands, as the browser counts from
the start of the navigation, each time in a fresh window with an empty cache. Times are medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.actions.owner.check_draft_file import check_draft_file
from app.actions.owner.open_draft import open_draft
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.store.database import Database
from app.store.migrations import migrate
from tests.factories import PASSWORD, AtWork, at_work, install_and_publish
from tests.web.browser import launch, serving
from tests.web.drawing import CASE, OWNER
from tests.web.hands import application

TURNS = 5
READY_MS = 1_000
CHECKED_MS = 300
FILES = {
    "modeler, P01": (FileKind.PROCESS, CASE),
    "form editor, the plan": (FileKind.FORM, f"{CASE}.prepare_plan"),
    "table editor": (FileKind.DECISION, "dmn_eligibility"),
}


def main() -> int:
    """Print the figures; 1 when one misses its promise."""
    with tempfile.TemporaryDirectory() as folder:
        office = _installed(Path(folder))
        draft_id = start_draft(office.services, office.actor(OWNER), CASE)
        missed = _print_check(office, draft_id)
        with serving(application(office)) as base, sync_playwright() as playwright:
            browser = launch(playwright)
            for name, (kind, key) in FILES.items():
                path = f"{base}/ban-thao/{draft_id}/tep/{kind.value}/{key}"
                missed += _print(f"{name} ready", _ready(browser, base, path), READY_MS)
            browser.close()
        office.services.database.dispose()
    return 1 if missed else 0


def _installed(folder: Path) -> AtWork:
    url = f"sqlite:///{folder / 'bench.db'}"
    database = Database(url)
    migrate(database)
    install_and_publish(database, folder)
    return at_work(database, folder, url)


def _ready(browser: Browser, base: str, path: str) -> list[float]:
    times = []
    for _ in range(TURNS):
        window = browser.new_context(viewport={"width": 1280, "height": 800})
        page = window.new_page()
        page.goto(f"{base}/dang-nhap")
        page.fill("#u", "owner")
        page.fill("#p", PASSWORD)
        page.click("button.btn-primary")
        page.goto(path)
        page.wait_for_selector("body[data-ready]")
        times.append(float(page.get_attribute("body", "data-ready") or "inf"))
        window.close()
    return times


def _print_check(office: AtWork, draft_id: str) -> int:
    """Check the diagram after each of several edits, none of them seen before."""
    services, actor = office.services, office.actor(OWNER)
    diagram = open_draft(services, actor, draft_id).diagram
    assert diagram is not None
    times = []
    for turn in range(TURNS + 1):
        edited = diagram.content + b"\n" * turn
        before = time.perf_counter()
        check_draft_file(services, actor, draft_id, FileKind.PROCESS, CASE, edited)
        times.append((time.perf_counter() - before) * 1000)
    elements = diagram.content.count(b"<bpmndi:BPMNShape")
    return _print(f"check of {elements} drawn elements while drawing", times[1:], CHECKED_MS)


def _print(name: str, times: list[float], promise: int) -> int:
    median = statistics.median(times)
    kept = median <= promise
    print(f"  {name}: {median:.0f} ms (promise {promise}){'' if kept else ', missed'}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
