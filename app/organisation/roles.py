"""Roles that people hold in bodies, their Vietnamese names, and which organ gives each."""

from __future__ import annotations

from collections.abc import Mapping

OFFICE = "office"
OFFICE_LEAD = "office_lead"
STANDING_COMMITTEE = "standing_committee"
LEADER = "leader"
OWN_HEAD = "own_head"
APPRAISAL_BODY = "appraisal_body"
BOARD_SECRETARY = "board_secretary"
MEETING_CHAIR = "meeting_chair"
PROPOSER = "proposer"

# Roles one holds by organ, position or place of work, in the order in which they are shown.
HELD_ROLES = (
    LEADER,
    STANDING_COMMITTEE,
    OFFICE_LEAD,
    OFFICE,
    BOARD_SECRETARY,
    MEETING_CHAIR,
    OWN_HEAD,
    APPRAISAL_BODY,
    PROPOSER,
)
# Who holds one signs, decides or sends cases on in the name of a body.
DECIDING_ROLES = frozenset({LEADER, STANDING_COMMITTEE, MEETING_CHAIR, OWN_HEAD})
# A delegation never covers these: the leader's decision is the leader's alone.
NEVER_DELEGATED = frozenset({LEADER, MEETING_CHAIR})
EVERY_ROLE = "*"

# `{body}` is the name of the body, `{agency}` that of an agency or place of work.
LABELS: Mapping[str, str] = {
    OFFICE: "Văn phòng {body}",
    OFFICE_LEAD: "Lãnh đạo Văn phòng {body}",
    STANDING_COMMITTEE: "Thường trực {body}",
    LEADER: "Người đứng đầu {body}",
    OWN_HEAD: "Thủ trưởng {body}",
    APPRAISAL_BODY: "Cơ quan thẩm định: {body}",
    BOARD_SECRETARY: "Thư ký cuộc họp, {body}",
    MEETING_CHAIR: "Chủ trì cuộc họp, {body}",
    PROPOSER: "Bên đề xuất",
}
# A body without an office has somebody its secretary assigned.
OFFICE_ASSIGNED = "Người được phân công làm văn phòng, {body}"


def label_of(role: str, body_name: str) -> str:
    """Return the Vietnamese name of a role in a body; an unknown role shows its key."""
    text = LABELS.get(role, f"{role} {{body}}")
    return text.format(body=body_name).strip().rstrip(",")
