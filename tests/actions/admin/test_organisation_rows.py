"""Rows of the organisation: what may be changed, from which day, and what changes with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.admin.open_organisation_row import open_organisation_row
from app.actions.admin.release_lapsed_tasks import release_lapsed_tasks
from app.actions.admin.remove_organisation_row import remove_organisation_row
from app.actions.admin.save_organisation_row import save_organisation_row
from app.actions.staff.claim_task import claim_task
from app.actions.staff.list_inbox import list_inbox
from app.domain.clock import local_day
from app.errors import Conflict, FormInvalid, PermissionDenied
from app.steps.services import Services
from app.store.database import Database
from tests.actions.admin.organising import REASON, Administrator
from tests.factories import AtWork, settings_for

CLERK = {
    "id": "moi",
    "name": "Phan Thị Mới",
    "unit_id": "MG-HX-VP",
    "party_org_id": "MG-HX",
    "title": "Chuyên viên",
}
IN_OFFICE = {"organ_id": "MG-HX.van_phong", "person_id": "moi", "role": "Thành viên"}
NGA = "MG-HX.van_phong|nga|member|2020-10-15"
SECRETARY = "binh|MG-HX.bi-thu|2020-10-15"


@pytest.fixture
def admin(sqlite_office: AtWork) -> Administrator:
    return Administrator(sqlite_office)


def refused(path: str, admin: Administrator, texts: dict[str, str], key: str = "") -> str:
    """Return what stands at the first field of a refused row."""
    with pytest.raises(FormInvalid) as refusal:
        admin.save(path, texts, key)
    return f"{refusal.value.errors[0].path}: {refusal.value.errors[0].message}"


def day(office: AtWork, later: int = 0) -> str:
    return f"{local_day(office.clock.now()) + timedelta(days=later):%d/%m/%Y}"


def test_who_joins_the_office_today_may_do_its_task_at_once(office: AtWork) -> None:
    admin = Administrator(office)
    office.go_to("register_incoming")
    admin.save("nguoi", CLERK)
    joining = {**IN_OFFICE, "valid_from": day(office)}
    effect = admin.effect("thanh-vien", joining)
    assert [task.name for task in effect.tasks] == [office.open_tasks()[0].name]
    assert "Phan Thị Mới" in effect.tasks[0].after
    assert "Phan Thị Mới" not in effect.tasks[0].before
    admin.save("thanh-vien", joining)
    with office.services.database.reading() as tx:
        organisation = office.services.world(tx).organisation
        assert "moi" in organisation.holders("office", "MG-HX", local_day(office.clock.now()))


def test_a_change_tells_who_did_it_why_and_what_stood_before(office: AtWork) -> None:
    admin = Administrator(office)
    admin.save("nguoi", {"title": "Chuyên viên chính"}, "nga")
    event = admin.events("organisation_changed")[-1].event
    assert event.actor_id == "quantri"
    assert REASON in event.summary
    change = event.payload["changes"][0]
    assert change["before"]["title"] != change["after"]["title"] == "Chuyên viên chính"


def test_another_process_reads_the_organisation_anew(sqlite_office: AtWork) -> None:
    other = Services(
        settings_for(sqlite_office.services.settings.uploads_dir.parent),
        database=Database(sqlite_office.services.settings.database_url),
        clock=sqlite_office.clock,
    )
    with other.database.reading() as tx:
        assert not other.world(tx).organisation.has_person("moi")
    Administrator(sqlite_office).save("nguoi", CLERK)
    with other.database.reading() as tx:
        assert other.world(tx).organisation.has_person("moi")
    other.database.dispose()


def test_a_successor_holds_the_office_while_the_past_stays_with_who_held_it(
    admin: Administrator,
) -> None:
    yesterday, today = day(admin.office, -1), day(admin.office)
    texts = {"person_id": "huong", "position_id": "MG-HX.bi-thu", "kind": "Chính thức"}
    assert "đang đứng đầu" in refused("bo-nhiem", admin, {**texts, "valid_from": today})
    admin.save("bo-nhiem", {"valid_to": yesterday, "kind": "Chính thức"}, SECRETARY)
    admin.save("bo-nhiem", {**texts, "valid_from": today})
    with admin.office.services.database.reading() as tx:
        organisation = admin.office.services.world(tx).organisation
    now = local_day(admin.office.clock.now())
    assert organisation.holders("leader", "MG-HX", now) == ("huong",)
    assert organisation.holders("leader", "MG-HX", now - timedelta(days=1)) == ("binh",)


def test_days_that_have_passed_are_not_written_anew(admin: Administrator) -> None:
    admin.save("nguoi", CLERK)
    before = day(admin.office, -3)
    assert "trở đi" in refused("thanh-vien", admin, {**IN_OFFICE, "valid_from": before})
    assert "trở đi" in refused("thanh-vien", admin, {"valid_to": before}, NGA)
    with pytest.raises(FormInvalid) as refusal:
        remove_organisation_row(
            admin.office.services,
            admin.actor,
            "thanh-vien",
            NGA,
            admin.seen("thanh-vien", NGA),
            REASON,
        )
    assert "Ghi ngày thôi thay vì bỏ dòng" in refusal.value.errors[0].message


@pytest.mark.parametrize("later", [0, 30])
def test_what_has_not_been_in_force_may_be_taken_out(admin: Administrator, later: int) -> None:
    admin.save("nguoi", CLERK)
    key = admin.save("thanh-vien", {**IN_OFFICE, "valid_from": day(admin.office, later)})
    page = open_organisation_row(admin.office.services, admin.actor, "thanh-vien", key, {})
    assert page.removable

    remove_organisation_row(
        admin.office.services, admin.actor, "thanh-vien", key, page.seen, REASON
    )
    assert key not in admin.keys("thanh-vien", "Phan Thị Mới")


def test_a_role_that_falls_vacant_is_named_with_its_day(admin: Administrator) -> None:
    last = day(admin.office, 9)
    effect = admin.effect("bo-nhiem", {"valid_to": last, "kind": "Chính thức"}, SECRETARY)
    vacant = {role.label: role.day for role in effect.vacant}
    leaves = local_day(admin.office.clock.now()) + timedelta(days=10)
    assert vacant["Người đứng đầu Thị ủy Hòa Xuyên"] == leaves


def test_a_task_goes_back_to_its_group_when_its_holder_leaves_the_role(office: AtWork) -> None:
    admin = Administrator(office)
    task = office.go_to("register_incoming")
    claim_task(office.services, office.actor("nga"), task.id)
    texts = {"valid_to": day(office, -1)}
    assert admin.effect("thanh-vien", texts, NGA).tasks[0].held_by == office.actor("nga").name
    admin.save("thanh-vien", texts, NGA)
    assert office.task("register_incoming").claimed_by == ""
    told = [event.summary for event in office.events("task_released")]
    assert told == [f"Trả việc “{task.name}”: người nhận thôi giữ vai này"]
    waiting = list_inbox(office.services, office.actor("ha")).items
    assert task.id in {item.task_id for item in waiting}


def test_the_second_of_two_pages_is_told_that_the_row_changed(admin: Administrator) -> None:
    seen = admin.seen("nguoi", "nga")
    admin.save("nguoi", {"title": "Chuyên viên chính"}, "nga", seen)
    with pytest.raises(Conflict, match="đã đổi từ lúc mở trang"):
        admin.save("nguoi", {"title": "Văn thư"}, "nga", seen)


@pytest.mark.parametrize(
    ("path", "key", "texts", "told"),
    [
        ("nguoi", "", {**CLERK, "id": "nga"}, "id: Đã có người này"),
        ("nguoi", "", {**CLERK, "id": "mã lạ"}, "id: Ghi mã người"),
        ("nguoi", "", {**CLERK, "unit_id": "KHONG-CO"}, "unit_id: Chưa có đơn vị “KHONG-CO”"),
        ("nguoi", "", {**CLERK, "email": "không có"}, "email: Ghi thư điện tử"),
        ("don-vi", "MG-TU", {"direct_superior_id": "MG-HX"}, "direct_superior_id: Tỉnh ủy"),
        ("don-vi", "MG-HX", {"direct_superior_id": ""}, "direct_superior_id: Thị ủy Hòa Xuyên"),
        ("thanh-vien", NGA, {"valid_to": "32/13/2024"}, "valid_to: Ghi ngày theo dạng"),
        ("thanh-vien", NGA, {"valid_to": ""}, ": Chưa có gì thay đổi"),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_its_field(
    admin: Administrator, path: str, key: str, texts: dict[str, str], told: str
) -> None:
    assert refused(path, admin, texts, key).startswith(told)


def test_nobody_lends_to_themselves_or_sits_twice(admin: Administrator) -> None:
    today = day(admin.office)
    lent = {"from_person_id": "dung", "to_person_id": "dung", "scope": "*", "valid_from": today}
    assert refused("uy-quyen", admin, lent).startswith("to_person_id: Chọn người khác")
    again = {**IN_OFFICE, "person_id": "nga", "role": "Phó", "valid_from": today}
    assert "người này là Thành viên" in refused("thanh-vien", admin, again)


def test_without_a_reason_nothing_is_written(admin: Administrator) -> None:
    with pytest.raises(FormInvalid) as refusal:
        save_organisation_row(admin.office.services, admin.actor, "nguoi", "", "", CLERK, "vì cần")
    assert refusal.value.errors[0].path == "reason"
    assert admin.keys("nguoi", "moi") == []


def test_only_administrators_come_to_the_lists(sqlite_office: AtWork) -> None:
    for person in ("nga", "kiemsoat", "chuquytrinh"):
        with pytest.raises(PermissionDenied):
            Administrator(sqlite_office, person).keys("nguoi", "")


def test_search_ignores_marks_and_knows_a_row_by_its_key(admin: Administrator) -> None:
    assert "nga" in admin.keys("nguoi", "nga")
    named = admin.office.actor("binh").name
    assert admin.keys("nguoi", named.upper()) == ["binh"]


def test_a_task_goes_back_on_the_day_after_the_last_of_its_holder(office: AtWork) -> None:
    admin = Administrator(office)
    task = office.go_to("register_incoming")
    claim_task(office.services, office.actor("nga"), task.id)
    admin.save("thanh-vien", {"valid_to": day(office, 1)}, NGA)
    assert release_lapsed_tasks(office.services) == 0
    office.clock.tick(timedelta(days=2).total_seconds())
    assert release_lapsed_tasks(office.services) == 1
    assert office.task("register_incoming").claimed_by == ""
    assert office.events("task_released")[-1].payload == {"held_by": "nga"}
