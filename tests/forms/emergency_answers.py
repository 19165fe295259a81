"""Answers that the forms of an emergency action accept, in the order of SC-69 and SC-71."""

from __future__ import annotations

from typing import Any

from tests.forms.answers import Answers

# Monday 4 March 2024: seen at 06:00, tried at 06:20, decided at 06:40, over by 08:00.
DETECTED = "2024-03-04T06:00+07:00"
TRIED = "2024-03-04T06:20+07:00"
DECIDED = "2024-03-04T06:40+07:00"
OVER = "2024-03-04T08:00+07:00"
LATER = "2024-03-04T09:30+07:00"
EARLIER = "2024-03-04T05:59+07:00"
WHY = (
    "Nước lũ dâng nhanh, cầu bị cuốn trôi, xã bị chia cắt; người chủ trì đã gọi người đứng đầu và "
    "cấp trên nhưng mạng mất; việc mở kho gạo kịp thời và đúng mức."
)


def situation(**changes: Any) -> Answers:
    """Return the flood at Trà Khê as first described."""
    return {
        "situation": "Lũ chia cắt thôn Khe Trúc, 120 hộ hết lương thực.",
        "detected_at": DETECTED,
        "place": "Thôn Khe Trúc, xã Trà Khê",
        "why_no_time": "Người dân cần lương thực ngay trong buổi sáng.",
        "latest_act_at": "2024-03-04T10:00+07:00",
        "harm_if_delay": "Nguy cơ đói, bệnh của người già và trẻ nhỏ.",
        "is_responsible": True,
        **changes,
    }


def attempt(**changes: Any) -> Answers:
    """Return a call to the head that nobody answered."""
    return {
        "to_person": "binh",
        "to_role": "nguoi_dung_dau",
        "channel": "dien_thoai",
        "at": TRIED,
        "result": "khong_gap",
        **changes,
    }


def attempts(*rows: Answers, **changes: Any) -> Answers:
    """Return the log of attempts, one to the head unless others are given."""
    return {"attempts": list(rows) or [attempt()], **changes}


def confirmation(**changes: Any) -> Answers:
    """Return the head's confirmation of a report by phone."""
    return {
        "received": "yes",
        "received_at": TRIED,
        "channel": "dien_thoai",
        "direction": "dong_y_xu_ly",
        **changes,
    }


def action(**changes: Any) -> Answers:
    """Return what was done with the head's consent."""
    return {
        "action": "Mở kho gạo, phát cho 120 hộ.",
        "started_at": DECIDED,
        "ended_at": OVER,
        "results": "Đủ lương thực cho ba ngày.",
        "damage": "không",
        "resources": "2,4 tấn gạo dự trữ",
        "followed_direction": "yes",
        **changes,
    }


def own_decision(**changes: Any) -> Answers:
    """Return a decision taken alone because nobody could be reached."""
    return {
        "decision": "Mở kho gạo dự trữ phát cho dân.",
        "decided_at": DECIDED,
        "measures": "Huy động dân quân phát gạo, ghi sổ từng hộ.",
        "resources_used": "2,4 tấn gạo dự trữ",
        "affected": "120 hộ được cấp gạo",
        "risks": "Thất thoát gạo nếu không ghi sổ",
        **changes,
    }


def report(**changes: Any) -> Answers:
    """Return the written report of a decision taken alone."""
    return {
        "attempts": [{}],
        "own_decision": "Mở kho gạo dự trữ phát cho dân.",
        "results": "Đủ lương thực cho ba ngày.",
        "damage": "không",
        "why_unable": "Mất điện thoại toàn xã từ 05:30.",
        "conditions_at": OVER,
        **changes,
    }


def meeting(**changes: Any) -> Answers:
    """Return the invitation of the collective."""
    return {
        "meeting_at": "2024-03-20T08:00+07:00",
        "chair": "huong",
        "secretary": "tu",
        "place": "Phòng họp Đảng ủy",
        "agenda": "Đánh giá việc mở kho gạo.",
        **changes,
    }


def conclusion(votes: tuple[int, int, int] = (7, 1, 0), **changes: Any) -> Answers:
    """Return the collective's conclusion with its votes for, against, abstaining."""
    counted = dict(zip(("votes_for", "votes_against", "votes_abstain"), votes, strict=True))
    return {
        "held_at": OVER,
        "present": 9,
        "recused": ["khoi"],
        "recused_present": 1,
        "was_emergency": True,
        "was_unable": True,
        "within_duty": True,
        "proportionate": True,
        "motive": "Trong sáng, vì người dân.",
        "result": "Không hộ nào thiếu lương thực.",
        **counted,
        "conclusion": "dung_dan",
        "reasons": WHY,
        "follow_up_plan": "no",
        **changes,
    }


P02 = "p02_emergency_action"
VALID: dict[str, Answers] = {
    f"{P02}.describe_situation": situation(),
    f"{P02}.log_attempts": attempts(),
    f"{P02}.recipient_confirm": confirmation(),
    f"{P02}.record_action_a": action(),
    f"{P02}.head_table": {"to_collective": "khong", "reason": "Đã làm đúng chỉ đạo."},
    f"{P02}.confirm_no_action": {"acted": "no"},
    f"{P02}.record_own_decision": own_decision(),
    f"{P02}.write_emergency_report": report(),
    f"{P02}.schedule_collective": meeting(),
    f"{P02}.collective_conclusion": conclusion(),
    f"{P02}.confirm_conclusion": {"agree": True},
}
