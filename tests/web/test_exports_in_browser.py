"""A file on its way out, in Chromium: the page that asked tells how far it is, and stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from app.domain.people import Actor
from app.domain.views.case_search import CaseLine
from app.errors import ExportStopped
from app.web.oversight_acts import CaseWriter
from tests.web.conftest import Window, make_app
from tests.web.fake_acts import FakeActs
from tests.web.fake_oversight import LINES, RUNNING

pytestmark = pytest.mark.browser


class SlowActs(FakeActs):
    """Half a file is written; the rest waits until somebody stops it."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = threading.Event()

    def export_cases(
        self,
        actor: Actor,
        fields: Mapping[str, Sequence[str]],
        kind: str,
        write: CaseWriter,
        run_id: str,
    ) -> Iterator[bytes]:
        self.runs = (replace(RUNNING, id=run_id),)
        return write(self._half())

    def _half(self) -> Iterator[tuple[CaseLine, ...]]:
        yield LINES[:1]
        assert self.stopped.wait(20)
        raise ExportStopped("Lần xuất này đã dừng")

    def stop_export(self, actor: Actor, run_id: str) -> None:
        super().stop_export(actor, run_id)
        self.stopped.set()


def test_who_exports_sees_how_far_the_file_is_and_stops_it(window: Window) -> None:
    auditor = window(make_app(SlowActs()))
    auditor.sign_in("kts")
    auditor.go("/giam-sat/ho-so")
    page = auditor.page
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất CSV").press("Enter")
    page.get_by_text("Đang ghi: 500 trên 2.000 hồ sơ").wait_for()
    auditor.look("exporting")
    page.get_by_role("button", name="Dừng xuất").press("Enter")
    page.get_by_text("Đã dừng: 500 trên 2.000 hồ sơ").wait_for()
    assert download.value.failure()
    auditor.go("/xuat-tep")
    auditor.look("exports")
