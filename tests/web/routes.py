"""Every route with its methods and its guard: a new route needs its line here."""

from __future__ import annotations

from collections.abc import Iterator

from tests.web.fake_editing import PROCESS

PUBLIC, SIGNED_IN, AUDITOR, ADMIN = "public", "signed_in", "auditor", "admin"
WATCHER = "watcher"
TABLE = """
public        GET POST  /dang-nhap
signed_in     POST      /dang-xuat
signed_in     GET       /
signed_in     GET       /viec
signed_in     GET POST  /viec/<task_id>
signed_in     POST      /viec/<task_id>/gui
signed_in     GET       /viec/<task_id>/da-gui
signed_in     POST      /viec/<task_id>/nhan
signed_in     POST      /viec/<task_id>/tra
signed_in     GET POST  /ke-hoach
signed_in     POST      /ke-hoach/cap-thiet
signed_in     GET       /ho-so
signed_in     GET       /ho-so/<code>
signed_in     GET       /ho-so/<code>/so-do/<process_id>.bpmn
signed_in     GET POST  /ho-so/<code>/lam/<act>
signed_in     POST      /ho-so/<code>/quy-trinh/<process_id>
signed_in     GET       /van-ban/<document_id>
signed_in     GET       /van-ban/<document_id>/ban-in
signed_in     GET       /van-ban/<document_id>.pdf
signed_in     GET       /van-ban/<document_id>.docx
signed_in     GET       /thoi-han
admin         GET       /quan-tri/lich
admin         POST      /quan-tri/lich/<int:year>
admin         GET       /quan-tri/to-chuc
admin         GET       /quan-tri/to-chuc/vai
admin         GET POST  /quan-tri/to-chuc/nhap
admin         GET POST  /quan-tri/to-chuc/nhap/<import_id>
admin         GET       /quan-tri/to-chuc/mau/<path>.<file_kind>
admin         POST      /quan-tri/to-chuc/<path>/xuat
admin         GET       /quan-tri/to-chuc/<path>
admin         GET POST  /quan-tri/to-chuc/<path>/dong
admin         GET POST  /quan-tri/to-chuc/lan/<batch_id>
admin         GET POST  /quan-tri/to-chuc/con-nguoi/<person_id>
signed_in     GET POST  /mat-khau
admin         GET POST  /quan-tri/chuyen-phien-ban
admin         GET       /quan-tri/chuyen-phien-ban/chon
admin         GET       /quan-tri/chuyen-phien-ban/<move_id>
admin         POST      /quan-tri/chuyen-phien-ban/<move_id>/chay-thu
admin         GET       /quan-tri/chuyen-phien-ban/<move_id>/tien-do
admin         POST      /quan-tri/chuyen-phien-ban/<move_id>/duyet
admin         GET       /quan-tri/cau-hinh
admin         GET POST  /quan-tri/so-hieu
admin         GET       /quan-tri/so-hieu/so
admin         GET       /quan-tri/he-thong
admin         GET       /quan-tri/mau-van-ban
admin         GET POST  /quan-tri/mau-van-ban/<doc_key>
admin         GET       /quan-tri/mau-van-ban/<doc_key>/xem-thu
admin         GET       /quan-tri/mau-van-ban/<doc_key>.txt
admin         GET POST  /quan-tri/cau-hinh/sua/<group_slug>
admin         GET POST  /quan-tri/cau-hinh/khoi-phuc
admin         GET POST  /quan-tri/cau-hinh/thay-doi/<change_id>
admin         GET POST  /quan-tri/sua-chua
admin         GET       /quan-tri/sua-chua/chon
admin         GET       /quan-tri/sua-chua/moi
admin         GET       /quan-tri/sua-chua/<repair_id>
admin         POST      /quan-tri/sua-chua/<repair_id>/chay-thu
admin         GET       /quan-tri/sua-chua/<repair_id>/tien-do
admin         POST      /quan-tri/sua-chua/<repair_id>/duyet
watcher       GET       /quan-tri/su-co
admin         GET POST  /quan-tri/su-co/thu-lai
watcher       GET       /quan-tri/su-co/thu-lai/<batch_id>
watcher       GET       /quan-tri/su-co/thu-lai/<batch_id>/tien-do
watcher       GET       /quan-tri/su-co/<incident_code>
admin         POST      /quan-tri/su-co/<incident_code>/ghi-chu
admin         POST      /quan-tri/su-co/<incident_code>/dong
admin         POST      /quan-tri/su-co/thu/<job_id>/gui-lai
process_owner GET POST  /ban-thao/<draft_id>/dieu-khoan
process_owner POST      /ban-thao/<draft_id>/dieu-khoan/dung
process_owner GET       /ban-thao/<draft_id>/dieu-khoan/tien-do
process_owner GET       /ban-thao/<draft_id>/dieu-khoan/duong-di/<int:number>
process_owner GET       /ban-thao/<draft_id>/dieu-khoan/so-do/<process_id>.bpmn
process_owner GET POST  /ban-thao/<draft_id>/dieu-khoan/quy-tac/<rule_id>
process_owner POST      /ban-thao/<draft_id>/dien-tap
process_owner GET       /dien-tap/<rehearsal_id>
process_owner POST      /dien-tap/<rehearsal_id>/gio
process_owner POST      /dien-tap/<rehearsal_id>/lui
process_owner POST      /dien-tap/<rehearsal_id>/tinh-huong
process_owner POST      /dien-tap/<rehearsal_id>/ghi
process_owner POST      /dien-tap/<rehearsal_id>/luu
process_owner POST      /dien-tap/<rehearsal_id>/vai
process_owner GET       /ban-thao/<draft_id>/tinh-huong
process_owner GET       /ban-thao/<draft_id>/tinh-huong/<name>.yaml
process_owner POST      /ban-thao/<draft_id>/tinh-huong/chay
process_owner POST      /ban-thao/<draft_id>/tinh-huong/dung
process_owner POST      /ban-thao/<draft_id>/tinh-huong/bo
process_owner GET POST  /dien-tap/<rehearsal_id>/trong/
process_owner GET POST  /dien-tap/<rehearsal_id>/trong/<path:path>
process_owner GET POST  /quy-trinh
process_owner GET       /quy-trinh/<process_id>
process_owner POST      /quy-trinh/<process_id>/khoi-phuc
process_owner GET POST  /quy-trinh/<process_id>/so-sanh
process_owner GET       /quy-trinh/<process_id>/tep/<release_id>/<kind>/<key>
process_owner GET       /quy-trinh/quy-tac
process_owner GET       /quy-trinh/quy-tac/<slug>
process_owner GET       /ban-thao/<draft_id>
process_owner POST      /ban-thao/<draft_id>/nhan-sua
process_owner POST      /ban-thao/<draft_id>/bo
process_owner POST      /ban-thao/<draft_id>/tep
process_owner POST      /ban-thao/<draft_id>/bo-tep
process_owner GET       /ban-thao/<draft_id>/ban-luu/<save_id>
process_owner GET       /ban-thao/<draft_id>/kiem-tra
process_owner POST      /ban-thao/<draft_id>/sua
process_owner GET POST  /ban-thao/<draft_id>/gui-duyet
process_owner GET POST  /ban-thao/<draft_id>/duyet
process_owner GET       /ban-thao/<draft_id>/tep/<kind>/<key>
process_owner GET       /ban-thao/<draft_id>/tep/<kind>/<key>/noi-dung
process_owner POST      /ban-thao/<draft_id>/tep/<kind>/<key>/luu
process_owner GET POST  /ban-thao/<draft_id>/tep/<kind>/<key>/kiem-tra
process_owner POST      /ban-thao/<draft_id>/tep/<kind>/<key>/nhan-sua
process_owner POST      /ban-thao/<draft_id>/tep/<kind>/<key>/tai-len
process_owner GET       /ban-thao/<draft_id>/tep/form/<key>/xem-truoc
process_owner GET       /ban-thao/<draft_id>/lua-chon
signed_in     POST      /tep
signed_in     GET       /tep/<upload_id>
watcher       GET       /giam-sat
watcher       GET       /giam-sat/bat-bien
watcher       POST      /giam-sat/bat-bien/kiem
watcher       GET       /xuat-tep
watcher       GET       /xuat-tep/<run_id>
watcher       POST      /xuat-tep/<run_id>/dung
watcher       GET       /giam-sat/ho-so
watcher       POST      /giam-sat/ho-so/chon
watcher       POST      /giam-sat/ho-so/xuat
watcher       POST      /giam-sat/ho-so/bo-loc
watcher       POST      /giam-sat/ho-so/bo-loc/<view_id>/bo
auditor       GET       /giam-sat/ho-so/<code>
auditor       GET       /giam-sat/ho-so/<code>/bieu/<task_id>
auditor       GET       /giam-sat/ho-so/<code>/quy-tac
auditor       GET POST  /kiem-soat
auditor       POST      /kiem-soat/dung
auditor       GET       /kiem-soat/tien-do
auditor       GET POST  /kiem-soat/ho-so/<code>
auditor       POST      /kiem-soat/nhat-ky-su-kien
auditor       GET       /kiem-soat/nhat-ky
auditor       POST      /kiem-soat/nhat-ky/xuat
watcher       GET       /kiem-soat/xin-xem
auditor       POST      /kiem-soat/xin-xem
watcher       POST      /kiem-soat/xin-xem/<grant_id>
watcher       GET       /quan-tri/luu-tru
admin         POST      /quan-tri/luu-tru
watcher       GET POST  /quan-tri/luu-tru/<list_id>
watcher       POST      /quan-tri/luu-tru/giu-lai
watcher       POST      /quan-tri/luu-tru/bo-giu
signed_in     GET POST  /cai-dat
public        POST      /ngon-ngu
signed_in     GET       /huong-dan
signed_in     GET       /huong-dan/<guide_slug>
signed_in     GET       /huong-dan/hinh/<picture_name>
public        GET       /healthz
"""
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
    "<run_id>": "a" * 32,
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


def _read(table: str) -> Iterator[tuple[tuple[str, str], str]]:
    for line in table.split("\n")[1:-1]:
        guard, *methods, rule = line.split()
        for method in methods:
            yield (method, rule), guard


GUARDS = dict(_read(TABLE))


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
