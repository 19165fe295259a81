"""The text of a document is changed by two administrators, drafted from then on, and restored."""

from __future__ import annotations

from datetime import date

import pytest

from app.actions.admin.approve_setting import approve_setting
from app.actions.admin.list_templates import list_templates
from app.actions.admin.preview_template import preview_page, preview_template
from app.actions.admin.propose_template import propose_template
from app.actions.admin.read_setting_change import read_setting_change
from app.actions.admin.read_template import read_template
from app.domain.setting_changes import Grounds
from app.errors import FormInvalid, NotFound, PermissionDenied
from app.store import documents
from tests.factories import AtWork

KEY = "PHIEU_TN"
OWN = (
    "Đã nhận {{ plan_title }} ({{ case_code }}) của {{ proposer_names }}, "
    "số đến {{ incoming_no }}, ngày {{ received_on | day }}, {{ channel | label }}.\n\n"
    "{{ body_name }} trả lời chậm nhất hết ngày {{ due | day }}."
)
WHY = Grounds("Theo thể thức mới của đơn vị.", "Quyết định 12-QĐ/TU", date(2024, 3, 1))


def _propose(office: AtWork, text: str = OWN) -> str:
    return propose_template(office.services, office.actor("quantri"), KEY, text, WHY)


def _approve(office: AtWork, change_id: str) -> None:
    approve_setting(office.services, office.actor("quantri2"), change_id, 1)


def _has_own_slip(office: AtWork) -> bool:
    """Tell whether the receipt slip of a new plan follows the administrators' text."""
    office.case_id = ""
    office.go_to("determine_authority")
    with office.services.database.reading() as tx:
        (row,) = documents.of_kind(tx, office.case_id, (KEY,))
    return str(row.content["body"]).startswith("Đã nhận ")


def test_paper_is_drafted_from_the_agreed_text_until_the_shipped_one_is_restored(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    change_id = _propose(office, OWN.replace("\n", "\r\n") + "\r\n\r\n")
    assert not _has_own_slip(office)
    _approve(office, change_id)
    assert _has_own_slip(office)
    actor = office.actor("quantri")
    page = read_template(office.services, actor, KEY)
    assert page.text == OWN + "\n" and page.line.since is not None
    _approve(office, _propose(office, page.shipped))
    assert not _has_own_slip(office)
    assert read_template(office.services, actor, KEY).line.since is None


def test_second_administrator_sees_the_lines_that_go_and_come(sqlite_office: AtWork) -> None:
    office = sqlite_office
    change_id = _propose(office)
    page = read_setting_change(office.services, office.actor("quantri2"), change_id)
    assert ("+", OWN.splitlines()[0]) in page.compared
    assert {sign for sign, _ in page.compared} == {"+", "−"}
    lines = {
        one.key: one.waiting for one in list_templates(office.services, office.actor("quantri"))
    }
    assert (lines[KEY], lines["TTR"]) == (1, 0)


def test_text_that_may_not_stand_is_neither_tried_nor_asked_for(sqlite_office: AtWork) -> None:
    office, actor = sqlite_office, sqlite_office.actor("quantri")
    for text in (
        "{{ ''.__class__ }}",
        "{{ plan_titel }}",
        OWN + "{{ plan_title | amount }}",
        "Đã nhận.",
    ):
        with pytest.raises(FormInvalid) as refused:
            preview_template(office.services, actor, KEY, text)
        assert refused.value.errors[0].path == "text"
        with pytest.raises(FormInvalid):
            _propose(office, text)
    with pytest.raises(FormInvalid) as refused:
        _propose(office, read_template(office.services, actor, KEY).text)
    assert refused.value.errors[0].message == "Sửa nội dung mẫu rồi gửi duyệt"


def test_every_type_is_looked_at_as_a_printed_page(sqlite_office: AtWork) -> None:
    office, actor = sqlite_office, sqlite_office.actor("quantri")
    for line in list_templates(office.services, actor):
        page = preview_page(office.services, actor, line.key)
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page and "TỈNH ỦY MINH GIANG" in page
    assert "[tên kế hoạch]" in preview_template(office.services, actor, KEY, OWN)
    with pytest.raises(NotFound):
        read_template(office.services, actor, "KHONG_CO")
    with pytest.raises(PermissionDenied):
        read_template(office.services, office.actor("nga"), KEY)
