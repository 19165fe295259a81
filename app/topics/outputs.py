"""What each topic may write, declared as data: proofs about diagrams enumerate these values.

Every topic has a line, every fact it writes a value: the values it may take, or an `Open` kind
where nobody lists them. `Topic.alternatives` and `Topic.never` say more where both are given. A
topic of a stranger's diagram that is not here may write whatever its readers compare with.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Open(StrEnum):
    """Values that nobody lists: as many as there are things their readers compare them with."""

    ANY = "any"
    LIST = "list"  # also an empty one
    SOME = "some"  # a list with at least one entry


Outputs = Mapping[str, tuple[Any, ...] | Open]

FLAG = (True, False)
_MOVED: Outputs = {
    "body_stack": Open.SOME,
    "body_id": Open.ANY,
    "body_rank": Open.ANY,
    "has_board": FLAG,
    "decision_recorded": (False,),
    "received_at": Open.ANY,
}
_RETURNED: Outputs = {
    **_MOVED,
    "entry_reason": ("returned_down",),
    "received_source": ("returned_down",),
    "superior_granted": FLAG,
    "grant_document_id": Open.ANY,
    "grant_letter": Open.ANY,
    "returned_by_ids": Open.LIST,
}
OUTPUTS: Mapping[str, Outputs] = {
    "case.resolve_managing_body": {
        "body_id": Open.ANY,
        "body_rank": Open.ANY,
        "body_stack": Open.SOME,
        "has_board": FLAG,
        "informed_body_ids": Open.LIST,
        "manager_rank": Open.ANY,
        "managing_body_id": Open.ANY,
    },
    "notify.own_head": {},
    "case.submit": {
        "round_no": (1,),
        "received_at": Open.ANY,
        "received_source": ("submission", "earlier_stamp"),
        "plan_hash": Open.ANY,
    },
    "case.resubmit": {
        "round_no": (2,),
        "received_at": Open.ANY,
        "received_source": ("resubmission",),
        "plan_hash": Open.ANY,
        "entry_reason": ("resubmitted",),
        "decision_recorded": (False,),
    },
    "pass.open": _RETURNED,
    "pass.set_body": {
        "body_stack": Open.SOME,
        "body_id": Open.ANY,
        "body_rank": Open.ANY,
        "has_board": FLAG,
        "entry_reason": ("forwarded",),
        "received_at": Open.ANY,
    },
    "pass.skip_register": {"skip_register": (True,)},
    "reply.prepare": {
        "issuer_ids": Open.LIST,
        "own_provisions": Open.LIST,
        "deciding_body": Open.ANY,
    },
    "doc.receipt": {},
    "doc.render": {"document_id": Open.ANY, "check_required": FLAG},
    "doc.issue": {},
    "doc.deliver": {},
    "meeting.snapshot": {"members_total": Open.ANY, "system_recused": Open.LIST},
    "vote.count": {
        "quorum_ok": FLAG,
        "vote_result": ("approved", "rejected", "no_consensus", "invalid", "none"),
        "decision_recorded": FLAG,
    },
    "clock.check_deadline": {},
    "doc.release_held": {},
    "escalation.record": {
        "escalation_kind": ("4_2", "4_3b"),
        "target_id": Open.ANY,
        "target_onboarded": FLAG,
        "skips_level": FLAG,
    },
    "pass.push_body": {
        **_MOVED,
        "entry_reason": ("escalated_4_2", "escalated_4_3b"),
        "received_source": ("escalated_4_2", "escalated_4_3b"),
        "hop_no": Open.ANY,
        "superior_granted": (False,),
    },
    "pass.pop_body": _RETURNED,
    "leader.check": {"leader_status": ("tai_vi", "xung_dot", "khuyet")},
    "alert.override_late": {},
    "clock.load": {"current_due": Open.ANY, "current_due_end": Open.ANY, "cap": Open.ANY},
    "clock.apply_extension": {"extension_applied": FLAG, "new_due_end": Open.ANY},
    "notify.extension_refused": {},
    "opinion.mark_silent": {},
    "legal.members": {"legal_member_ids": Open.SOME},
    "emergency.assess_attempts": {
        "attempts_result": ("reached", "unable", "not_yet"),
        "recipient_id": Open.ANY,
    },
    "alert.emergency_report": {},
    "clock.remind": {},
    "notify.remind": {},
}

# The same topic says less where it is called from one process: (topic, process) → name → values.
OUTPUTS_IN: Mapping[tuple[str, str], Outputs] = {
    ("escalation.record", "p01a_intake_authority"): {"escalation_kind": ("4_2",)},
    # Only at intake may the competent body stand further up than the next.
    ("escalation.record", "p01c_decision"): {
        "escalation_kind": ("4_3b",),
        "skips_level": (False,),
    },
}

# Topics that write only where this holds before they run, and else leave every fact as it was.
ONLY_WHERE: Mapping[str, str] = {"pass.open": 'level_outcome = "returned_by_external"'}
# Topics that begin a pass: no fact of an earlier pass is seen after them.
OPENS_PASS = frozenset({"pass.open"})
# Topics that issue the paper of the type named by `doc_type`, and those that release what was held:
# topic → the fact that must be true for it, or an empty text.
ISSUES = frozenset({"doc.issue"})
ISSUES_HELD: Mapping[str, str] = {
    "doc.release_held": "",
    "clock.apply_extension": "extension_applied",
}
