"""Messages between instances: who receives each, and what happens when nobody waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Policy(StrEnum):
    """What to do when nobody waits (processes.md section 1)."""

    START = "start"
    QUEUE = "queue"
    REFUSE = "refuse"
    DROP = "drop"


@dataclass(frozen=True)
class MessageRule:
    """The receiver of a message, its policy, and what readers call it.

    `by_pass` correlates by pass, else by case.

    `brings` are facts that the instance it starts has from the beginning: proofs take each for
    anything its readers tell apart.
    """

    receiver: str
    policy: Policy
    label: str
    by_pass: bool = False
    brings: tuple[str, ...] = ()


MESSAGES: Mapping[str, MessageRule] = {
    "plan_requested": MessageRule("p01_art4_case", Policy.START, "yêu cầu lập kế hoạch"),
    "pass_opened": MessageRule("p01w_clock_watch", Policy.START, "mở đợt xem xét", by_pass=True),
    "pass_closed": MessageRule("p01w_clock_watch", Policy.QUEUE, "đóng đợt xem xét", by_pass=True),
    "case_approved": MessageRule("p03_pilot", Policy.START, "đã cho chủ trương"),
    "case_closed": MessageRule("p03c_adjustment", Policy.DROP, "hồ sơ đã kết thúc"),
    "amendment_proposed": MessageRule(
        "p09_regulation_feedback", Policy.START, "đề nghị sửa đổi quy định"
    ),
    "withdraw_plan": MessageRule("p01_art4_case", Policy.REFUSE, "rút kế hoạch"),
    "extension_requested": MessageRule(
        "p01e_extension",
        Policy.START,
        "đề nghị gia hạn",
        by_pass=True,
        brings=("requested_due", "is_complex", "needs_appraisal_time", "reasons"),
    ),
    "external_answer": MessageRule(
        "p01_art4_case", Policy.REFUSE, "trả lời của cơ quan ngoài hệ thống"
    ),
    "leader_vacant": MessageRule(
        "p01_art4_case", Policy.REFUSE, "khuyết người đứng đầu hoặc phát sinh xung đột"
    ),
    "superior_report_issued": MessageRule(
        "s02_superior_acknowledge", Policy.START, "đã báo cáo cấp trên"
    ),
    "superior_direction": MessageRule("p03_pilot", Policy.QUEUE, "chỉ đạo của cấp trên"),
    "conditions_allow": MessageRule("p02_emergency_action", Policy.REFUSE, "đủ điều kiện báo cáo"),
    "incident_reported": MessageRule("p05_protection", Policy.START, "có rủi ro, sai sót"),
    "abuse_suspected": MessageRule("p06_misconduct", Policy.START, "nghi có lợi dụng"),
}


@dataclass(frozen=True)
class Outgoing:
    """A message that a step or a topic sends; ids only, facts are in the register.

    `doc_id` is the document it tells of; the process it starts has it as a fact.
    """

    name: str
    case_id: str
    pass_id: str = ""
    sent_by: str = ""
    doc_id: str = ""
