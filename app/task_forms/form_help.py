"""Help for what is found wrong with a form."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp

_STOPS = "Người nhận việc không mở hoặc không gửi được biểu này."


def _form(slug: str, title: str, repair: str, consequence: str = _STOPS) -> RuleHelp:
    return RuleHelp(slug, RepairGroup.FORM, title, consequence, repair)


HELP: tuple[RuleHelp, ...] = (
    _form("form_file", "Tệp là biểu form-js đọc được", "Lưu lại biểu từ trình soạn biểu."),
    _form("form_scope", "Biểu nói kết quả thuộc phạm vi nào", "Ghi scope: case, pass, activation."),
    _form(
        "form_component",
        "Biểu chỉ dùng mục mà trang vẽ được",
        "Thay mục được nêu bằng chữ, số, ngày, chọn, tệp, nhóm hoặc danh sách dòng.",
    ),
    _form("form_key", "Mỗi mục một khóa riêng, dùng được làm tên", "Sửa khóa của mục được nêu."),
    _form("form_control_name", "Khóa không trùng tên nút của trang", "Đổi khóa của mục được nêu."),
    _form("form_feel", "Biểu thức trong biểu viết đúng FEEL", "Sửa biểu thức ở mục được nêu."),
    _form("form_options", "Mục chọn có các lựa chọn", "Ghi ít nhất một lựa chọn cho mục."),
    _form("form_readonly", "Mục chỉ đọc có nguồn", "Ghi nguồn của giá trị, hoặc bỏ chỉ đọc."),
    _form(
        "form_row_name", "Mục trong dòng không trùng tên danh sách", "Đổi khóa của mục được nêu."
    ),
    _form("form_rule", "Quy tắc giữa các mục đầy đủ", "Ghi mã, biểu thức, câu báo và mục bị báo."),
    _form(
        "form_schema", "Biểu mở được trong trình soạn", "Sửa mục được nêu trong trình soạn biểu."
    ),
)
