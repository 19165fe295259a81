"""Help for what the reader of files finds: broken files, other engines, references to nothing."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp

_NOTHING_RUNS = "Tệp không đọc được thành sơ đồ; bản thảo vẫn giữ nguyên tệp, chưa công bố được."
_LEFT_OUT = "Phần được nêu hệ thống không thực hiện; công bố như vậy là chạy khác điều đã vẽ."


def _file(slug: str, title: str, repair: str, consequence: str = _NOTHING_RUNS) -> RuleHelp:
    return RuleHelp(slug, RepairGroup.FILE, title, consequence, repair)


HELP: tuple[RuleHelp, ...] = (
    _file(
        "xml-source",
        "Tệp là sơ đồ BPMN 2.0 đọc được",
        "Mở tệp trong trình vẽ BPMN rồi lưu lại; tệp phải là .bpmn, không phải ảnh hay trang web.",
    ),
    _file("unreadable", "Sơ đồ đọc được hết", "Gửi tệp cho quản trị; thử tách nhỏ sơ đồ."),
    _file("no-process", "Tệp có ít nhất một quy trình", "Vẽ một quy trình trong tệp."),
    _file(
        "too-many-elements",
        "Sơ đồ có nhiều nhất 1.000 phần tử",
        "Tách bớt thành quy trình riêng rồi gọi bằng lời gọi quy trình.",
    ),
    _file("duplicate-id", "Mỗi phần tử một id riêng", "Đổi id của phần tử trùng."),
    _file("long-id", "Id ngắn hơn 200 ký tự", "Đặt id ngắn, bằng chữ không dấu."),
    _file("missing-id", "Mọi phần tử có id", "Ghi id bằng chữ không dấu."),
    _file(
        "unknown-tag",
        "Tệp chỉ có thẻ của BPMN 2.0",
        "Xóa thẻ được nêu, hoặc vẽ lại bằng phần tử BPMN.",
    ),
    _file(
        "dangling-reference",
        "Mọi chỗ nối đều có đầu kia",
        "Nối lại luồng, chọn lại thông điệp hoặc mã, gắn lại sự kiện.",
    ),
    _file(
        "more-findings",
        "Số phát hiện vừa một trang",
        "Sửa các lỗi đã nêu rồi kiểm tra lại.",
        "Các lỗi còn lại chưa được liệt kê.",
    ),
    _file(
        "time-limit",
        "Sơ đồ kiểm tra xong trong vài giây",
        "Tách nhỏ sơ đồ rồi kiểm tra lại.",
        "Sơ đồ quá phức tạp để kiểm tra hết, nên không công bố được.",
    ),
    _file(
        "import-ignored",
        "Tệp không nhập tệp khác",
        "Đưa phần cần dùng vào cùng tệp, hoặc gọi quy trình đã công bố.",
        _LEFT_OUT,
    ),
    RuleHelp(
        "camunda-unread",
        RepairGroup.REPLACE,
        "Chỉ dùng phần mở rộng Camunda hệ thống đọc",
        _LEFT_OUT,
        "Bỏ thuộc tính được nêu, hoặc vẽ điều cần có bằng phần tử BPMN.",
    ),
    RuleHelp(
        "other-engine",
        RepairGroup.REPLACE,
        "Không có cài đặt của hệ thống khác",
        _LEFT_OUT,
        "Ghi lại người làm, biểu, topic bằng thuộc tính của Camunda 7 trong bảng thuộc tính.",
    ),
)
