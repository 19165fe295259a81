"""One answer at one kind of field: accepted as what, or refused with which sentence.

The rules of required, limits and conditions are form-js's own, run headless; the table says what
a person reads and what the register keeps.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.task_forms.factories import accepted, choice, context, field, form, sentences

TITLE = field("textfield", "title", label="Tên kế hoạch", required=True, maxLength=10)
FREE = field("textfield", "free")
REASON = field("textarea", "reason", label="Lý do", required=True, minLength=5, maxLength=20)
COUNT = field("number", "count", label="Số có mặt", required=True, decimalDigits=0, min=0, max=15)
MONEY = field("number", "money", label="Kinh phí", decimalDigits=0)
SHARE = field("number", "share", label="Tỷ lệ", decimalDigits=1)
DAY = field("datetime", "day", subtype="date", dateLabel="Hạn báo cáo", required=True)
LATER = field("datetime", "later", subtype="date", label="Hạn", disallowPassedDates=True)
MOMENT = field("datetime", "moment", subtype="datetime", dateLabel="Thời gian họp", required=True)
HOUR = field("datetime", "hour", subtype="time", label="Giờ họp")
TICK = field("checkbox", "tick", label="Tôi cam kết đúng", required=True)
BOX = field("checkbox", "box")
WORDS_YES_NO = choice("radio", "agree", {"true": "Có", "false": "Không"}, required=True)
YES_NO = choice("radio", "agree", {True: "Có", False: "Không"}, required=True)
RANK = choice("radio", "rank", {1: "Chi bộ", 4: "Cấp tỉnh"}, label="Phạm vi", required=True)
KIND = choice("select", "kind", {"a": "A", "b": "B"}, label="Loại", required=True)
PARTS = choice("checklist", "parts", {"x": "X", "y": "Y"}, label="Thành phần", required=True)
TAGS = choice("taglist", "tags", {"x": "X", "y": "Y"})
WHO = field(
    "select",
    "who",
    label="Chủ trì",
    valuesExpression="=options.people",
    required=True,
    properties={"ref": "people"},
)
TEAM = field("taglist", "team", label="Cán bộ đề xuất", valuesExpression="=options.people")
SOME = field(
    "radio",
    "some",
    label="Xử lý",
    valuesExpression='=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]'
    "[list contains(allowed, item.value)]",
)
FILE = field("filepicker", "file", label="Tệp biên bản", accept=".pdf, .docx", required=True)
FILES = field("filepicker", "files", label="Tài liệu", multiple=True)
MAIL = field("textfield", "mail", label="Thư", validate={"validationType": "email"})
CODE = field(
    "textfield",
    "code",
    label="Mã",
    validate={"pattern": "^[A-Z]{2}$", "patternErrorMessage": "Ghi mã gồm hai chữ in hoa"},
)
CAP = field("number", "cap", label="Mức", max="=profile.cost_class_c")
GIVEN = context(
    facts={"allowed": ["a"]},
    profile={"cost_class_c": 1_500_000},
    uploads={"u1": "Biên bản.PDF", "u2": "ảnh.jpg", "u3": "b.docx"},
)

TAKEN: list[tuple[dict[str, Any], Any, Any]] = [
    (TITLE, "  Đề án  ", "Đề án"),
    (TITLE, "Đe\u0302\u0300 a\u0301n", "Đề án"),
    (FREE, None, None),
    (FREE, "   ", None),
    (REASON, "một\r\nhai", "một\nhai"),
    (COUNT, 0, 0),
    (COUNT, "15", 15),
    (MONEY, "1.500.000", 1_500_000),
    (MONEY, None, None),
    (SHARE, "0,5", 0.5),
    (DAY, "24/04/2024", "2024-04-24"),
    (DAY, "2024-04-24", "2024-04-24"),
    (LATER, "24/4/24", "2024-04-24"),
    (MOMENT, "24/04/2024 14:05", "2024-04-24T14:05:00+07:00"),
    (MOMENT, "2024-04-24T07:05:00Z", "2024-04-24T14:05:00+07:00"),
    (HOUR, "8h30", "08:30"),
    (TICK, True, True),
    (BOX, None, False),
    (WORDS_YES_NO, "false", False),
    (YES_NO, "true", True),
    (YES_NO, False, False),
    (RANK, "4", 4),
    (KIND, "b", "b"),
    (PARTS, ["x", "y", "x"], ["x", "y"]),
    (TAGS, None, []),
    (WHO, "p-an", "p-an"),
    (TEAM, ["p-binh"], ["p-binh"]),
    (SOME, "a", "a"),
    (FILE, ["u1"], ["u1"]),
    (FILES, ["u1", "u2"], ["u1", "u2"]),
    (MAIL, "a@b.vn", "a@b.vn"),
    (CODE, "MG", "MG"),
    (CAP, 1_500_000, 1_500_000),
]


@pytest.mark.parametrize(("one", "typed", "kept"), TAKEN)
def test_answer_is_taken(one: dict[str, Any], typed: Any, kept: Any) -> None:
    key = one["key"]
    given = {name: getattr(GIVEN, name) for name in ("facts", "profile", "uploads")}
    result = accepted(form(one), {key: typed}, **given)
    assert result == {key: kept}
    assert type(result[key]) is type(kept)


REFUSED: list[tuple[dict[str, Any], Any, str]] = [
    (TITLE, None, "Ghi tên kế hoạch"),
    (TITLE, " \n ", "Ghi tên kế hoạch"),
    (TITLE, "x" * 11, "Rút gọn tên kế hoạch còn 10 ký tự trở xuống; hiện có 11"),
    (TITLE, ["x"], "Ghi lại tên kế hoạch: nội dung gửi lên không đúng kiểu của mục này"),
    (TITLE, "a\x00b", "Bỏ ký tự điều khiển trong tên kế hoạch, rồi gửi lại"),
    (TITLE, "a\u202eb", "Bỏ ký tự điều khiển trong tên kế hoạch, rồi gửi lại"),
    (REASON, "", "Ghi lý do, ít nhất 5 ký tự"),
    (REASON, "gấp ", "Ghi lý do, ít nhất 5 ký tự; hiện có 3"),
    (COUNT, None, "Ghi số có mặt"),
    (COUNT, "nhiều", "Ghi số có mặt bằng số, ví dụ 1.500.000"),
    (COUNT, 16, "Ghi số có mặt không quá 15"),
    (COUNT, -1, "Ghi số có mặt từ 0 trở lên"),
    (COUNT, 1.5, "Ghi số có mặt bằng số nguyên, ví dụ 1.500.000"),
    (COUNT, True, "Ghi lại số có mặt: nội dung gửi lên không đúng kiểu của mục này"),
    (MONEY, 10**20, "Ghi kinh phí bằng số, ví dụ 1.500.000"),
    (MONEY, "1.50", "Ghi kinh phí bằng số, ví dụ 1.500.000"),
    (SHARE, "0,25", "Ghi tỷ lệ với nhiều nhất 1 chữ số thập phân"),
    (DAY, None, "Ghi hạn báo cáo theo dạng ngày/tháng/năm, ví dụ 24/04/2024"),
    (DAY, "31/02/2024", "Ghi hạn báo cáo theo dạng ngày/tháng/năm, ví dụ 24/04/2024"),
    (DAY, "2020-13-45", "Ghi hạn báo cáo theo dạng ngày/tháng/năm, ví dụ 24/04/2024"),
    (LATER, "23/04/2024", "Ghi hạn từ ngày 24/04/2024 trở đi"),
    (MOMENT, "24/04/2024", "Ghi thời gian họp đủ ngày và giờ, ví dụ 24/04/2024 14:05"),
    (HOUR, "25:00", "Ghi giờ họp theo dạng giờ:phút, ví dụ 14:05"),
    (TICK, False, "Đánh dấu “Tôi cam kết đúng” để tiếp tục"),
    (TICK, "yes", "Ghi lại tôi cam kết đúng: nội dung gửi lên không đúng kiểu của mục này"),
    (YES_NO, None, "Chọn agree"),
    (RANK, 3, "Chọn lại phạm vi: “3” không có trong danh sách"),
    (KIND, "zzz", "Chọn lại loại: “zzz” không có trong danh sách"),
    (KIND, {"a": 1}, "Ghi lại loại: nội dung gửi lên không đúng kiểu của mục này"),
    (PARTS, [], "Chọn thành phần"),
    (PARTS, ["x", "z"], "Chọn lại thành phần: “z” không có trong danh sách"),
    (TAGS, [["x"]], "Ghi lại tags: nội dung gửi lên không đúng kiểu của mục này"),
    (WHO, "p-ma", "Chọn lại chủ trì: “p-ma” không có trong danh sách"),
    (TEAM, ["p-an", "p-ma"], "Chọn lại cán bộ đề xuất: “p-ma” không có trong danh sách"),
    (SOME, "b", "Chọn lại xử lý: “b” không có trong danh sách"),
    (FILE, None, "Đính kèm tệp biên bản"),
    (FILE, ["u9"], "Đính kèm lại tệp biên bản: hệ thống không còn tệp đã chọn"),
    (FILE, ["u2"], "Đính kèm lại tệp biên bản: “ảnh.jpg” không thuộc loại PDF, DOCX"),
    (FILE, ["u1", "u3"], "Đính kèm một tệp ở tệp biên bản, bỏ các tệp còn lại"),
    (MAIL, "a@", "Ghi thư theo dạng ten@donvi.vn"),
    (CODE, "mg", "Ghi mã gồm hai chữ in hoa"),
    (CAP, 1_500_001, "Ghi mức không quá 1.500.000"),
]


@pytest.mark.parametrize(("one", "typed", "sentence"), REFUSED)
def test_answer_is_refused(one: dict[str, Any], typed: Any, sentence: str) -> None:
    key = one["key"]
    given = {name: getattr(GIVEN, name) for name in ("facts", "profile", "uploads")}
    assert sentences(form(one), {key: typed}, **given) == {key: sentence}
