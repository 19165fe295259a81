"""How a meeting's vote came out, in the words of the record and of the pages."""

from __future__ import annotations

from collections.abc import Mapping

# Result as facts hold it → what readers call it.
RESULTS: Mapping[str, str] = {
    "approved": "đa số tán thành",
    "rejected": "đa số không tán thành",
    "no_consensus": "không bên nào quá nửa, không thống nhất",
    "none": "không biểu quyết",
    "invalid": "không đủ số người họp",
}
