"""Accounts: a password shown once and changed, sessions ended, system roles given by two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.actions.admin.ask_account_change import ask_account_change
from app.actions.admin.decide_account_change import decide_account_change
from app.actions.admin.drop_system_role import drop_system_role
from app.actions.admin.end_sessions import end_sessions
from app.actions.admin.open_account import open_account
from app.actions.admin.read_person import read_person
from app.actions.admin.reset_password import reset_password
from app.actions.admin.set_account_active import set_account_active
from app.actions.staff.change_password import change_password
from app.actions.staff.load_actor import load_actor
from app.actions.staff.sign_in import sign_in
from app.domain.people import Actor
from app.domain.views.organisation import AccountPage
from app.errors import Conflict, FormInvalid, PermissionDenied, StepRefused
from app.store import accounts
from tests.actions.admin.organising import REASON, Administrator
from tests.factories import PASSWORD, AtWork

OWN = "cầu vồng sau cơn mưa"
NEW = {"id": "moi", "name": "Phan Thị Mới", "unit_id": "MG-HX-VP", "party_org_id": "MG-HX"}


@pytest.fixture
def admin(sqlite_office: AtWork) -> Administrator:
    return Administrator(sqlite_office)


@pytest.fixture
def second(sqlite_office: AtWork) -> Administrator:
    return Administrator(sqlite_office, "quantri2")


def account(admin: Administrator, person_id: str) -> AccountPage:
    found = read_person(admin.office.services, admin.actor, person_id).account
    assert found is not None
    return found


def enter(office: AtWork, login: str, password: str) -> Actor:
    """Sign in and return who came in."""
    session = sign_in(office.services, login, password, "10.0.0.1")
    found = load_actor(office.services, session)
    assert found is not None
    return found


def test_a_new_account_opens_with_its_password_and_asks_for_another(office: AtWork) -> None:
    admin = Administrator(office)
    admin.save("nguoi", NEW)
    password = open_account(office.services, admin.actor, "moi", "Phan.Moi", REASON)
    actor = enter(office, "phan.moi", password)
    assert actor.chooses_password and not actor.system_roles
    session = sign_in(office.services, "phan.moi", password, "10.0.0.1")
    change_password(office.services, actor, session, password, OWN, OWN)
    assert not enter(office, "phan.moi", OWN).chooses_password
    with pytest.raises(PermissionDenied):
        enter(office, "phan.moi", password)


def test_a_password_that_was_handed_over_dies_after_a_week(admin: Administrator) -> None:
    admin.save("nguoi", NEW)
    password = open_account(admin.office.services, admin.actor, "moi", "moi", REASON)
    admin.office.clock.tick(timedelta(days=7, minutes=1).total_seconds())
    with pytest.raises(PermissionDenied, match="quá 7 ngày"):
        enter(admin.office, "moi", password)


def test_no_record_tells_a_password(admin: Administrator) -> None:
    admin.save("nguoi", NEW)
    password = open_account(admin.office.services, admin.actor, "moi", "moi", REASON)
    events = admin.events("account_changed")
    assert "Mở tài khoản" in events[-1].event.summary
    assert password not in repr(events)
    assert "argon2" not in repr(events)


@pytest.mark.parametrize(("login", "told"), [("ntn", "đã có người dùng"), ("a b", "bằng 2–40")])
def test_a_login_that_cannot_be_is_refused_at_its_field(
    admin: Administrator, login: str, told: str
) -> None:
    admin.save("nguoi", NEW)
    with pytest.raises(FormInvalid) as refusal:
        open_account(admin.office.services, admin.actor, "moi", login, REASON)
    assert refusal.value.errors[0].path == "login"
    assert told in refusal.value.errors[0].message


def test_a_reset_ends_the_sessions_and_the_old_password(admin: Administrator) -> None:
    services = admin.office.services
    session = sign_in(services, "ntn", PASSWORD, "10.0.0.1")
    seen = account(admin, "nga").version
    password = reset_password(services, admin.actor, "nga", seen, REASON)
    assert load_actor(services, session) is None
    assert enter(admin.office, "ntn", password).chooses_password
    with pytest.raises(Conflict, match="đã đổi từ lúc mở trang"):
        reset_password(services, admin.actor, "nga", seen, REASON)


def test_thu_hoi_phien_ends_every_session_and_leaves_the_account(admin: Administrator) -> None:
    services = admin.office.services
    session = sign_in(services, "ntn", PASSWORD, "10.0.0.1")
    assert account(admin, "nga").sessions[0].address == "10.0.0.1"
    end_sessions(services, admin.actor, "nga", REASON)
    assert load_actor(services, session) is None
    assert account(admin, "nga").sessions == ()
    assert enter(admin.office, "ntn", PASSWORD)


def test_a_shut_account_opens_to_nobody_until_it_is_opened_again(admin: Administrator) -> None:
    services = admin.office.services
    session = sign_in(services, "ntn", PASSWORD, "10.0.0.1")
    set_account_active(services, admin.actor, "nga", False, account(admin, "nga").version, REASON)
    assert load_actor(services, session) is None
    with pytest.raises(PermissionDenied):
        enter(admin.office, "ntn", PASSWORD)
    set_account_active(services, admin.actor, "nga", True, account(admin, "nga").version, REASON)
    assert enter(admin.office, "ntn", PASSWORD)


def test_a_system_role_takes_two_administrators(office: AtWork) -> None:
    admin, second = Administrator(office), Administrator(office, "quantri2")
    asked = ask_account_change(office.services, admin.actor, "nga", "auditor", REASON)
    with pytest.raises(PermissionDenied, match="không tự duyệt"):
        decide_account_change(office.services, admin.actor, asked, agree=True)
    assert account(admin, "nga").system_roles == ()
    decide_account_change(office.services, second.actor, asked, agree=True)
    assert account(admin, "nga").system_roles == ("auditor",)
    with pytest.raises(Conflict, match="đã được quyết định"):
        decide_account_change(office.services, second.actor, asked, agree=True)


def test_nobody_asks_or_agrees_for_themselves(admin: Administrator, second: Administrator) -> None:
    services = admin.office.services
    with pytest.raises(PermissionDenied, match="Không tự xin"):
        ask_account_change(services, admin.actor, "quantri", "auditor", REASON)
    asked = ask_account_change(services, admin.actor, "quantri2", "process_owner", REASON)
    with pytest.raises(PermissionDenied, match="không tự duyệt"):
        decide_account_change(services, second.actor, asked, agree=True)
    decide_account_change(services, admin.actor, asked, agree=False)
    assert account(admin, "quantri2").system_roles == ("admin",)


def test_nobody_both_changes_and_checks(admin: Administrator) -> None:
    with pytest.raises(StepRefused, match="không vừa là Quản trị vừa là Kiểm soát viên"):
        ask_account_change(admin.office.services, admin.actor, "quantri2", "auditor", REASON)


@pytest.mark.parametrize(
    ("person_id", "login", "why"),
    [
        ("kiemsoat", "auditor", "giữ quyền hệ thống"),
        ("binh", "tpb", "ký hoặc quyết định hồ sơ"),
    ],
)
def test_the_password_of_who_runs_the_system_or_decides_takes_two(
    admin: Administrator, second: Administrator, person_id: str, login: str, why: str
) -> None:
    services, seen = admin.office.services, account(admin, person_id)
    assert why in seen.takes_two
    with pytest.raises(StepRefused, match=f"quản trị thứ hai: .*{why}"):
        reset_password(services, admin.actor, person_id, seen.version, REASON)
    asked = ask_account_change(services, admin.actor, person_id, "password", REASON)
    password = decide_account_change(services, second.actor, asked, agree=True)
    assert enter(admin.office, login, password).chooses_password


Leave = Callable[[Administrator, str], None]


def shut(admin: Administrator, person_id: str) -> None:
    seen = account(admin, person_id).version
    set_account_active(admin.office.services, admin.actor, person_id, False, seen, REASON)


def drop_admin(admin: Administrator, person_id: str) -> None:
    seen = account(admin, person_id).version
    drop_system_role(admin.office.services, admin.actor, person_id, "admin", seen, REASON)


@pytest.mark.parametrize("leave", [shut, drop_admin])
def test_the_last_administrator_stays(admin: Administrator, leave: Leave) -> None:
    leave(admin, "quantri2")
    with pytest.raises(StepRefused, match="Quản trị cuối cùng"):
        leave(admin, "quantri")


def test_the_last_auditor_stays(admin: Administrator) -> None:
    with admin.office.services.database.reading() as tx:
        *others, last = accounts.with_role(tx, ["auditor"])
    for person_id in others:
        shut(admin, person_id)
    with pytest.raises(StepRefused, match="Kiểm soát viên cuối cùng"):
        shut(admin, last)
    told = [event.event.summary for event in admin.events("refused")]
    assert any("Khóa tài khoản" in text for text in told)


@pytest.mark.parametrize(
    ("old", "new", "again", "path"),
    [
        ("sai", OWN, OWN, "old"),
        (PASSWORD, "ngắn", "ngắn", "new"),
        (PASSWORD, PASSWORD, PASSWORD, "new"),
        (PASSWORD, "ntn và một câu dài", "ntn và một câu dài", "new"),
        (PASSWORD, OWN, "khác", "again"),
    ],
)
def test_a_password_that_cannot_be_is_refused_at_its_field(
    sqlite_office: AtWork, old: str, new: str, again: str, path: str
) -> None:
    actor = enter(sqlite_office, "ntn", PASSWORD)
    with pytest.raises(FormInvalid) as refusal:
        change_password(sqlite_office.services, actor, "", old, new, again)
    assert [error.path for error in refusal.value.errors] == [path]


def test_a_persons_page_tells_offices_roles_and_the_account(admin: Administrator) -> None:
    page = read_person(admin.office.services, admin.actor, "dung")
    assert any("Chánh Văn phòng" in line.cells[0] for line in page.offices)
    assert "Lãnh đạo Văn phòng Thị ủy Hòa Xuyên" in page.roles
    assert page.account is not None and page.account.login == "tqd"
