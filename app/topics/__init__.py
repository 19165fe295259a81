"""The named functions that service tasks may call, with the facts they write declared as data."""

from __future__ import annotations

from collections.abc import Mapping

from app.topics import (
    deadlines,
    emergency,
    escalation,
    extension,
    leader,
    meetings,
    opinions,
    papers,
    passes,
    replies,
    submission,
)
from app.topics.context import Topic, TopicContext

MOVED = (
    "body_stack",
    "body_id",
    "body_rank",
    "has_board",
    "entry_reason",
    "decision_recorded",
    "received_at",
    "received_source",
)
GRANTED = ("superior_granted", "grant_document_id", "grant_letter", "returned_by_ids")
_ALL = (
    Topic(
        "case.resolve_managing_body",
        submission.resolve_managing_body,
        (
            "body_id",
            "body_rank",
            "body_stack",
            "has_board",
            "informed_body_ids",
            "manager_rank",
            "managing_body_id",
        ),
    ),
    Topic("notify.own_head", submission.inform_own_head),
    Topic(
        "case.submit",
        submission.submit,
        ("round_no", "received_at", "received_source", "plan_hash"),
    ),
    Topic(
        "case.resubmit",
        submission.resubmit,
        (
            "round_no",
            "received_at",
            "received_source",
            "plan_hash",
            "entry_reason",
            "decision_recorded",
        ),
    ),
    # What a superior outside the system returned is taken back by the pass that it opens.
    Topic("pass.open", passes.open_pass, (*MOVED, *GRANTED)),
    Topic(
        "pass.set_body",
        passes.set_body,
        ("body_stack", "body_id", "body_rank", "has_board", "entry_reason", "received_at"),
    ),
    Topic("pass.skip_register", passes.skip_register, ("skip_register",)),
    Topic("reply.prepare", replies.prepare, ("issuer_ids", "own_provisions", "deciding_body")),
    Topic("doc.receipt", papers.receipt),
    Topic("doc.render", papers.render, ("document_id", "check_required")),
    Topic("doc.issue", papers.issue),
    Topic("doc.deliver", papers.deliver),
    Topic("meeting.snapshot", meetings.snapshot, ("members_total", "system_recused")),
    Topic(
        "vote.count",
        meetings.count,
        ("quorum_ok", "vote_result", "decision_recorded"),
        alternatives={
            "vote_result": ("approved", "rejected", "no_consensus", "invalid", "none"),
        },
        # No quorum is `invalid`, and only that; `none` is a meeting that did not vote.
        never=(
            'quorum_ok = true and vote_result = "invalid"',
            'quorum_ok = true and vote_result = "none" and authority = "trong" '
            'and preparation = "ky"',
        ),
    ),
    Topic("clock.check_deadline", deadlines.check_deadline),
    Topic("doc.release_held", papers.release_held),
    Topic(
        "escalation.record",
        escalation.record,
        ("escalation_kind", "target_id", "target_onboarded", "skips_level"),
    ),
    Topic("pass.push_body", escalation.push_body, (*MOVED, "hop_no", "superior_granted")),
    Topic(
        "pass.pop_body",
        escalation.pop_body,
        (*MOVED, *GRANTED),
    ),
    Topic("leader.check", leader.check, ("leader_status",)),
    Topic("alert.override_late", leader.alert_override_late),
    Topic("clock.load", extension.load_clock, ("current_due", "current_due_end", "cap")),
    Topic(
        "clock.apply_extension",
        extension.apply,
        ("extension_applied", "new_due_end"),
        # INV-08, kept by the topic itself.
        never=("extension_applied = true and now() >= date and time(current_due_end)",),
    ),
    Topic("notify.extension_refused", extension.notify_refused),
    Topic("opinion.mark_silent", opinions.mark_silent),
    Topic("legal.members", opinions.legal_members, ("legal_member_ids",)),
    Topic(
        "emergency.assess_attempts",
        emergency.assess_attempts,
        ("attempts_result", "recipient_id"),
    ),
    Topic("alert.emergency_report", emergency.alert_daily),
    Topic("clock.remind", deadlines.remind),
    Topic("notify.remind", deadlines.remind_holder),
)

TOPICS: Mapping[str, Topic] = {topic.name: topic for topic in _ALL}

__all__ = ["TOPICS", "Topic", "TopicContext"]
