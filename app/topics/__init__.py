"""The named functions that service tasks may call, with the facts they write declared as data."""

from __future__ import annotations

from collections.abc import Mapping

from app.topics import deadlines, meetings, papers, passes, replies, submission
from app.topics.context import Topic, TopicContext

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
    Topic("pass.open", passes.open_pass),
    Topic(
        "pass.set_body",
        passes.set_body,
        ("body_stack", "body_id", "body_rank", "has_board", "entry_reason", "received_at"),
    ),
    Topic("pass.skip_register", passes.skip_register, ("skip_register",)),
    Topic("reply.prepare", replies.prepare, ("issuer_ids", "own_provisions")),
    Topic("doc.receipt", papers.receipt),
    Topic("doc.render", papers.render, ("document_id", "check_required")),
    Topic("doc.issue", papers.issue),
    Topic("doc.deliver", papers.deliver),
    Topic("meeting.snapshot", meetings.snapshot, ("members_total", "system_recused")),
    Topic("vote.count", meetings.count, ("quorum_ok", "vote_result", "decision_recorded")),
    Topic("clock.check_deadline", deadlines.check_deadline),
    Topic("clock.remind", deadlines.remind),
    Topic("notify.remind", deadlines.remind_holder),
)

TOPICS: Mapping[str, Topic] = {topic.name: topic for topic in _ALL}

__all__ = ["TOPICS", "Topic", "TopicContext"]
