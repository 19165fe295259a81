"""Topics of an emergency action: was anybody reached, and the daily alert (C-043 … C-046)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.topics.context import TopicContext

HEAD, SUPERIOR = "nguoi_dung_dau", "cap_tren"


def assess_attempts(context: TopicContext) -> None:
    """Decide whether somebody was reached, nobody could be, or it is not known yet (A-20)."""
    attempts = list(context.fact("attempts") or [])
    reached = [row for row in attempts if row.get("result") == "gap_duoc"]
    if reached:
        context.write("recipient_id", reached[-1].get("to_person"))
        context.write("attempts_result", "reached")
        return
    context.write("recipient_id", None)
    context.write("attempts_result", "unable" if _unable(context, attempts) else "not_yet")


def _unable(context: TopicContext, attempts: list[Mapping[str, Any]]) -> bool:
    if str(context.fact("impossibility") or "").strip():
        return True
    latest = context.fact("latest_act_at")
    too_late = bool(latest) and datetime.fromisoformat(str(latest)) <= context.register.now
    failed = {
        str(row.get("to_role"))
        for row in attempts
        if row.get("result") == "khong_gap"
        or (row.get("result") == "da_gui_chua_tra_loi" and too_late)
    }
    # Delivered and unanswered past the last moment to act counts as unable by itself.
    waited = too_late and any(r.get("result") == "da_gui_chua_tra_loi" for r in attempts)
    return {HEAD, SUPERIOR} <= failed or waited


def alert_daily(context: TopicContext) -> None:
    """Alert head and office each day until the written report is issued (A-21, SC-75)."""
    register = context.register
    text = "Chưa có báo cáo bằng văn bản về việc xử lý tình thế cấp thiết"
    day = register.today.isoformat()
    register.alert(
        f"{register.case.code or register.case.title}: {text}",
        (("leader", register.case.body_id), ("office", register.case.body_id)),
        key=f"{context.instance_id}:emergency:{day}",
    )
