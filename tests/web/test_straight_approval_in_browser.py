"""The straight approval (SC-01) walked through the pages by hand, as its people do.

With SHOTS set to a folder the whole way is walked at both widths, with and without scripts, and
every page is pictured there; look at them after a change.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.domain.clock import LOCAL
from tests.factories import PASSWORD, AtWork
from tests.web.conftest import Window
from tests.web.hands import Desk, Hands, application

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

TITLE = "Thí điểm “một cửa lưu động” tại các tổ dân phố của phường Cẩm Tân"
ANALYSIS = (
    "Các tổ dân phố ở xa bộ phận một cửa; người già và người khuyết tật phải đi nhiều lần để nộp "
    "một hồ sơ. Quy định hiện có chỉ cho nhận hồ sơ tại trụ sở, chưa có quy định cho bộ phận lưu "
    "động, nên chưa thể tổ chức nhận và trả kết quả tại nhà văn hóa của từng tổ dân phố."
)
RESULTS = "Giảm một nửa số lượt đi lại của người dân trong phường."
REASONS = (
    "Kế hoạch nêu rõ người làm, thời gian, kinh phí và cách theo dõi; các rủi ro đều có biện pháp "
    "phòng ngừa; người dân được lợi ngay khi thực hiện."
)
DISCUSSION = (
    "Các ý kiến thống nhất kế hoạch cần thiết và sát thực tế; hai ý kiến đề nghị theo dõi chặt "
    "rủi ro trong ba tháng đầu và báo cáo kết quả theo quý."
)


LEGALITY = (
    "Không trái Hiến pháp",
    "Không trái Điều lệ Đảng",
    "Phù hợp quy định khác của pháp luật, hoặc đã giải trình theo khoản 5 Điều 4",
)


def on(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of 2024 in Việt Nam's time."""
    return datetime(2024, month, day, hour, minute, tzinfo=LOCAL)


def write_the_plan(desk: Desk) -> None:
    """Thu writes section by section, stops in the middle and comes back."""
    with desk.person("htt", on(3, 4), keys=True) as thu:
        thu.look("inbox-empty")
        thu.page.goto(desk.base + "/ke-hoach")
        thu.look("plans")
        thu.press("Lập kế hoạch trên hệ thống")
        thu.sees("Chủ thể, tên kế hoạch")
        thu.look("plan-1-empty")
        thu.write("Tên kế hoạch", TITLE)
        thu.choose("Chủ thể đề xuất", "Cá nhân cán bộ")
        _show_conditional(thu)
        thu.choose("Cán bộ đề xuất", "Hoàng Thị Thu")
        thu.look("plan-1")
        thu.choose(
            "Thuộc chức trách, nhiệm vụ, quyền hạn",
            "Thuộc chức trách, nhiệm vụ, quyền hạn được giao",
        )
        thu.press("Lưu và sang phần 2")
        thu.sees("Vấn đề và quy định")
        thu.choose("Loại vấn đề", "Chưa có quy định")
        thu.write("Phân tích làm rõ", ANALYSIS)
        thu.look("plan-2")
        thu.press("Lưu nháp")
        expect(thu.page.locator(".note.ok")).to_contain_text("Đã lưu nháp")
        thu.look("plan-2-saved")
    _come_back_to_the_plan(desk)
    _finish_the_plan(desk)


def _come_back_to_the_plan(desk: Desk) -> None:
    with desk.person("htt", on(3, 4, 9, 40)) as thu:
        thu.page.goto(desk.base + "/ke-hoach")
        thu.look("plans-draft")
        thu.press(TITLE)
        thu.look("plan-again")
        thu.press("Lưu và sang phần 2")
        thu.holds("Phân tích làm rõ", ANALYSIS)
        thu.press("Lưu và sang phần 3")
        thu.write("Mục tiêu", "Người dân nộp và nhận kết quả ngay tại tổ dân phố.")
        thu.write("Nội dung, giải pháp", "Mỗi tuần một buổi tại từng nhà văn hóa.")
        thu.choose("Phạm vi", "Cấp huyện, thị xã, thành phố")
        thu.write("Địa bàn, lĩnh vực áp dụng", "Phường Cẩm Tân, hộ tịch và chứng thực")
        thu.choose("Nhóm vấn đề", "Nhiệm vụ thường xuyên")
        thu.choose("Đề nghị", "Thí điểm")
        thu.write("Thời gian bắt đầu", "1/5/24")
        thu.write("Thời gian kết thúc", "31102024")
        thu.write("Nguồn lực", "Ba cán bộ, một xe")
        thu.write("Kinh phí", "120.000.000")
        thu.look("plan-3")
        thu.press("Lưu và sang phần 4")
        thu.write("Dự kiến hiệu quả, kết quả tích cực", RESULTS)
        thu.press("Thêm rủi ro")
        _risk(thu, 1, "Thất lạc hồ sơ khi chuyển về trụ sở")
        thu.press("Thêm rủi ro")
        _risk(thu, 2, "Ít người tới nộp hồ sơ")
        thu.press("Thêm rủi ro")
        _risk(thu, 3, "Dòng viết nhầm")
        with thu.inside("Rủi ro 3"):
            thu.press("Bỏ dòng 3")
        thu.look("plan-4-removed")
        thu.press("Kiểm tra và gửi") if desk.width > 860 else thu.press("Lưu và sang phần 5")
        thu.look("plan-errors")
        if desk.width > 860:
            thu.press("Lưu và sang phần")


def _finish_the_plan(desk: Desk) -> None:
    with desk.person("htt", on(3, 4, 10, 0), keys=True) as thu:
        thu.page.goto(desk.base + "/viec")
        thu.press("Xây dựng kế hoạch")
        _to_section(thu, 5)
        thu.tick("Cam kết vì lợi ích chung")
        thu.tick("Cam kết thực hiện")
        thu.write("Kê khai lợi ích liên quan", "không")
        thu.look("plan-5")
        thu.press("Lưu và sang phần 6")
        thu.send("Gửi kế hoạch", name="plan-6")


def _show_conditional(hands: Hands) -> None:
    if not hands.desk.scripts:
        hands.press("Hiện mục theo lựa chọn")


def _risk(hands: Hands, number: int, text: str) -> None:
    with hands.inside(f"Rủi ro {number}"):
        hands.write("Mô tả rủi ro", text)
        hands.choose("Khả năng xảy ra", "Thấp")
        hands.choose("Mức độ ảnh hưởng", "Vừa")
        hands.write("Biện pháp phòng ngừa", "Lập sổ giao nhận, niêm phong túi hồ sơ")


def _to_section(hands: Hands, number: int) -> None:
    for there in range(2, number + 1):
        hands.press(f"Lưu và sang phần {there}")


def take_it_in(desk: Desk) -> None:
    """The office registers, determines authority; the standing committee agrees."""
    with desk.person("ntn", on(3, 4, 14)) as nga:
        nga.look("inbox")
        nga.open_task("Tiếp nhận, vào sổ")
        nga.choose("Tình trạng hồ sơ", "Đủ thành phần, tiếp nhận xử lý")
        nga.choose("Chuyển xử lý", "Nguyễn Thị Nga")
        nga.send("Tiếp nhận, vào sổ", name="register")
        nga.press("Mở việc tiếp theo")
        nga.sees("Xác định thẩm quyền")
        nga.choose("Kết luận thẩm quyền", "Trong thẩm quyền của cấp ủy này")
        nga.write("Căn cứ xác định", "Quy chế làm việc của Ban Chấp hành, khoản 3 Điều 7.")
        nga.send("Ghi kết luận thẩm quyền", name="authority")
    with desk.person("ltmh", on(3, 5), keys=True) as huong:
        huong.open_task("Thường trực cho ý kiến")
        huong.choose("Ý kiến của Thường trực", "Đồng ý với kết luận thẩm quyền")
        huong.send("Đồng ý với kết luận thẩm quyền", name="consent")


def issue(desk: Desk, month: int, day: int, signer: str, name: str) -> None:
    """Draft, check, sign: the three hands of a document."""
    with desk.person("ntn", on(month, day, 10)) as nga:
        nga.open_task("Hoàn thiện dự thảo")
        nga.send("Trình ký", name=f"{name}-draft")
    with desk.person("tqd", on(month, day, 10, 30)) as dung:
        dung.open_task("Kiểm tra thể thức")
        dung.choose("Kết quả kiểm tra", "Đạt, chuyển ký")
        dung.send("Chuyển ký", name=f"{name}-checked")
    with desk.person(signer, on(month, day, 11), keys=name == "reply") as hand:
        hand.open_task("Ký")
        hand.choose("Ký", "Ký văn bản")
        hand.send("Ký văn bản", password=True, name=f"{name}-signed")


def appraise(desk: Desk) -> None:
    """Advice, assignment with its letter, the report, its check, the next step with its letter."""
    with desk.person("ntn", on(3, 5, 10)) as nga:
        nga.open_task("Tham mưu giao thẩm định")
        nga.choose("Đề xuất hình thức", "Cơ quan chuyên trách chủ trì thẩm định")
        nga.choose("Phạm vi rộng, phức tạp", "Phạm vi hẹp hoặc không phức tạp")
        _show_conditional(nga)
        nga.choose("Cơ quan chủ trì", "Ban Tổ chức Thị ủy")
        nga.write("Lý do", "Nội dung thuộc lĩnh vực của cơ quan được đề xuất.")
        nga.send("Trình đề xuất", name="advice")
    with desk.person("ltmh", on(3, 5, 15), keys=True) as huong:
        huong.open_task("Chỉ đạo giao thẩm định")
        huong.choose("Hình thức", "Cơ quan chuyên trách chủ trì thẩm định")
        _show_conditional(huong)
        huong.choose("Cơ quan chủ trì", "Ban Tổ chức Thị ủy")
        huong.write("Hạn báo cáo", "25/03/2024")
        huong.send("Giao thẩm định", name="assign")
    issue(desk, 3, 6, "tqd", "assignment")
    with desk.person("dvq", on(3, 18)) as quy:
        quy.look("inbox-appraiser")
        quy.open_task("Lập báo cáo thẩm định")
        quy.choose("Việc tiếp theo", "Nộp báo cáo thẩm định")
        _show_conditional(quy)
        quy.choose("Về thẩm quyền", "Trong thẩm quyền")
        quy.choose("Vấn đề khó, phức tạp", "Không thuộc loại khó, phức tạp")
        quy.choose("Tính khả thi", "Khả thi")
        quy.choose("Tính hiệu quả", "Hiệu quả")
        _legality(quy)
        for number in (1, 2):
            with quy.inside(f"Rủi ro {number}"):
                quy.choose("Mức rủi ro", "Thấp")
                quy.choose("Biện pháp phòng ngừa", "Đủ để phòng ngừa")
        quy.write("Tổng hợp ý kiến", "Các đơn vị liên quan đồng ý với kế hoạch.")
        quy.choose("Kết luận thẩm định", "Đủ cơ sở trình xem xét")
        _show_conditional(quy)
        quy.write("Lý do", REASONS)
        quy.send("Nộp báo cáo thẩm định", name="report")
    with desk.person("ntn", on(3, 19), keys=True) as nga:
        nga.open_task("Thẩm tra hồ sơ trình")
        nga.choose("Hồ sơ trình", "Đủ để trình Thường trực")
        nga.send("Trình Thường trực", name="check-report")
    with desk.person("ltmh", on(3, 19, 10), keys=True) as huong:
        huong.open_task("Xử lý kết quả thẩm định")
        huong.choose("Xử lý", "Trình Ban Thường vụ")
        huong.send("Trình Ban Thường vụ", name="triage")
    issue(desk, 3, 20, "ltmh", "submission")


def _legality(hands: Hands) -> None:
    for title in LEGALITY:
        with hands.inside(title):
            hands.choose("Kết quả kiểm tra", "Đạt")


def decide(desk: Desk, minutes: Path) -> None:
    """The meeting is called, held, written down with its file, confirmed by its chair."""
    with desk.person("ntn", on(3, 22)) as nga:
        nga.open_task("Xếp lịch, mời họp")
        nga.write_moment("Thời gian họp", "26/03/2024", "08:00")
        nga.choose("Chủ trì", "Tống Phước Bình")
        nga.choose("Thư ký", "Mai Anh Tú")
        nga.write("Địa điểm", "Phòng họp cấp ủy")
        nga.write("Nội dung", "Xem xét kế hoạch và kết quả thẩm định.")
        nga.send("Xếp lịch họp", name="schedule")
    with desk.person("mat", on(3, 26, 14)) as tu:
        tu.open_task("Ghi biên bản, kết quả")
        tu.look("minutes-empty")
        tu.write_moment("Thời gian họp thực tế", "26/03/2024", "08:00")
        tu.write("Số có mặt", "11")
        tu.write("Tóm tắt thảo luận", DISCUSSION)
        tu.choose("Đã xem xét thấu đáo", "Đã thấu đáo")
        tu.choose("Thẩm quyền", "Trong thẩm quyền của cấp quyết định")
        _show_conditional(tu)
        tu.write("Căn cứ thẩm quyền", "Quy chế làm việc của Ban Thường vụ, khoản 2 Điều 9.")
        tu.choose("Mức độ chuẩn bị", "Đã chuẩn bị kỹ")
        _legality(tu)
        tu.write("Đồng ý", "9")
        tu.write("Không đồng ý", "1")
        tu.write("Ý kiến khác", "0")
        tu.choose("Hình thức", "Thí điểm")
        tu.write("Phạm vi", "Phạm vi nêu trong kế hoạch")
        tu.write("Thời gian bắt đầu", "01/05/2024")
        tu.write("Thời gian kết thúc", "31/10/2024")
        tu.choose("Chu kỳ báo cáo", "Hằng quý")
        tu.attach("Tệp biên bản", minutes)
        tu.press("Kiểm tra lại trước khi gửi")
        expect(tu.page.get_by_role("alert")).to_contain_text("cần bằng 11")
        tu.look("minutes-wrong-sum")
        tu.write("Ý kiến khác", "1")
        tu.send("Ghi biên bản", name="minutes")
    with desk.person("tpb", on(3, 26, 16), keys=True) as binh:
        binh.open_task("Chủ trì xác nhận biên bản")
        binh.choose("Xác nhận của chủ trì", "Biên bản ghi đúng, xác nhận")
        binh.send("Xác nhận biên bản", name="chair")


def look_back(desk: Desk) -> None:
    """Thu reads the answer; the auditor verifies the record."""
    with desk.person("htt", on(3, 27, 15)) as thu:
        thu.page.goto(desk.base + "/ke-hoach")
        thu.look("plans-sent")
        thu.press(TITLE)
        thu.sees(TITLE)
        expect(thu.page.locator("main")).to_contain_text("Cho chủ trương")
        expect(thu.page.locator("main")).to_contain_text("Đã trả lời đúng hạn")
        thu.look("case")
        thu.press("Số 02-CV/ThU")
        thu.look("document")
        thu.press("Bản in")
        thu.look("printable")
    with desk.person("auditor", on(3, 27, 16), keys=True) as auditor:
        auditor.look("auditor-inbox")
        auditor.page.goto(desk.base + "/kiem-soat")
        intact = auditor.page.get_by_role("status").filter(has_text="Nguyên vẹn")
        expect(intact).to_be_visible()
        auditor.look("audit")


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "Biên bản họp 26-3.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return file


@pytest.fixture
def desk(request: pytest.FixtureRequest, window: Window, sqlite_office: AtWork) -> Desk:
    width, scripts = request.param
    return Desk(window(application(sqlite_office), width, scripts=scripts), sqlite_office)


DESK, PHONE = (1280, True), (390, False)
EVERY_WAY = [DESK, (1280, False), (390, True), PHONE]
WALKED = EVERY_WAY if os.environ.get("SHOTS") else [DESK]


@pytest.mark.parametrize("desk", WALKED, indirect=True, ids=str)
def test_a_plan_goes_from_its_writer_to_the_answer(desk: Desk, minutes: Path) -> None:
    write_the_plan(desk)
    take_it_in(desk)
    appraise(desk)
    decide(desk, minutes)
    issue(desk, 3, 27, "tpb", "reply")
    look_back(desk)


@pytest.mark.parametrize("desk", [PHONE], indirect=True, ids=["390 without scripts"])
def test_a_plan_goes_from_the_meeting_to_the_answer(desk: Desk, minutes: Path) -> None:
    desk.office.go_to("schedule_meeting")
    decide(desk, minutes)
    issue(desk, 3, 27, "tpb", "reply")
    look_back(desk)


@pytest.mark.parametrize("desk", [DESK, PHONE], indirect=True, ids=["with", "without scripts"])
def test_an_expired_session_and_a_lost_race_lose_no_text(desk: Desk) -> None:
    desk.office.go_to("confirm_authority")
    remark = "Nêu rõ căn cứ theo quy chế làm việc của Ban Chấp hành, khoản 3 Điều 7."
    with desk.person("ltmh", on(3, 5)) as huong:
        huong.open_task("Thường trực cho ý kiến")
        huong.choose("Ý kiến của Thường trực", "Chưa đồng ý, xác định lại")
        _show_conditional(huong)
        huong.write("Ý kiến chỉ đạo", remark)
        desk.office.clock.move_to(on(3, 7))
        huong.press("Lưu nháp")
        huong.look("expired")
        huong.write("Tên đăng nhập", "ltmh")
        huong.write("Mật khẩu", PASSWORD)
        huong.press("Đăng nhập")
        huong.holds("Ý kiến chỉ đạo", remark)
        desk.office.go_on()
        huong.press("Kiểm tra lại trước khi gửi")
        huong.press("Trả lại để xác định lại")
        huong.sees("Chưa ghi nhận: việc này đã có người hoàn thành")
        expect(huong.page.locator("main")).to_contain_text(remark)
        huong.look("late")
