"""Scenarios of administrators and auditors in Chromium: what the pages answer to a real browser.

Each is played up to its decisive moment past the pages; the decisive act is done by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from app import create_app
from app.config import ROOT
from app.scenarios.acting_directly import do_plainly
from app.scenarios.fixture import Fixture
from app.scenarios.playing import ACTING, Play
from app.scenarios.reading import read_scenario
from app.scenarios.running import scenario_files
from app.scenarios.script import CaseAct, Do
from app.scenarios.stage import Stage
from app.store import instances
from tests.scenarios.conftest import StageSetter
from tests.web.browser import Walk, serving

pytestmark = pytest.mark.browser
FILES = {path.stem: path for path in scenario_files([ROOT / "workflows"])}
Until = Callable[[Stage, Play], bool]
POST = """async ([path, fields]) => {
  const csrf = document.querySelector('[name=csrf_token]').value
  const body = new URLSearchParams({...fields, csrf_token: csrf})
  const answer = await fetch(path, {method: 'POST', body})
  return [answer.status, await answer.text()]
}"""


class Town:
    """A scenario's installation, served; its people sign in at windows of their own."""

    def __init__(self, stage: Stage, chromium: Browser, base: str) -> None:
        self.stage, self.base = stage, base
        self._chromium = chromium

    @contextmanager
    def person(self, name: str) -> Iterator[Walk]:
        """Let a person sign in; what the pages complain of fails the test."""
        window = self._chromium.new_context(viewport={"width": 1280, "height": 800})
        window.set_default_timeout(8000)
        walk = Walk(window.new_page(), self.base, 1280)
        login, password = self.stage.fixture.login(self.stage.fixture.person(name))
        walk.sign_in(login, password)
        yield walk
        window.close()
        assert walk.faults == []

    def code(self, label: str = "") -> str:
        """Return the number of a case."""
        with self.stage.services.database.reading() as tx:
            return self.stage.case_row(tx, label or next(iter(self.stage.cases))).code

    def run(self, process_id: str) -> str:
        """Return the id of the case's run of a process."""
        with self.stage.services.database.reading() as tx:
            case = self.stage.case_row(tx, next(iter(self.stage.cases)))
            found = instances.of_case(tx, case.id)
        return next(one.id for one in found if one.process_id == process_id)

    def task(self, element: str) -> str:
        """Return the page of an open task."""
        return f"/viec/{self.stage.task(next(iter(self.stage.cases)), element).id}"


@pytest.fixture
def town(
    fixture: Fixture, staged_on_sqlite: StageSetter, chromium: Browser
) -> Iterator[Callable[[str, Until], Town]]:
    """Return what plays a scenario up to a moment and serves it."""
    opened: list[object] = []

    def play(name: str, until: Until) -> Town:
        scenario = read_scenario(FILES[name], fixture)
        stage = staged_on_sqlite(scenario)
        playing = Play(scenario, stage, acting={**ACTING, Do: do_plainly})
        while not playing.over and not until(stage, playing):
            playing.play_next()
        server = serving(create_app(stage.services.settings, stage.services))
        opened.append(server)
        return Town(stage, chromium, server.__enter__())

    yield play
    for server in opened:
        server.__exit__(None, None, None)  # type: ignore[attr-defined]


def to_the_end(_stage: Stage, _playing: Play) -> bool:
    """Play everything."""
    return False


def open_at(element: str) -> Until:
    """Stop when a task of this element is open."""
    return lambda stage, _playing: any(element in stage.open_elements(x) for x in stage.cases)


def before_act(title: str) -> Until:
    """Stop before somebody does something besides the tasks."""

    def reached(_stage: Stage, playing: Play) -> bool:
        step = playing.scenario.steps[playing.next_step]
        return isinstance(step, CaseAct) and step.title.startswith(title)

    return reached


def posted(page: Page, path: str, **fields: str) -> tuple[int, str]:
    """Send a form that no page offers, as somebody with the browser's console can."""
    status, text = page.evaluate(POST, [path, fields])
    return status, text


def told(walk: Walk) -> str:
    """Return all that the page holds, folded parts included."""
    return walk.page.text_content("main") or ""


def test_sc_20_reply_before_the_report_is_refused_and_on_record(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-20", before_act("start by hand"))
    path = f"/ho-so/{place.code()}"
    with place.person("Nga") as nga:
        nga.go(path)
        assert nga.page.get_by_text("Ban hành văn bản trả lời").count() == 0
        act = f"{path}/quy-trinh/s01_issue_document"
        status, text = posted(nga.page, act, doc_type="VB_CHO_CHU_TRUONG")
        assert status == 422 and "chưa có báo cáo cấp trên" in text
    with place.person("kiemsoat") as auditor:
        auditor.go(f"/kiem-soat/nhat-ky?so_ho_so={place.code()}")
        assert "chưa có báo cáo cấp trên" in told(auditor)


def test_sc_75_action_that_was_not_reported_is_ended_by_nobody(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-75", to_the_end)
    page = f"/quan-tri/sua-chua/moi?instance={place.run('p02_emergency_action')}"
    with place.person("quantri") as admin:
        admin.go(page)
        text = told(admin)
        assert "Việc tự quyết định chưa kết thúc được: chưa ban hành" in text
        assert admin.page.get_by_role("radio", name="Kết thúc lượt chạy").count() == 0
        asked = {"instance": place.run("p02_emergency_action"), "ca_luot": "end"}
        status, text = posted(
            admin.page, "/quan-tri/sua-chua", reason="Không ai báo cáo nữa.", **asked
        )
        assert status == 422 and "chưa kết thúc được" in text
    with place.person("kiemsoat") as auditor:
        auditor.go(f"/kiem-soat/nhat-ky?so_ho_so={place.code()}")
        assert "chưa kết thúc được" in told(auditor)


def test_sc_97_administrator_auditor_and_drafter_decide_and_sign_nothing(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-97", open_at("confirm_authority"))
    task = place.task("confirm_authority")
    for name in ("quantri", "kiemsoat"):
        with place.person(name) as walk:
            walk.go(task)
            assert walk.page.get_by_role("button", name="Kiểm tra lại trước khi gửi").count() == 0
            walk.go("/cai-dat")
            status, text = posted(walk.page, f"{task}/gui", answers="{}", idempotency_key="k" * 24)
            assert status == 403 and "không xử lý việc nghiệp vụ" in text
    with place.person("kiemsoat") as auditor:
        auditor.go("/kiem-soat/nhat-ky")
        text = told(auditor)
        assert text.count("không xử lý việc nghiệp vụ") >= 2
        assert "Quản trị hệ thống" in text and "Kiểm soát viên" in text


def test_sc_100_changed_row_is_named_to_the_auditor(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-100", to_the_end)
    with place.person("kiemsoat") as auditor:
        auditor.go("/kiem-soat")
        assert auditor.page.get_by_text("Nhật ký sai lệch tại dòng").first.is_visible()
        assert auditor.axe() == []
        auditor.go(f"/giam-sat/ho-so/{place.code()}")
        text = told(auditor)
        for said in ("Xác định thẩm quyền", "Nguyễn Thị Nga", "04/03/2024"):
            assert said in text


def test_sc_101_case_of_another_body_is_not_there_by_its_address(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-101", open_at("register_incoming"))
    for name in ("diep", "thuy"):
        with place.person(name) as walk:
            for path in (f"/ho-so/{place.code()}", place.task("register_incoming")):
                walk.go(path)
                text = walk.page.inner_text("body")
                assert "Không có" in text and "một cửa lưu động" not in text
                assert "Hoàng Thị Thu" not in text
    with place.person("Phúc") as monitor:
        monitor.go(f"/ho-so/{place.code()}")
        assert "một cửa lưu động" in monitor.page.inner_text("h1")
        assert monitor.page.get_by_role("button", name="Rút").count() == 0


def test_sc_102_monitor_lists_exactly_the_case_without_its_reply(
    town: Callable[[str, Until], Town],
) -> None:
    place = town("SC-102", to_the_end)
    with place.person("kiemsoat") as auditor:
        auditor.go("/giam-sat/bat-bien")
        auditor.page.get_by_role("button", name="Kiểm ngay").click()
        auditor.page.get_by_role("link", name=place.code("B")).first.wait_for()
        text = auditor.page.inner_text("main")
        assert "INV-01" in text and place.code("B") in text
        assert place.code("A") not in text
        assert auditor.axe() == []
