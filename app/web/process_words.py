"""Words of the process owners' pages: kinds of work, topics of change, reasons of a saved copy."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.behaviour import Turn
from app.domain.drafts import FileKind, SaveKind
from app.domain.rule_help import RepairGroup
from app.domain.views.processes import Change, ChangeTopic
from app.web.texts import _l

GROUPS: Mapping[RepairGroup, str] = {
    RepairGroup.FILE: _l("Sửa tệp"),
    RepairGroup.PATH: _l("Nối lại đường đi"),
    RepairGroup.REPLACE: _l("Thay phần hệ thống không chạy"),
    RepairGroup.CHOICE: _l("Nói khi nào đi đường nào"),
    RepairGroup.EVENT: _l("Ghi thời gian và tin"),
    RepairGroup.PEOPLE: _l("Giao việc cho người"),
    RepairGroup.FORM: _l("Soạn biểu"),
    RepairGroup.WORK: _l("Nói việc tự động làm gì"),
    RepairGroup.CLAUSE: _l("Giữ đúng quy định"),
    RepairGroup.READER: _l("Làm sơ đồ dễ đọc"),
}
TOPICS: Mapping[ChangeTopic, str] = {
    ChangeTopic.STEP: _l("Các bước"),
    ChangeTopic.PATH: _l("Đường đi"),
    ChangeTopic.CONDITION: _l("Điều kiện"),
    ChangeTopic.ROLE: _l("Người làm"),
    ChangeTopic.DEADLINE: _l("Thời hạn"),
    ChangeTopic.EVENT: _l("Sự kiện"),
    ChangeTopic.FORM: _l("Biểu mẫu"),
    ChangeTopic.TABLE: _l("Bảng quyết định"),
    ChangeTopic.CLAUSE: _l("Căn cứ"),
    ChangeTopic.WORDS: _l("Tên gọi"),
}
CHANGES: Mapping[Change, str] = {
    Change.ADDED: _l("Thêm"),
    Change.REMOVED: _l("Bỏ"),
    Change.CHANGED: _l("Đổi"),
}
TURNS: Mapping[Turn, str] = {
    Turn.VERDICT: _l("Quy tắc"),
    Turn.GONE: _l("Không còn"),
    Turn.NEW: _l("Mới có"),
    Turn.LOST: _l("Mất bảo đảm"),
    Turn.POSSIBLE: _l("Nay có thể"),
    Turn.IMPOSSIBLE: _l("Nay không thể"),
    Turn.GAINED: _l("Thêm bảo đảm"),
    Turn.NEXT: _l("Kế tiếp"),
}
SAVES: Mapping[SaveKind, str] = {
    SaveKind.STARTED: _l("Bản đầu"),
    SaveKind.SAVED: _l("Lưu"),
    SaveKind.UPLOADED: _l("Tải lên"),
    SaveKind.REPAIRED: _l("Sửa bằng nút"),
    SaveKind.RESTORED: _l("Khôi phục"),
    SaveKind.ASIDE: _l("Giữ riêng, không vào bản thảo"),
}
FILES: Mapping[FileKind, str] = {
    FileKind.PROCESS: _l("Sơ đồ"),
    FileKind.FORM: _l("Biểu mẫu"),
    FileKind.DECISION: _l("Bảng quyết định"),
}


def sentence(message: str) -> str:
    """Begin a message with a capital; one that begins with a file's name stays as it is."""
    first, _space, _rest = message.partition(" ")
    named = first.endswith(":") and "." in first
    return message if named else message[:1].upper() + message[1:]
