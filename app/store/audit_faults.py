"""What can have happened to a row of the record, and the sentence for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What happened to a row, as far as the chains, their seals and the checkpoints show it."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    PAYLOAD_CHANGED = "payload_changed"
    PAYLOAD_LOST = "payload_lost"
    REWRITTEN = "rewritten"
    SEAL_LOST = "seal_lost"
    ROLLED_BACK = "rolled_back"
    UNSIGNED = "unsigned"
    UNSTAMPED = "unstamped"
    STAMP_ALONE = "stamp_alone"
    UNAPPROVED = "unapproved"
    DIFFERS = "differs"
    GONE = "gone"
    UNTOLD = "untold"


SENTENCES: Mapping[Fault, str] = {
    Fault.CHANGED: "Dòng {seq}: nội dung đã bị sửa sau khi ghi",
    Fault.MISSING: "Dòng {seq}: dòng này đã bị xóa",
    Fault.REORDERED: "Dòng {seq}: các dòng đã bị đổi thứ tự từ đây",
    Fault.INSERTED: "Dòng {seq}: dòng này được chèn thêm, không do hệ thống ghi",
    Fault.TRUNCATED: "Dòng {seq}: chuỗi bị cắt từ đây, các dòng cuối đã mất",
    Fault.PAYLOAD_CHANGED: "Dòng {seq}: nội dung kèm theo đã bị sửa sau khi ghi",
    Fault.PAYLOAD_LOST: "Dòng {seq}: nội dung kèm theo đã bị xóa, "
    "không có biên bản tiêu hủy được duyệt",
    Fault.REWRITTEN: "Dòng {seq}: từ đây chuỗi đã bị ghi lại, khác với lần niêm phong",
    Fault.SEAL_LOST: "Dòng {seq}: ghi chú về lần niêm phong dòng này đã bị sửa hoặc xóa",
    Fault.ROLLED_BACK: "Dòng {seq}: dòng này đã có trong điểm mốc đã ký, nay không còn; "
    "cơ sở dữ liệu đã bị đưa về bản cũ hơn",
    Fault.UNSIGNED: "Dòng {seq}: chữ ký không khớp khóa công khai, tệp điểm mốc đã bị sửa",
    Fault.UNSTAMPED: "Dòng {seq}: dấu thời gian không phải của điểm mốc này, hoặc đã bị sửa",
    Fault.STAMP_ALONE: "Dòng {seq}: có dấu thời gian của một điểm mốc không còn trong tệp",
    Fault.UNAPPROVED: "Dòng {seq}: biên bản tiêu hủy không dựa trên danh sách hai người đã duyệt",
    Fault.DIFFERS: "Dòng {seq}: {what} trong cơ sở dữ liệu khác với điều dòng này ghi",
    Fault.GONE: "Dòng {seq}: {what} mà dòng này ghi không còn trong cơ sở dữ liệu",
    Fault.UNTOLD: "Sau dòng {seq}: trong cơ sở dữ liệu có {what} mà nhật ký không ghi",
}


@dataclass(frozen=True)
class Broken:
    """The first wrong row of a chain; where only a seal tells, one from `seq` to `until`."""

    chain_id: str
    seq: int
    fault: Fault
    until: int = field(default=0, compare=False)
    # Which row beside the record, in words; empty where the record itself is at fault.
    what: str = field(default="", compare=False)

    @property
    def surely_by(self) -> int:
        """The row by which something is surely wrong."""
        return self.until or self.seq

    @property
    def reason(self) -> str:
        """Return the sentence a reader sees."""
        return SENTENCES[self.fault].format(seq=self.seq, what=self.what)
