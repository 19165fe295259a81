"""What would happen if a task of a rehearsal were sent: told beforehand, and nothing changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest

from tests.rehearsal.conftest import Rehearsing
from tests.rehearsal.tokens import token_in

pytestmark = [pytest.mark.database, pytest.mark.slow]


def text_of(page: str) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@dataclass
class AtTask:
    """A person of the rehearsal before the form of an open task."""

    rehearsing: Rehearsing
    place: str
    page: str

    def field(self, name: str) -> str:
        """Return a hidden field of the form."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found is not None
        return found[1]

    def check(self, **answers: str) -> None:
        """Go on to the page that shows the answers before they are sent."""
        fields = {name: self.field(name) for name in ("form_version", "plan_hash")}
        fields |= {"csrf_token": token_in(self.page), "check": "tat-ca", **answers}
        self.page = self.rehearsing.browser.post(self.place, data=fields).text
        assert "Xem trước: điều gì xảy ra" in self.page

    def ask(self, answers: str = "") -> str:
        """Ask what sending the answers on the page, or others, would lead to."""
        names = ("form_version", "plan_hash", "idempotency_key")
        fields = {name: self.field(name) for name in names}
        fields["answers"] = answers or unescape(self.field("answers"))
        fields["csrf_token"] = token_in(self.page)
        answer = self.rehearsing.browser.post(f"{self.place}/xem-truoc", data=fields)
        assert answer.status_code == 200, answer.text[:2000]
        return text_of(answer.text)


def recorded(at_task: AtTask) -> str:
    """Return what the rehearsal says has happened."""
    page = at_task.rehearsing.page()
    return text_of(page[page.index("Đã diễn ra") : page.index("Ghi thành tình huống")])


@pytest.fixture
def at_task(rehearsing: Rehearsing) -> AtTask:
    rehearsing.send("/tinh-huong", situation="SC-01", until="register_incoming")
    task = re.search(r'value="(/viec/[0-9a-f]+)"', rehearsing.page())
    assert task is not None
    page = rehearsing.send("/vai", person="nga", path=task[1])
    return AtTask(rehearsing, f"{rehearsing.place}/trong{task[1]}", page)


def test_preview_tells_what_follows_or_the_refusal_and_changes_nothing(at_task: AtTask) -> None:
    before = recorded(at_task)
    at_task.check(completeness="du", passed_to="nga")
    told = at_task.ask()
    assert "Ban hành “Phiếu tiếp nhận”" in told
    assert "Mở việc “Xác định thẩm quyền” cho Văn phòng Thị ủy Hòa Xuyên, hạn hết ngày" in told
    assert "Hồ sơ MG-2024-0001 chuyển sang Đang xác định thẩm quyền" in told
    refused = at_task.ask('{"completeness": "du"}')
    assert "Gửi như vậy sẽ bị từ chối Chọn người nhận chuyển xử lý" in refused
    assert recorded(at_task) == before
    assert "Tiếp nhận, vào sổ" in at_task.rehearsing.page()
