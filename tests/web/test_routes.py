"""Every route has a guard that stands in this list; a new route without one fails here."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import post, sign_in
from tests.web.fake_acts import FakeActs
from tests.web.fake_editing import PROCESS

PUBLIC, SIGNED_IN, AUDITOR, ADMIN = "public", "signed_in", "auditor", "admin"
OWNER, WATCHER = "process_owner", "watcher"
FILE = "/ban-thao/<draft_id>/tep/<kind>/<key>"
MOVES = "/quan-tri/chuyen-phien-ban"
INCIDENTS = "/quan-tri/su-co"
REPAIRS = "/quan-tri/sua-chua"
PEOPLE = "/quan-tri/to-chuc"
GUARDS = {
    ("GET", "/dang-nhap"): PUBLIC,
    ("POST", "/dang-nhap"): PUBLIC,
    ("POST", "/dang-xuat"): SIGNED_IN,
    ("GET", "/"): SIGNED_IN,
    ("GET", "/viec"): SIGNED_IN,
    ("GET", "/viec/<task_id>"): SIGNED_IN,
    ("POST", "/viec/<task_id>"): SIGNED_IN,
    ("POST", "/viec/<task_id>/gui"): SIGNED_IN,
    ("GET", "/viec/<task_id>/da-gui"): SIGNED_IN,
    ("POST", "/viec/<task_id>/nhan"): SIGNED_IN,
    ("POST", "/viec/<task_id>/tra"): SIGNED_IN,
    ("GET", "/ke-hoach"): SIGNED_IN,
    ("POST", "/ke-hoach"): SIGNED_IN,
    ("POST", "/ke-hoach/cap-thiet"): SIGNED_IN,
    ("GET", "/ho-so"): SIGNED_IN,
    ("GET", "/ho-so/<code>"): SIGNED_IN,
    ("GET", "/ho-so/<code>/so-do/<process_id>.bpmn"): SIGNED_IN,
    ("GET", "/ho-so/<code>/lam/<act>"): SIGNED_IN,
    ("POST", "/ho-so/<code>/lam/<act>"): SIGNED_IN,
    ("POST", "/ho-so/<code>/quy-trinh/<process_id>"): SIGNED_IN,
    ("GET", "/van-ban/<document_id>"): SIGNED_IN,
    ("GET", "/van-ban/<document_id>/ban-in"): SIGNED_IN,
    ("GET", "/van-ban/<document_id>.pdf"): SIGNED_IN,
    ("GET", "/van-ban/<document_id>.docx"): SIGNED_IN,
    ("GET", "/thoi-han"): SIGNED_IN,
    ("GET", "/quan-tri/lich"): ADMIN,
    ("POST", "/quan-tri/lich/<int:year>"): ADMIN,
    ("GET", PEOPLE): ADMIN,
    ("GET", f"{PEOPLE}/vai"): ADMIN,
    ("GET", f"{PEOPLE}/nhap"): ADMIN,
    ("POST", f"{PEOPLE}/nhap"): ADMIN,
    ("GET", f"{PEOPLE}/nhap/<import_id>"): ADMIN,
    ("POST", f"{PEOPLE}/nhap/<import_id>"): ADMIN,
    ("GET", f"{PEOPLE}/mau/<path>.<file_kind>"): ADMIN,
    ("POST", f"{PEOPLE}/<path>/xuat"): ADMIN,
    ("GET", f"{PEOPLE}/<path>"): ADMIN,
    ("GET", f"{PEOPLE}/<path>/dong"): ADMIN,
    ("POST", f"{PEOPLE}/<path>/dong"): ADMIN,
    ("GET", f"{PEOPLE}/lan/<batch_id>"): ADMIN,
    ("POST", f"{PEOPLE}/lan/<batch_id>"): ADMIN,
    ("GET", f"{PEOPLE}/con-nguoi/<person_id>"): ADMIN,
    ("POST", f"{PEOPLE}/con-nguoi/<person_id>"): ADMIN,
    ("GET", "/mat-khau"): SIGNED_IN,
    ("POST", "/mat-khau"): SIGNED_IN,
    ("GET", MOVES): ADMIN,
    ("POST", MOVES): ADMIN,
    ("GET", f"{MOVES}/chon"): ADMIN,
    ("GET", f"{MOVES}/<move_id>"): ADMIN,
    ("POST", f"{MOVES}/<move_id>/chay-thu"): ADMIN,
    ("POST", f"{MOVES}/<move_id>/duyet"): ADMIN,
    ("GET", "/quan-tri/cau-hinh"): ADMIN,
    ("GET", "/quan-tri/so-hieu"): ADMIN,
    ("POST", "/quan-tri/so-hieu"): ADMIN,
    ("GET", "/quan-tri/so-hieu/so"): ADMIN,
    ("GET", "/quan-tri/he-thong"): ADMIN,
    ("GET", "/quan-tri/mau-van-ban"): ADMIN,
    ("GET", "/quan-tri/mau-van-ban/<doc_key>"): ADMIN,
    ("POST", "/quan-tri/mau-van-ban/<doc_key>"): ADMIN,
    ("GET", "/quan-tri/mau-van-ban/<doc_key>/xem-thu"): ADMIN,
    ("GET", "/quan-tri/mau-van-ban/<doc_key>.txt"): ADMIN,
    ("GET", "/quan-tri/cau-hinh/sua/<group_slug>"): ADMIN,
    ("POST", "/quan-tri/cau-hinh/sua/<group_slug>"): ADMIN,
    ("GET", "/quan-tri/cau-hinh/khoi-phuc"): ADMIN,
    ("POST", "/quan-tri/cau-hinh/khoi-phuc"): ADMIN,
    ("GET", "/quan-tri/cau-hinh/thay-doi/<change_id>"): ADMIN,
    ("POST", "/quan-tri/cau-hinh/thay-doi/<change_id>"): ADMIN,
    ("GET", REPAIRS): ADMIN,
    ("POST", REPAIRS): ADMIN,
    ("GET", f"{REPAIRS}/chon"): ADMIN,
    ("GET", f"{REPAIRS}/moi"): ADMIN,
    ("GET", f"{REPAIRS}/<repair_id>"): ADMIN,
    ("POST", f"{REPAIRS}/<repair_id>/chay-thu"): ADMIN,
    ("POST", f"{REPAIRS}/<repair_id>/duyet"): ADMIN,
    ("GET", INCIDENTS): WATCHER,
    ("GET", f"{INCIDENTS}/thu-lai"): ADMIN,
    ("POST", f"{INCIDENTS}/thu-lai"): ADMIN,
    ("GET", f"{INCIDENTS}/thu-lai/<batch_id>"): WATCHER,
    ("GET", f"{INCIDENTS}/<incident_code>"): WATCHER,
    ("POST", f"{INCIDENTS}/<incident_code>/ghi-chu"): ADMIN,
    ("POST", f"{INCIDENTS}/<incident_code>/dong"): ADMIN,
    ("POST", f"{INCIDENTS}/thu/<job_id>/gui-lai"): ADMIN,
    ("GET", "/ban-thao/<draft_id>/dieu-khoan"): OWNER,
    ("POST", "/ban-thao/<draft_id>/dieu-khoan"): OWNER,
    ("POST", "/ban-thao/<draft_id>/dieu-khoan/dung"): OWNER,
    ("GET", "/ban-thao/<draft_id>/dieu-khoan/tien-do"): OWNER,
    ("GET", "/ban-thao/<draft_id>/dieu-khoan/duong-di/<int:number>"): OWNER,
    ("GET", "/ban-thao/<draft_id>/dieu-khoan/so-do/<process_id>.bpmn"): OWNER,
    ("GET", "/ban-thao/<draft_id>/dieu-khoan/quy-tac/<rule_id>"): OWNER,
    ("POST", "/ban-thao/<draft_id>/dieu-khoan/quy-tac/<rule_id>"): OWNER,
    ("POST", "/ban-thao/<draft_id>/dien-tap"): OWNER,
    ("GET", "/dien-tap/<rehearsal_id>"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/gio"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/lui"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/tinh-huong"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/ghi"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/luu"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/vai"): OWNER,
    ("GET", "/ban-thao/<draft_id>/tinh-huong"): OWNER,
    ("GET", "/ban-thao/<draft_id>/tinh-huong/<name>.yaml"): OWNER,
    ("POST", "/ban-thao/<draft_id>/tinh-huong/chay"): OWNER,
    ("POST", "/ban-thao/<draft_id>/tinh-huong/dung"): OWNER,
    ("POST", "/ban-thao/<draft_id>/tinh-huong/bo"): OWNER,
    ("GET", "/dien-tap/<rehearsal_id>/trong/"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/trong/"): OWNER,
    ("GET", "/dien-tap/<rehearsal_id>/trong/<path:path>"): OWNER,
    ("POST", "/dien-tap/<rehearsal_id>/trong/<path:path>"): OWNER,
    ("GET", "/quy-trinh"): OWNER,
    ("POST", "/quy-trinh"): OWNER,
    ("GET", "/quy-trinh/<process_id>"): OWNER,
    ("POST", "/quy-trinh/<process_id>/khoi-phuc"): OWNER,
    ("GET", "/quy-trinh/<process_id>/so-sanh"): OWNER,
    ("POST", "/quy-trinh/<process_id>/so-sanh"): OWNER,
    ("GET", "/quy-trinh/<process_id>/tep/<release_id>/<kind>/<key>"): OWNER,
    ("GET", "/quy-trinh/quy-tac"): OWNER,
    ("GET", "/quy-trinh/quy-tac/<slug>"): OWNER,
    ("GET", "/ban-thao/<draft_id>"): OWNER,
    ("POST", "/ban-thao/<draft_id>/nhan-sua"): OWNER,
    ("POST", "/ban-thao/<draft_id>/bo"): OWNER,
    ("POST", "/ban-thao/<draft_id>/tep"): OWNER,
    ("POST", "/ban-thao/<draft_id>/bo-tep"): OWNER,
    ("GET", "/ban-thao/<draft_id>/ban-luu/<save_id>"): OWNER,
    ("GET", "/ban-thao/<draft_id>/kiem-tra"): OWNER,
    ("POST", "/ban-thao/<draft_id>/sua"): OWNER,
    ("GET", "/ban-thao/<draft_id>/gui-duyet"): OWNER,
    ("POST", "/ban-thao/<draft_id>/gui-duyet"): OWNER,
    ("GET", "/ban-thao/<draft_id>/duyet"): OWNER,
    ("POST", "/ban-thao/<draft_id>/duyet"): OWNER,
    ("GET", FILE): OWNER,
    ("GET", f"{FILE}/noi-dung"): OWNER,
    ("POST", f"{FILE}/luu"): OWNER,
    ("GET", f"{FILE}/kiem-tra"): OWNER,
    ("POST", f"{FILE}/kiem-tra"): OWNER,
    ("POST", f"{FILE}/nhan-sua"): OWNER,
    ("POST", f"{FILE}/tai-len"): OWNER,
    ("GET", "/ban-thao/<draft_id>/tep/form/<key>/xem-truoc"): OWNER,
    ("GET", "/ban-thao/<draft_id>/lua-chon"): OWNER,
    ("POST", "/tep"): SIGNED_IN,
    ("GET", "/tep/<upload_id>"): SIGNED_IN,
    ("GET", "/giam-sat"): WATCHER,
    ("GET", "/giam-sat/bat-bien"): WATCHER,
    ("POST", "/giam-sat/bat-bien/kiem"): WATCHER,
    ("GET", "/giam-sat/ho-so"): WATCHER,
    ("POST", "/giam-sat/ho-so/chon"): WATCHER,
    ("POST", "/giam-sat/ho-so/xuat"): WATCHER,
    ("POST", "/giam-sat/ho-so/bo-loc"): WATCHER,
    ("POST", "/giam-sat/ho-so/bo-loc/<view_id>/bo"): WATCHER,
    ("GET", "/giam-sat/ho-so/<code>"): AUDITOR,
    ("GET", "/giam-sat/ho-so/<code>/bieu/<task_id>"): AUDITOR,
    ("GET", "/giam-sat/ho-so/<code>/quy-tac"): AUDITOR,
    ("GET", "/kiem-soat"): AUDITOR,
    ("POST", "/kiem-soat"): AUDITOR,
    ("POST", "/kiem-soat/dung"): AUDITOR,
    ("GET", "/kiem-soat/tien-do"): AUDITOR,
    ("GET", "/kiem-soat/ho-so/<code>"): AUDITOR,
    ("POST", "/kiem-soat/ho-so/<code>"): AUDITOR,
    ("POST", "/kiem-soat/nhat-ky-su-kien"): AUDITOR,
    ("GET", "/kiem-soat/nhat-ky"): AUDITOR,
    ("POST", "/kiem-soat/nhat-ky/xuat"): AUDITOR,
    ("GET", "/kiem-soat/xin-xem"): WATCHER,
    ("POST", "/kiem-soat/xin-xem"): AUDITOR,
    ("POST", "/kiem-soat/xin-xem/<grant_id>"): WATCHER,
    ("GET", "/quan-tri/luu-tru"): WATCHER,
    ("POST", "/quan-tri/luu-tru"): ADMIN,
    ("GET", "/quan-tri/luu-tru/<list_id>"): WATCHER,
    ("POST", "/quan-tri/luu-tru/<list_id>"): WATCHER,
    ("POST", "/quan-tri/luu-tru/giu-lai"): WATCHER,
    ("POST", "/quan-tri/luu-tru/bo-giu"): WATCHER,
    ("GET", "/cai-dat"): SIGNED_IN,
    ("POST", "/cai-dat"): SIGNED_IN,
    ("POST", "/ngon-ngu"): PUBLIC,
    ("GET", "/huong-dan"): SIGNED_IN,
    ("GET", "/huong-dan/<guide_slug>"): SIGNED_IN,
    ("GET", "/huong-dan/hinh/<picture_name>"): SIGNED_IN,
    ("GET", "/healthz"): PUBLIC,
}
EXAMPLES = {
    "<task_id>": "t1",
    "<code>": "MG-2024-0021",
    "<act>": "rut",
    "<move_id>": "m1",
    "<list_id>": "d1",
    "<grant_id>": "g1",
    "<import_id>": "n1",
    "<path>": "nguoi",
    "<file_kind>": "csv",
    "<person_id>": "nga",
    "<group_slug>": "thoi-han",
    "<doc_key>": "BIEN_BAN",
    "<change_id>": "c1",
    "<incident_code>": "SC-2024-0001",
    "<batch_id>": "l1",
    "<job_id>": "j1",
    "<repair_id>": "s1",
    "<process_id>": "p01_art4_case",
    "<document_id>": "d1",
    "<draft_id>": "b1",
    "<release_id>": "r1",
    "<save_id>": "luu1",
    "<slug>": "way-out",
    "<guide_slug>": "chu-quy-trinh",
    "<picture_name>": "1-ban-thao.png",
    "<kind>": "process",
    "<key>": PROCESS,
    "<upload_id>": "u1",
    "<int:year>": "2024",
    "<int:number>": "1",
}

KEEPERS = (("/quan-tri", "qt"), ("/ban-thao", "cqt"), ("/quy-trinh", "cqt"))


def address(rule: str) -> str:
    """Return an address of the sample data for a rule."""
    for name, value in EXAMPLES.items():
        rule = rule.replace(name, value)
    return rule


# A rehearsal has a database of its own and the pages inside check their own tokens: its walks and
# its tokens are tested in tests/rehearsal.
REHEARSED, INSIDE = ("/dien-tap/", "/tinh-huong"), "/trong/"

GETS = [
    address(rule)
    for method, rule in GUARDS
    if method == "GET" and not any(part in rule for part in REHEARSED)
]
POSTS = [address(rule) for method, rule in GUARDS if method == "POST" and INSIDE not in rule]
CLOSED = [address(rule) for (method, rule), guard in GUARDS.items() if guard != PUBLIC]


def test_every_route_is_listed_with_its_guard(flask_app: Flask) -> None:
    found = {}
    for rule in flask_app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        view = flask_app.view_functions[rule.endpoint]
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found[method, rule.rule] = getattr(view, "guard", None)
    assert found == GUARDS


def test_a_view_without_a_guard_answers_nobody(flask_app: Flask) -> None:
    flask_app.add_url_rule("/quen", "forgotten", lambda: "mở")
    browser = flask_app.test_client()
    sign_in(browser)
    assert browser.get("/quen").status_code == 404


@pytest.mark.parametrize("path", sorted(set(CLOSED)))
def test_nobody_in_particular_is_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (303, 405)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith("/dang-nhap?next=")


@pytest.mark.parametrize("path", POSTS)
def test_every_unsafe_route_wants_its_token(dung: FlaskClient, acts: FakeActs, path: str) -> None:
    before = list(acts.writes())
    assert dung.post(path, data={"login": "tqd", "password": "đúng mật khẩu"}).status_code == 400
    assert acts.writes() == before


@pytest.mark.parametrize("path", GETS)
def test_reading_a_page_changes_nothing(flask_app: Flask, acts: FakeActs, path: str) -> None:
    browser = flask_app.test_client()
    sign_in(browser, next((who for part, who in KEEPERS if path.startswith(part)), "kts"))
    acts.calls.clear()
    assert browser.get(path).status_code in (200, 303)
    assert acts.writes() == []


def test_the_audit_is_closed_to_staff_and_the_attempt_is_recorded(
    dung: FlaskClient, acts: FakeActs
) -> None:
    assert dung.get("/kiem-soat").status_code == 403
    assert acts.refusals == ["GET /kiem-soat"]


def test_claiming_a_task_leads_to_it(dung: FlaskClient, acts: FakeActs) -> None:
    status, _text, target = post(dung, "/viec/t1/nhan")
    assert (status, target) == (303, "/viec/t1")
    assert "claim_task" in acts.calls


def test_starting_a_plan_opens_its_form(dung: FlaskClient) -> None:
    assert post(dung, "/ke-hoach", {"channel": "dien_tu"})[::2] == (303, "/viec/t2")


def test_starting_the_record_of_an_emergency_opens_its_form(dung: FlaskClient) -> None:
    assert post(dung, "/ke-hoach/cap-thiet")[::2] == (303, "/viec/t2")
