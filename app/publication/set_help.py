"""Help for what is found between files: names taken twice, files still in use."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp

HELP: tuple[RuleHelp, ...] = (
    RuleHelp(
        "process-id",
        RepairGroup.FILE,
        "Id của quy trình không đổi và không trùng",
        "Hai quy trình cùng id thì không rõ hồ sơ chạy theo quy trình nào; đổi id làm quy trình cũ "
        "mất chỗ gọi.",
        "Đặt lại id như cũ, hoặc tạo quy trình mới với id chưa dùng.",
    ),
    RuleHelp(
        "file-id",
        RepairGroup.FILE,
        "Tệp mang đúng id của nó",
        "Sơ đồ gọi tệp theo id trong tệp, bản công bố cất theo tên: hai bên không gặp nhau.",
        "Ghi lại id trong tệp như tên tệp trong bản thảo.",
    ),
    RuleHelp(
        "file-in-use",
        RepairGroup.FILE,
        "Tệp bị bỏ không còn ai dùng",
        "Việc hay bước đang dùng tệp này sẽ không mở được.",
        "Đổi biểu hoặc bảng ở các bước được nêu trước, rồi bỏ tệp; hoặc giữ tệp lại.",
    ),
    RuleHelp(
        "diagram-required",
        RepairGroup.FILE,
        "Bản thảo có sơ đồ",
        "Không có sơ đồ thì không có gì để công bố.",
        "Tải sơ đồ vào bản thảo.",
    ),
)
