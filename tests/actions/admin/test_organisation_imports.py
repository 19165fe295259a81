"""Files of the organisation: shown row by row, taken over as one batch, taken back whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.admin.export_organisation_sheet import export_organisation_sheet
from app.actions.admin.open_account import open_account
from app.actions.admin.read_organisation_batch import read_organisation_batch
from app.actions.admin.read_organisation_import import read_organisation_import
from app.actions.admin.take_organisation_import import take_organisation_import
from app.actions.admin.undo_organisation_batch import undo_organisation_batch
from app.actions.admin.upload_organisation_file import upload_organisation_file
from app.domain.clock import local_day
from app.domain.views.organisation import ImportPage, ImportState
from app.errors import Conflict, FormInvalid
from app.web.spreadsheets import as_csv, as_xlsx
from tests.actions.admin.organising import REASON, Administrator
from tests.factories import AtWork

HEADINGS = "Mã người;Họ và tên;Nơi công tác;Chức danh"
PEOPLE = f"""{HEADINGS}
moi1;Phan Thị Mới;MG-HX-VP;Chuyên viên
moi2;Lý Văn Thêm;Văn phòng Thị ủy;
nga;=1+1;MG-HX-VP;
moi3;Trần Lạ;KHONG-CO;
"""


@pytest.fixture
def admin(sqlite_office: AtWork) -> Administrator:
    return Administrator(sqlite_office)


def upload(admin: Administrator, text: str, path: str = "nguoi") -> ImportPage:
    """Upload a file and return what its preview shows."""
    services, actor = admin.office.services, admin.actor
    kept = upload_organisation_file(services, actor, path, f"{path}.csv", text.encode())
    return read_organisation_import(services, actor, kept)


def take(admin: Administrator, page: ImportPage) -> str:
    return take_organisation_import(admin.office.services, admin.actor, page.id, page.seen, REASON)


def undo(admin: Administrator, batch_id: str) -> None:
    undo_organisation_batch(admin.office.services, admin.actor, batch_id, REASON)


def test_a_file_is_shown_row_by_row_and_writes_nothing(admin: Administrator) -> None:
    page = upload(admin, PEOPLE)
    states = [(line.number, line.state.value) for line in page.lines]
    assert states == [(2, "new"), (3, "new"), (4, "refused"), (5, "refused")]
    assert page.lines[2].problems[0][0] == "Họ và tên"
    assert "Chưa có đơn vị “KHONG-CO”" in page.lines[3].problems[0][1]
    assert admin.keys("nguoi", "moi1") == []


def test_good_rows_are_taken_over_and_taken_back_together(office: AtWork) -> None:
    admin = Administrator(office)
    before = export_organisation_sheet(office.services, admin.actor, "nguoi")
    batch = take(admin, upload(admin, PEOPLE))
    assert admin.keys("nguoi", "moi") != []
    page = read_organisation_batch(office.services, admin.actor, batch)
    assert (len(page.rows), page.barred) == (2, ())
    undo(admin, batch)
    assert export_organisation_sheet(office.services, admin.actor, "nguoi") == before
    with pytest.raises(Conflict, match="đã được hoàn lại"):
        undo(admin, batch)


def test_what_was_exported_comes_back_as_the_same(admin: Administrator) -> None:
    services = admin.office.services
    for path in ("nguoi", "don-vi", "to-chuc", "thanh-vien", "chuc-vu", "bo-nhiem", "uy-quyen"):
        rows = export_organisation_sheet(services, admin.actor, path)
        for name, write in (("x.csv", as_csv), ("x.xlsx", as_xlsx)):
            if len(rows) == 1:
                continue
            kept = upload_organisation_file(
                services, admin.actor, path, name, b"".join(write(rows))
            )
            page = read_organisation_import(services, admin.actor, kept)
            assert page.count(ImportState.SAME) == len(rows) - 1, (path, name, page.lines[:3])


def test_a_row_that_changed_shows_both_cells(admin: Administrator) -> None:
    page = upload(admin, "Mã người,Chức danh\nnga,Văn thư\n")
    assert page.lines[0].state is ImportState.CHANGED
    assert [(c.heading, c.after) for c in page.lines[0].cells] == [("Chức danh", "Văn thư")]


def test_rows_about_the_same_thing_are_refused(admin: Administrator) -> None:
    page = upload(admin, "Mã người,Chức danh\nnga,Văn thư\nnga,Lưu trữ\n")
    assert [line.state.value for line in page.lines] == ["changed", "refused"]
    assert "dòng 2" in page.lines[1].problems[0][1]


def test_what_names_a_refused_row_is_refused_with_it(admin: Administrator) -> None:
    today = local_day(admin.office.clock.now())
    text = (
        "Mã đơn vị;Tên đơn vị;Loại đơn vị;Cấp;Cấp trên trực tiếp;Dùng hệ thống\n"
        "D1;Đơn vị một;Cấp ủy;9;MG-HX;Có\nD2;Đơn vị hai;Cấp ủy;1;D1;Có\nD3;Ba;Cấp ủy;1;MG-HX;Có\n"
    )
    page = upload(admin, text, "don-vi")
    assert [line.state.value for line in page.lines] == ["refused", "refused", "new"]
    assert page.lines[1].problems == (("Cấp trên trực tiếp", page.lines[1].problems[0][1]),)
    assert take(admin, page) and today


def test_only_what_was_shown_is_taken_over(admin: Administrator) -> None:
    page = upload(admin, PEOPLE)
    admin.save("nguoi", {"id": "moi1", "name": "Người khác", "unit_id": "MG-HX-VP"})
    with pytest.raises(Conflict, match="đã đổi từ lúc xem trước"):
        take(admin, page)


def test_a_file_is_taken_over_once(admin: Administrator) -> None:
    page = upload(admin, PEOPLE)
    take(admin, page)
    with pytest.raises(Conflict, match="đã được nhập"):
        take(admin, page)


def test_a_file_without_news_is_not_a_batch(admin: Administrator) -> None:
    page = upload(admin, "Mã người;Họ và tên\nnga;=x\n")
    with pytest.raises(FormInvalid, match="1 mục"):
        take(admin, page)


def test_nothing_is_taken_back_on_which_something_newer_rests(admin: Administrator) -> None:
    services, today = admin.office.services, local_day(admin.office.clock.now())
    batch = take(admin, upload(admin, PEOPLE))
    seat = {
        "organ_id": "MG-HX.van_phong",
        "person_id": "moi1",
        "role": "Thành viên",
        "valid_from": f"{today:%d/%m/%Y}",
    }
    admin.save("thanh-vien", seat)
    open_account(services, admin.actor, "moi2", "moi2", REASON)
    with pytest.raises(Conflict) as refusal:
        undo(admin, batch)
    assert "Lý Văn Thêm: đã có tài khoản" in refusal.value.message
    admin.save("nguoi", {"title": "Trưởng phòng"}, "moi1")
    barred = read_organisation_batch(services, admin.actor, batch).barred
    assert any("Phan Thị Mới: đã đổi sau đó" in why for why in barred)


def test_what_was_in_force_is_not_taken_back_but_ended(admin: Administrator) -> None:
    today = local_day(admin.office.clock.now())
    day = f"{today:%d/%m/%Y}"
    text = f"Tập thể, văn phòng;Người;Tư cách;Từ ngày\nMG-HX.van_phong;tu;Thành viên;{day}\n"
    batch = take(admin, upload(admin, text, "thanh-vien"))
    admin.office.clock.tick(timedelta(days=1).total_seconds())
    with pytest.raises(Conflict, match="Ghi ngày thôi thay vì bỏ dòng"):
        undo(admin, batch)
