"""Help for what is found wrong with a decision table."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp


def _table(slug: str, title: str, consequence: str, repair: str) -> RuleHelp:
    return RuleHelp(slug, RepairGroup.WORK, title, consequence, repair)


HELP: tuple[RuleHelp, ...] = (
    _table(
        "decision_file",
        "Tệp là bảng quyết định DMN đọc được",
        "Bảng không tra được, hồ sơ dừng lại ở việc tra bảng.",
        "Lưu lại bảng từ trình soạn bảng.",
    ),
    _table(
        "decision_feel",
        "Ô của bảng viết đúng FEEL",
        "Hồ sơ dừng lại khi tra tới ô đó.",
        "Sửa ô được nêu; chữ đặt trong dấu ngoặc kép.",
    ),
    _table(
        "decision_size",
        "Bảng vừa sức kiểm tra",
        "Chưa biết bảng có chồng hay hở.",
        "Tách bảng thành hai bảng nhỏ hơn.",
    ),
    _table(
        "decision_overlap",
        "Mỗi trường hợp đúng một dòng",
        "Gặp trường hợp hai dòng cùng đúng, hồ sơ dừng lại với lỗi.",
        "Sửa điều kiện để mỗi trường hợp chỉ đúng một dòng, hoặc chọn FIRST.",
    ),
    _table(
        "decision_gap",
        "Trường hợp nào cũng có dòng",
        "Trường hợp không có dòng nào cho kết quả trống, cổng sau đó đi luồng mặc định.",
        "Thêm dòng cho trường hợp được nêu.",
    ),
)
